"""The costs of one asset's year over columns of whole numbers: exact, in time that grows with the trades alone.

The plain versions (`total_average`, `moving_average`, `sheet_moving_average`) say the same of one move after another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from hozen.rules.tax.certified import BITS
from hozen.rules.tax.facts import Pool, Tell, exact_sum, told, too_many_out
from hozen.rules.tax.lines import Exact

FEW = 500  # moves up to which plain fractions are fast


@dataclass(frozen=True, slots=True)
class YearCosts:
    """原価の列: the cost of move i is `parts[i]` × `unit` yen, exact; 0 for a move in. `closing` is what is left."""

    opening: Pool
    acquired: Fraction
    parts: Sequence[Exact]
    unit: Fraction
    closing: Pool

    @property
    def cost(self) -> Fraction:
        """譲渡原価 of the year: opening + acquired − closing."""
        return self.opening.yen + self.acquired - self.closing.yen

    def of(self, place: int) -> Fraction:
        """The cost of one move."""
        return self.parts[place] * self.unit


@dataclass(frozen=True, slots=True)
class Moves:
    """増減の列: signed units, and yen paid for units in. What stands as yen of units out is not read."""

    units: Sequence[int]
    yen: Sequence[int | Fraction]
    where: Callable[[int], str] = str
    tell: Tell = told

    def held(self, opening: Pool) -> list[int]:
        """Units before the first move and after each. TaxRefused where one would take out more than is there."""
        held = list(accumulate(self.units, initial=opening.units))
        if min(held) < 0:
            place = next(at for at, one in enumerate(held) if one < 0) - 1
            raise too_many_out(held[place], self.units[place], self.where(place), self.tell)
        return held

    def paid(self) -> Fraction:
        """Σ of what was paid for units in."""
        return exact_sum(yen for units, yen in zip(self.units, self.yen, strict=True) if units > 0)


def _total_average(opening: Pool, moves: Moves) -> YearCosts:
    """One unit price for the whole year: a cost is the units out times it."""
    left = moves.held(opening)[-1]
    bought, paid = opening.units + sum(one for one in moves.units if one > 0), moves.paid()
    unit = (opening.yen + paid) / bought if bought else Fraction(0)
    parts = [-one if one < 0 else 0 for one in moves.units]
    return YearCosts(opening, paid, parts, unit, Pool(left, unit * left))


def _sheet(opening: Pool, moves: Moves) -> YearCosts:
    """After each move out the book value is the unit of the last purchase × what is left, rounded up."""
    held = moves.held(opening)
    value = base = _whole(opening.yen)
    at = opening.units
    parts: list[Exact] = []
    for units, yen, after in zip(moves.units, moves.yen, held[1:], strict=True):
        if units > 0:
            value = base = value + yen
            at = after
            parts.append(0)
        else:
            left = -(-base * after // at)  # SHEET_BOOK_VALUE
            parts.append(value - left)
            value = left
    return YearCosts(opening, moves.paid(), parts, Fraction(1), Pool(held[-1], Fraction(value)))


def _exact(opening: Pool, moves: Moves) -> YearCosts:
    """Beyond a few moves the costs are cut after binary digits, and what is cut stays in the closing value; the
    digits grow until the closing value's yen, down and up, is the exact one's."""
    held = moves.held(opening)
    for bits in BITS if len(moves.units) > FEW else ():
        parts, low, high = _bounds(opening, moves, held, bits)
        if low >> bits == high >> bits and -low >> bits == -high >> bits:
            return _cut(opening, moves, parts, held[-1], bits)
    return _by_rationals(opening, moves, held)


def _by_rationals(opening: Pool, moves: Moves, held: Sequence[int]) -> YearCosts:
    value, parts = opening.yen, []
    for units, yen, (before, _) in zip(moves.units, moves.yen, pairwise(held), strict=True):
        cost = value * Fraction(-units, before) if units < 0 else Fraction(0)
        parts.append(cost)
        value += (yen if units > 0 else 0) - cost
    return YearCosts(opening, moves.paid(), parts, Fraction(1), Pool(held[-1], value))


def _bounds(opening: Pool, moves: Moves, held: Sequence[int], bits: int) -> tuple[list[Exact], int, int]:
    """(cost of each move in parts of a yen, closing value from below and from above)."""
    low, high = _binary(opening.yen, bits)
    before = opening.units
    parts: list[Exact] = []
    for units, yen, after in zip(moves.units, moves.yen, held[1:], strict=True):
        if units > 0:
            less, more = _binary(yen, bits)
            low, high = low + less, high + more
            parts.append(0)
        else:
            left = low * after // before
            parts.append(low - left)
            low, high = left, -(-high * after // before)
        before = after
    return parts, low, high


def _binary(yen: Exact, bits: int) -> tuple[int, int]:
    if type(yen) is int:
        return yen << bits, yen << bits
    return (yen.numerator << bits) // yen.denominator, -((-yen.numerator << bits) // yen.denominator)


def _cut(opening: Pool, moves: Moves, parts: list[Exact], held: int, bits: int) -> YearCosts:
    paid = moves.paid()
    left = (opening.yen + paid) * (1 << bits) - sum(parts)
    if held == 0 and left:  # the last unit takes all that is left
        last = max(place for place, one in enumerate(moves.units) if one < 0)
        parts[last] += left
        left = Fraction(0)
    return YearCosts(opening, paid, parts, Fraction(1, 1 << bits), Pool(held, left / (1 << bits)))


def _whole(yen: Fraction) -> Exact:
    return yen.numerator if yen.denominator == 1 else yen


MODES: Mapping[str, Callable[[Pool, Moves], YearCosts]] = {
    "total_average": _total_average,
    "moving_average": _exact,
    "moving_average_nta_sheet": _sheet,
}
EXACT, OF_THE_YEAR = "moving_average", "total_average"
