"""Tokens for a loss, redeemed in parts of what is outstanding (Bitfinex 2016 to 2017). Exact fractions. Law-neutral."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from hozen.values.ratio import Ratio


def after_haircut(balance: int, haircut: Ratio) -> tuple[Fraction, Fraction]:
    """(kept, turned into tokens) of a balance."""
    lost = haircut.value * balance
    return balance - lost, lost


def redeemed_so_far(of_outstanding: Sequence[Ratio]) -> tuple[Fraction, ...]:
    """Share of all tokens redeemed after each redemption: 1 − Π (1 − part of those outstanding)."""
    left = accumulate((1 - one.value for one in of_outstanding), lambda kept, more: kept * more)
    return tuple(1 - one for one in left)
