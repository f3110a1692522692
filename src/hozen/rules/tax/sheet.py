"""国税庁計算書の移動平均: the moving average as the cells of the NTA's worksheet round it. The plain version.

After each move out, book value = the unit of the last purchase × what remains, rounded up to the yen.
The unit itself is not rounded; the cost is the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hozen.rules.tax.facts import CostYear, Move, Pool, acquired, holdings
from hozen.rules.tax.roundings import SHEET_BOOK_VALUE


def sheet_moving_average(opening: Pool, moves: Sequence[Move]) -> CostYear:
    """The worksheet's moving average. What was carried over stands as the first purchase."""
    yen, last, costs = opening.yen, _unit(opening.units, opening.yen), []
    for one, held in zip(moves, holdings(opening, moves), strict=True):
        if one.units > 0:
            yen += one.yen
            last = _unit(held, yen)
            costs.append(Fraction(0))
        else:
            left = Fraction(SHEET_BOOK_VALUE(last * held))
            costs.append(yen - left)
            yen = left
    closing = Pool(opening.units + sum(one.units for one in moves), yen)
    return CostYear(opening, acquired(moves), tuple(costs), closing)


def _unit(units: int, yen: Fraction) -> Fraction:
    return yen / units if units else Fraction(0)
