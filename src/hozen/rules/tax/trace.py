"""An explanation for each yen: which purchases the cost of one disposal comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hozen.rules.tax.facts import Move, Pool


@dataclass(frozen=True, slots=True)
class Share:
    """原価の内訳: so many yen of a cost come from the move at `source`; None is what was carried over.

    `rounding` is a share that comes from no purchase but from a cell of the worksheet that rounds.
    """

    source: int | None
    yen: Fraction
    rounding: bool = False


def shares(mode: str, opening: Pool, moves: Sequence[Move], place: int, cost: Fraction) -> tuple[Share, ...]:
    """The shares of the cost of the move out at `place`. They add up to `cost`, exactly."""
    whole_year = mode == "total_average"
    parts = _of_the_year(opening, moves, place) if whole_year else _of_the_moment(opening, moves, place)
    found = [Share(source, yen) for source, yen in parts.items() if yen]
    left = cost - sum((one.yen for one in found), Fraction(0))
    return (*found, Share(None, left, rounding=True)) if left else tuple(found)


def _of_the_year(opening: Pool, moves: Sequence[Move], place: int) -> dict[int | None, Fraction]:
    """Every purchase of the year has the same part in every disposal, the later ones too."""
    units = opening.units + sum(one.units for one in moves if one.units > 0)
    part = Fraction(-moves[place].units, units)
    paid: dict[int | None, Fraction] = {None: opening.yen}
    paid |= {source: one.yen for source, one in enumerate(moves) if one.units > 0}
    return {source: yen * part for source, yen in paid.items()}


def _of_the_moment(opening: Pool, moves: Sequence[Move], place: int) -> dict[int | None, Fraction]:
    """What each purchase before it has left in the book value; an earlier disposal took its part of each."""
    held = opening.units
    bought: list[tuple[int | None, Fraction]] = [(None, opening.yen)]
    kept = Fraction(1)  # of one yen in the pool at the start, how much is left
    for source, one in enumerate(moves[:place]):
        if one.units > 0:
            bought.append((source, one.yen / kept))
        elif held + one.units == 0:
            bought, kept = [], Fraction(1)
        else:
            kept *= Fraction(held + one.units, held)
        held += one.units
    part = kept * Fraction(-moves[place].units, held)
    return {source: yen * part for source, yen in bought}
