"""Panjer's recursion: another road to a year's loss than the Fourier transform."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def panjer(kind: str, one: float, two: float, severity: Sequence[float], size: int) -> np.ndarray:
    """Probabilities of 0 to size − 1; `one`, `two`: rate and nothing, size and beta, or count and chance."""
    sizes = np.asarray(severity)
    a, b, start = _family(kind, one, two, sizes[0])
    found = np.zeros(size)
    found[0] = start
    for s in range(1, size):
        upto = min(s, len(sizes) - 1)
        j = np.arange(1, upto + 1)
        weights = (a + b * j / s) * sizes[1 : upto + 1]
        found[s] = weights @ found[s - upto : s][::-1] / (1 - a * sizes[0])
    return found


def _family(kind: str, one: float, two: float, zero: float) -> tuple[float, float, float]:
    """(a, b, P(S = 0)) of the kind."""
    if kind == "poisson":
        return 0.0, one, math.exp(-one * (1 - zero))
    if kind == "negative_binomial":
        return two / (1 + two), (one - 1) * two / (1 + two), (1 - two * (zero - 1)) ** -one
    return -two / (1 - two), (one + 1) * two / (1 - two), (1 + two * (zero - 1)) ** one
