"""How much a moment looks like the start of a pump. The weights were chosen on known events, most on the earlier half."""

from __future__ import annotations

import math

_JUMP, _RUSH, _ROUND = 3.0, 2.5, 2.0
_FULL = 2000.0  # thousandths above the bound that make a full score


def rush_strength(jump_permille: int, rushes: int, *, on_the_hour: bool) -> int:
    """Thousandths: 3 log10 of the rise, 2.5 log10 of the market orders in a rush, and more at a round time."""
    if jump_permille <= 0 or rushes <= 0:
        return 0
    found = _JUMP * math.log10(jump_permille) + _RUSH * math.log10(rushes) + _ROUND * on_the_hour
    return round(1000 * found)


def rush_score(strength: int, bound: int) -> int:
    """500 at the bound, up to 1000."""
    return min(1000, 500 + round(500 * (strength - bound) / _FULL))
