"""The tax of today: aggregate income, band by band, with the surtaxes, and the local tax. Income Tax Act 89."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hozen.law import Lawful, Reading
from hozen.rules.tax.jp import TaxDue, tax_base, tax_due
from hozen.values import Ratio, Yen


@dataclass(frozen=True, slots=True)
class Comparison:
    """比較: the same crypto income beside the same other income, under the rules of today and under the flat 20%.

    `alone` is the tax on the other income, `together` that on both. Deductions from the tax, and the part of the local
    tax that is the same for all, are left out.
    """

    other: Yen
    crypto: Fraction
    alone: TaxDue
    together: TaxDue
    flat: TaxDue

    @property
    def today(self) -> Yen:
        """What the crypto income adds under the rules of today."""
        return self.together.total - self.alone.total

    @property
    def difference(self) -> int:
        """Yen by which the rules of today take more than the flat 20%; below 0 where they take less."""
        return self.today.amount - self.flat.total.amount


def progressive_tax(reading: Reading, income: Fraction) -> TaxDue:
    """Each band's rate on what falls into it; the local rates on all of it."""
    rates = {name: reading.ratio(f"tax.band_rate.{name}") for name in reading.family("tax.band_rate")}
    above = {name: reading.yen(f"tax.band_above.{name}") for name in rates}
    local = [reading.ratio(f"tax.local_rate.{name}") for name in reading.family("tax.local_rate")]
    base = tax_base(reading, income)
    bands = sorted(((above[name].value, rates[name].value) for name in rates), key=lambda one: one[0].amount)
    share = sum((rate.value.exact(base) for rate in local), Fraction(0))
    rests: tuple[Lawful[object], ...] = (*rates.values(), *above.values(), *local)
    return tax_due(reading, income, _bands(bands, base), share, rests)


def _bands(bands: list[tuple[Yen, Ratio]], base: Yen) -> Fraction:
    ends = [begin.amount for begin, _ in bands[1:]] + [max(base.amount, bands[-1][0].amount)]
    tax = Fraction(0)
    for (begin, rate), end in zip(bands, ends, strict=True):
        inside = max(min(base.amount, end) - begin.amount, 0)
        tax += rate.exact(Yen(inside))
    return tax


def compare(today: Reading, flat: TaxDue, crypto: Fraction, other: Yen) -> Comparison:
    """The tax on the other income alone and with the crypto income; a loss of crypto is not set against the other."""
    alone = progressive_tax(today, Fraction(other.amount))
    together = progressive_tax(today, other.amount + max(crypto, Fraction(0)))
    return Comparison(other, crypto, alone, together, flat)
