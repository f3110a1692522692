"""Published figures and their rounding: sums that differ are flagged, never refused.

A figure shown as 2.06 stands for anything from 2.055 to 2.065. A sum may differ from its total by half a last digit
for each figure in it; what lies beyond that, rounding does not explain. Exact; no float.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Agreement(Enum):
    """公表値の一致: whether published figures fit together."""

    EXACT = "exact"  # 一致
    WITHIN_ROUNDING = "within_rounding"  # 端数の範囲内の差
    BEYOND_ROUNDING = "beyond_rounding"  # 端数では説明できない差


@dataclass(frozen=True, slots=True)
class Compared:
    """公表値の照合: what the figures come to, what was published, and whether rounding explains the difference."""

    computed: Fraction
    published: Fraction
    allowed: Fraction  # the most that rounding explains
    agreement: Agreement

    @property
    def difference(self) -> Fraction:
        """published − computed."""
        return self.published - self.computed


def half_digit(figure: str) -> Fraction:
    """Half of the last digit shown: '2.06' → 1/200, '54' → 1/2."""
    _, _, places = figure.partition(".")
    return Fraction(1, 2 * 10 ** len(places))


def compare_sum(parts: tuple[str, ...], total: str) -> Compared:
    """Whether published parts add up to their published total."""
    allowed = sum(map(half_digit, parts), half_digit(total))
    return _compared(sum(map(Fraction, parts), Fraction(0)), total, allowed)


def compare_value(computed: Fraction, published: str, input_slack: Fraction = Fraction(0)) -> Compared:
    """Whether a computed figure is what was published; `input_slack`: what the rounding of its inputs may move it by.

    EXACT also where the published figure is the computed one to its last digit.
    """
    found = _compared(computed, published, half_digit(published) + input_slack)
    if abs(found.difference) <= half_digit(published):
        return Compared(found.computed, found.published, found.allowed, Agreement.EXACT)
    return found


def _compared(computed: Fraction, published: str, allowed: Fraction) -> Compared:
    said = Fraction(published)
    off = abs(said - computed)
    within = Agreement.WITHIN_ROUNDING if off <= allowed else Agreement.BEYOND_ROUNDING
    return Compared(computed, said, allowed, within if off else Agreement.EXACT)
