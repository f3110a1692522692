"""The named ways to make whole parts of fractions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SplitRule:
    """按分の端数処理: what becomes of the fractions when a whole amount is split.

    Each part is first rounded down. `hands_out`: whether the units that are left then go to the largest fractions,
    one each, so that the parts add up to the amount; if not, they stay where they are.
    """

    name: str
    hands_out: bool
    reason: str


LARGEST_REMAINDER = SplitRule(
    "largest_remainder",
    hands_out=True,
    reason="No text fixes the last unit; each part stays within one unit of its exact share, and all of it is paid.",
)
DOWN = SplitRule(
    "down",
    hands_out=False,
    reason="Fractions of a unit are cut from every part alike; what is left stays in the pool for the next round.",
)
