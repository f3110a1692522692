"""移動平均法: the average after each purchase. Exact; the plain version, and the oracle of the bounds.

Its fractions grow with each move: use `certified` for more than a few thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hozen.rules.tax.facts import CostYear, Move, Pool, acquired, holdings


def moving_average(opening: Pool, moves: Sequence[Move]) -> CostYear:
    """What goes out takes its share of the book value; the last unit takes all that is left. Never rounded."""
    units, yen = opening.units, opening.yen
    costs = []
    for one, held in zip(moves, holdings(opening, moves), strict=True):
        cost = yen * Fraction(-one.units, units) if one.units < 0 else Fraction(0)
        costs.append(cost)
        units, yen = held, yen + one.yen - cost
    return CostYear(opening, acquired(moves), tuple(costs), Pool(units, yen))
