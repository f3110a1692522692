"""An explanation for each yen: which purchases the cost of one disposal comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from hozen.rules.tax.facts import Pool, exact_sum
from hozen.rules.tax.year_costs import FEW, Moves

_BITS = 256  # binary digits of a share in a long year


@dataclass(frozen=True, slots=True)
class Share:
    """原価の内訳: so many yen of a cost come from the move at `source`; None is what was carried over.

    `rounding` is what comes from no purchase: a cell of the worksheet that rounds, or what a long year cuts after
    its binary digits. `own` is a cost that the disposal has by itself: the deemed cost, or a bridge coin's.
    """

    source: int | None
    yen: Fraction
    rounding: bool = False
    own: bool = False


def shares(mode: str, opening: Pool, moves: Moves, place: int, cost: Fraction) -> tuple[Share, ...]:
    """The shares of the cost of the move out at `place`. They add up to `cost`, exactly."""
    whole_year = mode == "total_average"
    parts = _of_the_year(opening, moves, place) if whole_year else _of_the_moment(opening, moves, place)
    found = [Share(source, yen) for source, yen in parts if yen]
    left = cost - exact_sum(one.yen for one in found)
    return (*found, Share(None, left, rounding=True)) if left else tuple(found)


def _of_the_year(opening: Pool, moves: Moves, place: int) -> Iterator[tuple[int | None, Fraction]]:
    """Every purchase of the year has the same part in every disposal, the later ones too."""
    units = opening.units + sum(one for one in moves.units if one > 0)
    part = Fraction(-moves.units[place], units)
    yield None, opening.yen * part
    for source, one in enumerate(moves.units):
        if one > 0:
            yield source, moves.yen[source] * part


def _of_the_moment(opening: Pool, moves: Moves, place: int) -> list[tuple[int | None, Fraction]]:
    """What each purchase before it has left in the book value; an earlier disposal took its part of each.

    Backwards from the disposal: a purchase gives its yen × the part of it that all disposals since have left.
    """
    held = moves.held(opening)
    part: Fraction = Fraction(-moves.units[place], held[place])
    found: list[tuple[int | None, Fraction]] = []
    for source in range(place - 1, -1, -1):
        if moves.units[source] > 0:
            found.append((source, moves.yen[source] * part))
        elif held[source + 1] == 0:
            return found[::-1]  # all was sold here: nothing from before is left
        else:
            part = _kept(part * Fraction(held[source + 1], held[source]), len(moves.units) > FEW)
    return [(None, opening.yen * part), *found[::-1]]


def _kept(part: Fraction, long: bool) -> Fraction:
    """As it is; in a long year cut after many digits, or the fraction would grow with each disposal."""
    return Fraction((part.numerator << _BITS) // part.denominator, 1 << _BITS) if long else part
