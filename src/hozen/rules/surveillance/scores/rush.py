"""How much a moment looks like the start of a pump. Whole weights, near those that a regression on known events gives."""

from __future__ import annotations

import math

_JUMP, _RUSH, _SURGE, _ROUND = 1.0, 2.0, 1.0, 2.0
_FULL = 2000.0  # thousandths above the bound that make a full score


def rush_strength(jump_permille: int, rushes: int, times: int, *, on_the_hour: bool) -> int:
    """Thousandths: log10 of the rise, twice that of the market orders in the rush, that of how many times the usual they
    are, and 2 at a round time."""
    if jump_permille <= 0 or rushes <= 0:
        return 0
    found = _JUMP * math.log10(jump_permille) + _RUSH * math.log10(rushes) + _ROUND * on_the_hour
    return round(1000 * (found + _SURGE * math.log10(max(1, times))))


def rush_score(strength: int, bound: int) -> int:
    """500 at the bound, up to 1000."""
    return min(1000, 500 + round(500 * (strength - bound) / _FULL))
