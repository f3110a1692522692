"""Trades by chance that never fall below nothing."""

from __future__ import annotations

import random
from fractions import Fraction

from hozen.rules.tax import Move, Pool


def made(rng: random.Random, most: int) -> tuple[Pool, list[Move]]:
    """An opening and up to `most` trades that never fall below nothing."""
    held = rng.choice([0, 5, 10**8])
    pool, trades = Pool(held, Fraction(rng.randint(0, 10**7) if held else 0)), []
    for _ in range(rng.randint(1, most)):
        if held == 0 or rng.random() < 0.5:
            trades.append(Move(rng.randint(1, 10 ** rng.randint(1, 14)), Fraction(rng.randint(0, 10**10))))
        else:
            trades.append(Move(-(held if rng.random() < 0.1 else rng.randint(1, held))))
        held += trades[-1].units
    return pool, trades
