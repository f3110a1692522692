"""What few events leave open. Law-neutral."""

from __future__ import annotations

import math
from collections.abc import Callable


def exact_poisson(events: int, level: float) -> tuple[float, float]:
    """The exact interval (Garwood) of a Poisson mean of which `events` were seen; each side takes half of 1 − level.

    The lower end is where P(N ≥ events) = (1 − level)/2, the upper where P(N ≤ events) is.
    """
    side = (1 - level) / 2
    low = _root(lambda mean: 1 - _at_most(events - 1, mean) - side, events) if events else 0.0
    return low, _root(lambda mean: side - _at_most(events, mean), events)


def _at_most(most: int, mean: float) -> float:
    """P(N ≤ most)."""
    terms = (math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(most + 1))
    return sum(terms) if mean > 0 else 1.0


def _root(rising: Callable[[float], float], events: int) -> float:
    """Where a rising function is 0, by halving."""
    low, high = 0.0, 10.0 + 4 * events
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
