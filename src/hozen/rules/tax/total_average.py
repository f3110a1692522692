"""総平均法: one unit price for the whole year. Exact; the plain version, and the oracle of the kernels."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hozen.rules.tax.facts import CostYear, Move, Pool, acquired, holdings


def total_average(opening: Pool, moves: Sequence[Move]) -> CostYear:
    """(opening + bought) ÷ (opening units + bought units), times the units out. Nothing is rounded."""
    held = [opening.units, *holdings(opening, moves)][-1]
    bought = acquired(moves)
    unit = unit_price(opening, moves)
    costs = tuple(unit * -one.units if one.units < 0 else Fraction(0) for one in moves)
    return CostYear(opening, bought, costs, Pool(held, unit * held))


def unit_price(opening: Pool, moves: Sequence[Move]) -> Fraction:
    """Yen for one smallest unit, exact; 0 for a year in which nothing was ever held."""
    units = opening.units + sum(one.units for one in moves if one.units > 0)
    return (opening.yen + acquired(moves)) / units if units else Fraction(0)
