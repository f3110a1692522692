"""The exact moving average for a year of many moves: each cost within 2^-64 yen, and the year's yen certified."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hozen.rules.tax.certified import BITS
from hozen.rules.tax.facts import CostYear, Move, Pool, acquired, holdings
from hozen.rules.tax.moving_average import moving_average

FEW = 500  # moves up to which plain fractions are fast


def bounded_year(opening: Pool, moves: Sequence[Move]) -> CostYear:
    """As `moving_average`. Beyond a few moves the costs are cut after binary digits, and what is cut stays in the
    closing value; the digits grow until the closing value's yen, down and up, is the exact one's."""
    if len(moves) <= FEW:
        return moving_average(opening, moves)
    held = list(holdings(opening, moves))
    for bits in BITS:
        costs, low, high = _bounds(opening, moves, held, bits)
        if low >> bits == high >> bits and -low >> bits == -high >> bits:
            return _year(opening, moves, costs, held[-1], bits)
    return moving_average(opening, moves)


def _bounds(
    opening: Pool, moves: Sequence[Move], held: Sequence[int], bits: int
) -> tuple[list[int], int, int]:
    """(cost of each move in parts of a yen, closing value from below and from above)."""
    low, high = _parts(opening.yen, bits)
    units, costs = opening.units, []
    for one, after in zip(moves, held, strict=True):
        before = low
        if one.units > 0:
            less, more = _parts(one.yen, bits)
            low, high = low + less, high + more
            costs.append(0)
        else:
            low, high = low * after // units, -(-high * after // units)
            costs.append(before - low)
        units = after
    return costs, low, high


def _parts(yen: Fraction, bits: int) -> tuple[int, int]:
    whole = (yen.numerator << bits) // yen.denominator
    return whole, -((-yen.numerator << bits) // yen.denominator)


def _year(opening: Pool, moves: Sequence[Move], costs: Sequence[int], held: int, bits: int) -> CostYear:
    exact = [Fraction(one, 1 << bits) for one in costs]
    paid = acquired(moves)
    left = opening.yen + paid - Fraction(sum(costs), 1 << bits)
    if held == 0 and left:  # the last unit takes all that is left
        last = max(place for place, one in enumerate(moves) if one.units < 0)
        exact[last] += left
        left = Fraction(0)
    return CostYear(opening, paid, tuple(exact), Pool(held, left))
