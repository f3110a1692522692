"""Roundings: each has a name, a direction and a reason."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Direction(Enum):
    """Which whole number a fraction becomes."""

    DOWN = "down"  # towards minus infinity
    UP = "up"  # towards plus infinity
    HALF_UP = "half_up"  # to the nearest; a half goes up


@dataclass(frozen=True, slots=True)
class Rounding:
    """端数処理: a named step from an exact fraction to a whole number.

    `cite` is empty where no text fixes the step; `reason` then says why this direction was taken.
    """

    name: str
    direction: Direction
    reason: str
    cite: str = ""

    def __call__(self, exact: Fraction | int) -> int:
        """The whole number that `exact` becomes."""
        if self.direction is Direction.DOWN:
            return math.floor(exact)
        if self.direction is Direction.UP:
            return math.ceil(exact)
        return math.floor(Fraction(exact) + Fraction(1, 2))


DUTY_UP = Rounding(
    "duty_up",
    Direction.UP,
    "No text fixes the last yen of a duty; rounding up never lets a firm hold less than is due.",
)
COVER_DOWN = Rounding(
    "cover_down",
    Direction.DOWN,
    "No text fixes the last yen of cover; rounding down never counts cover that is not there.",
)
SHOWN_DOWN = Rounding(
    "shown_down",
    Direction.DOWN,
    "A yen figure that is only shown; comparisons are made before it, on the exact fraction.",
)
