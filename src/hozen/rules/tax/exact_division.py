"""floor(a·b ÷ q) of 64-bit arrays, exact though a·b needs 128 bits.

A quotient is guessed and then corrected by the exact remainder, which whole numbers give modulo 2^64. What does not
fit is worked out with Python's integers. The guess decides nothing: the remainder must lie in [0, q).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
_MOST_Q = 1 << 58  # the remainder of a guess a few units off still fits 63 bits
_MOST_A = 1 << 52  # a guess in 53 binary digits is at most a few units off


def mul_floor_div(a: Whole, b: Whole, q: Whole) -> tuple[Whole, Whole]:
    """(floor(a·b/q), remainder) for a ≥ 0, 0 ≤ b ≤ q, q > 0, element by element."""
    fits = (a < _MOST_A) & (q < _MOST_Q)
    if fits.all():
        return _guessed(a, b, q)
    quotient, remainder = np.empty_like(a), np.empty_like(a)
    quotient[fits], remainder[fits] = _guessed(a[fits], b[fits], q[fits])
    for place in np.flatnonzero(~fits):
        quotient[place], remainder[place] = divmod(int(a[place]) * int(b[place]), int(q[place]))
    return quotient, remainder


def _guessed(a: Whole, b: Whole, q: Whole) -> tuple[Whole, Whole]:
    guess = (a * (b / q)).astype(np.int64)
    with np.errstate(over="ignore"):
        left = a * b - guess * q  # both wrap; their difference does not
    off = left // q
    quotient, left = guess + off, left - off * q
    return quotient, left
