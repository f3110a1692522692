"""Chance out of a seed and a name: the same draws in every run."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T")
Whole = NDArray[np.int64]


def _number(seed: int, name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode()).digest()[:16])


@dataclass(slots=True)
class Dice:
    """Draws one by one; `name` keeps one cause of chance apart from the next."""

    seed: int
    name: str
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(_number(self.seed, self.name))  # noqa: S311  # a pretend market, no secret

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends possible."""
        return least + int(self._random.random() * (most - least + 1))

    def happens(self, percent: int) -> bool:
        """True in so many of a hundred draws."""
        return self.between(1, 100) <= percent

    def pick(self, items: Sequence[_T]) -> _T:
        """One of them."""
        return items[self.between(0, len(items) - 1)]

    def some(self, items: Sequence[_T], count: int) -> list[_T]:
        """So many of them, none twice."""
        left = list(items)
        return [left.pop(self.between(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def power(self, least: int, most: int) -> int:
        """Heavy-tailed: three in four stay below thrice the least; never above `most`."""
        draw = self.between(1, 10_000)
        return min(most, least * 10_000 // draw)


def bulk(seed: int, name: str) -> np.random.Generator:
    """Draws by the million."""
    return np.random.Generator(np.random.PCG64(_number(seed, name)))


def powers(rng: np.random.Generator, typical: int, count: int) -> Whole:
    """Sizes around `typical` with a heavy tail (exponent 3/2), at most 60 times as much, at least 1."""
    raw = typical * (rng.pareto(3 / 2, count) + 1 / 3)
    return np.clip(raw, 1, 60 * typical).astype(np.int64)


def zipf_ranks(rng: np.random.Generator, among: int, count: int, start: int) -> Whole:
    """Ranks from 0, the r-th as often as 1/(r + start): a few come again and again."""
    weights = 1 / (np.arange(among) + start)
    return rng.choice(among, size=count, p=weights / weights.sum()).astype(np.int64)


def clustered(rng: np.random.Generator, count: int, hours: Whole, start_us: int) -> Whole:
    """`count` instants in order, in bursts, from `start_us`; `hours`: how busy each hour is, in parts."""
    hour = 3_600_000_000
    bursts = max(1, count // 6)
    at = rng.choice(len(hours), size=bursts, p=hours / hours.sum()) * hour + rng.integers(0, hour, bursts)
    of_burst = rng.integers(0, bursts, count)
    lags = np.minimum(rng.exponential(4_000_000, count), 60_000_000)
    return np.sort(start_us + np.minimum(at[of_burst] + lags.astype(np.int64), len(hours) * hour - 1))


def walk(rng: np.random.Generator, minutes: int, start: int, day_bp: int) -> Whole:
    """A price in ticks, minute by minute, that moves `day_bp` basis points a day and is drawn back to its start."""
    step = day_bp * start / 10_000 / 38  # 38² minutes are a day
    moves = rng.standard_normal(minutes) * step
    path = np.empty(minutes)
    away = 0
    for minute, move in enumerate(moves.tolist()):
        away = away * 4999 / 5000 + move
        path[minute] = away
    return np.maximum(start + path, start / 2).astype(np.int64)
