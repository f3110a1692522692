"""Where exact values become floats, and where floats become exact values again: nowhere else.

A probability that is told is cut, so that a reserve never looks surer than it is; a reserve that is needed is rounded up.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from hozen.rules.adequacy.arrays import Array
from hozen.values import Direction, Ratio, Rounding, Yen

NEEDED_UP = Rounding(
    "model_needed_up", Direction.UP, "A reserve that a model asks for is never shown too small."
)
MODEL_YEN = Rounding(
    "model_yen", Direction.HALF_UP, "A mean that a model yields; the nearest yen takes no side."
)
_DIGITS = 10**6
_CUT = Rounding("model_chance_cut", Direction.DOWN, "A chance that is told is never larger than the model's.")


def inexact(exact: Yen | Ratio | Fraction | int) -> float:
    """The nearest float: enough for a chance, never for a payment."""
    if isinstance(exact, Yen):
        return float(exact.amount)
    return float(exact.value if isinstance(exact, Ratio) else exact)


def inexact_array(values: Iterable[Yen | Ratio | Fraction | int]) -> Array:
    """Each as the nearest float."""
    return np.array([inexact(one) for one in values])


def yen(found: float, rounding: Rounding = MODEL_YEN) -> Yen:
    """Whole yen, after taking away the float's noise below a thousandth of a yen. ValueError for no number."""
    return Yen(rounding(Fraction(round(found * 1000), 1000)))


def chance(found: float) -> Ratio:
    """A probability cut after six digits, between 0 and 1; noise below 1e-12 is no digit."""
    within = min(1.0, max(0.0, found + 1e-12))
    return Ratio(Fraction(_CUT(Fraction(within) * _DIGITS), _DIGITS))


def figure(found: float, digits: int = 4) -> str:
    """A parameter of the model as it is shown: 1.2417."""
    return f"{found:.{digits}f}"
