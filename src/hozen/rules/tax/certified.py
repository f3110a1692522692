"""The exact moving average without growing fractions: a bound below and one above, rounded outward on each sale.

Where both give the same yen, that yen is certified. Where they do not, the bounds are drawn closer, and at the last
the rationals decide. Whole numbers only; any size of units and yen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hozen.rules.tax.facts import Move, Pool, too_many_out
from hozen.rules.tax.moving_average import moving_average

BITS = (64, 256, 1024)  # binary digits kept below the yen, tried in turn


@dataclass(frozen=True, slots=True)
class Certified:
    """確認済みの円: the year's cost rounded down and the closing value rounded up, each certain to the yen.

    `width` is how far apart the bounds of the closing value were, in yen; 0 where it is known exactly.
    """

    cost_floor: int
    closing_ceil: int
    closing_units: int
    width: Fraction


def certified(
    opening_units: int, opening_yen: int, units: Sequence[int], yen: Sequence[int], bits: Sequence[int] = BITS
) -> Certified:
    """Cost and closing value of one asset's year. Signed units in order; whole yen paid for units in, else 0."""
    whole = opening_yen + sum(yen)
    held = opening_units + sum(units)
    for kept in bits:
        low, high = _bounds(opening_units, opening_yen, units, yen, kept)
        least, most = -(-low >> kept), -(-high >> kept)  # rounded up
        if least == most or low == high:
            return Certified(whole - least, least, held, Fraction(high - low, 1 << kept))
    return _by_rationals(opening_units, opening_yen, units, yen)


def _bounds(
    held: int, opening_yen: int, units: Sequence[int], yen: Sequence[int], bits: int
) -> tuple[int, int]:
    low = high = opening_yen << bits
    for moved, paid in zip(units, yen, strict=True):
        after = held + moved
        if moved > 0:
            low += paid << bits
            high += paid << bits
        else:
            if after < 0:
                raise too_many_out(held, moved)
            low = low * after // held
            high = -(-high * after // held)
        held = after
    return low, high


def _by_rationals(
    opening_units: int, opening_yen: int, units: Sequence[int], yen: Sequence[int]
) -> Certified:
    moves = [Move(moved, Fraction(paid)) for moved, paid in zip(units, yen, strict=True)]
    done = moving_average(Pool(opening_units, Fraction(opening_yen)), moves)
    ceil = -(-done.closing.yen // 1)
    return Certified(opening_yen + sum(yen) - ceil, ceil, done.closing.units, Fraction(0))
