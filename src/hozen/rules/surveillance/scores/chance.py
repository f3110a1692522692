"""How often chance alone would do it: tails of the Poisson distribution."""

from __future__ import annotations

import math

PARTS = 1_000_000  # expected numbers that queries add up come in millionths
_FULL = 12.0  # a surprise of 10^-12 is a full score
_ENOUGH = 1e-18  # terms below this part of the sum change nothing


def surprise(seen: int, expected_top: int, expected_bottom: int) -> float:
    """−log10 of the chance of `seen` or more where expected_top / expected_bottom are expected; 0 where none is seen."""
    if seen <= 0:
        return 0.0
    mean = expected_top / max(1, expected_bottom)
    return 300.0 if mean <= 0 else max(0.0, -_log_tail(seen, mean) / math.log(10))


def never_by_chance(seen: int, expected_top: int, expected_bottom: int, exponent: int) -> int:
    """A score of 1 to 1000 where chance does it less often than 10^-exponent, else 0."""
    found = surprise(seen, expected_top, expected_bottom)
    return 0 if found < exponent else max(1, min(1000, round(1000 * found / _FULL)))


def rare_among(seen: int, expected_top: int, expected_bottom: int, among: int, exponent: int) -> int:
    """As never_by_chance, for the luckiest of `among`: so many had the chance to be so lucky."""
    found = surprise(seen, expected_top, expected_bottom) - math.log10(max(1, among))
    return 0 if found < exponent else max(1, min(1000, round(1000 * found / _FULL)))


def _log_tail(seen: int, mean: float) -> float:
    """Natural log of P(N >= seen), N Poisson: the leading term times the sum of those behind it."""
    if seen <= mean:
        return 0.0  # one half or so: no surprise
    lead = seen * math.log(mean) - mean - math.lgamma(seen + 1)
    total = term = 1.0
    count = seen
    while term > total * _ENOUGH:
        count += 1
        term *= mean / count
        total += term
    return min(0.0, lead + math.log(total))
