"""Exact ratios and prices, read from strings: no float ever touches money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from hozen.values.rounding import Rounding
from hozen.values.whole import Yen

_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
_RATIO = re.compile(r"[0-9]+(\.[0-9]+)?(/[1-9][0-9]*)?")


@dataclass(frozen=True, slots=True, order=True)
class Ratio:
    """割合: an exact ratio, e.g. Ratio.parse('0.05') or Ratio.parse('0.2', per=10_000)."""

    value: Fraction

    @classmethod
    def parse(cls, text: str, per: int = 1) -> Ratio:
        """Read '0.05', '2' or '3/5' as a number of parts in `per`. ValueError for any other form."""
        if not _RATIO.fullmatch(text):
            raise ValueError(f"{text!r} is not a plain ratio such as '0.05' or '3/5'")
        top, _, bottom = text.partition("/")
        return cls(Fraction(top) / int(bottom or 1) / per)

    def exact(self, amount: Yen) -> Fraction:
        """ratio × yen, unrounded: sum these first, round once."""
        return self.value * amount.amount

    def of(self, amount: Yen, rounding: Rounding) -> Yen:
        """ratio × yen as whole yen under a named rounding."""
        return Yen(rounding(self.exact(amount)))

    def percent(self, digits: int = 2) -> str:
        """Shown as a percentage, cut (never rounded up) after `digits` digits: 0.0514 → '5.14%'."""
        scaled = self.value * 100 * 10**digits
        cut = abs(scaled.numerator) // scaled.denominator
        sign = "-" if scaled < 0 else ""
        whole, part = divmod(cut, 10**digits)
        return f"{sign}{whole}" + (f".{part:0{digits}d}" if digits else "") + "%"


@dataclass(frozen=True, slots=True)
class Price:
    """時価: yen for one whole coin, exact, read from a decimal string."""

    yen_per_coin: Fraction

    @classmethod
    def parse(cls, text: str) -> Price:
        """Read '10704212.84'. ValueError for a sign, an exponent, NaN or zero."""
        if not _DECIMAL.fullmatch(text) or Fraction(text) == 0:
            raise ValueError(f"{text!r} is not a price such as '10704212.84'")
        return cls(Fraction(text))

    def value_of(self, units: int, decimals: int) -> Fraction:
        """Exact yen value of `units` smallest units of an asset with `decimals` decimals."""
        return self.yen_per_coin * Fraction(units, 10**decimals)
