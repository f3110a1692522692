"""What is taxed, how, and from when: Income Tax Act 35, 48-2 today; the separate 20% of the 2026 reform.

A year whose regime no text decides answers LawGap, never a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hozen.law import Lawful, LawGap, Reading, Standing, weakest
from hozen.rules.tax.asset_year import AssetYear, Disposal
from hozen.rules.tax.events import Kind
from hozen.rules.tax.roundings import SURTAX, TAX_BASE, TAX_PAYABLE
from hozen.values import Ratio, Rounding, Yen, legal_day

MISCELLANEOUS, SEPARATE = "miscellaneous", "separate"
SPECIFIED, AGGREGATE = "specified", "aggregate"


@dataclass(frozen=True, slots=True)
class TaxDue:
    """税額: of one basket or of all that is aggregate, each part in yen, and what it rests on."""

    income: Yen
    base: Yen
    national: Yen
    surtaxes: Mapping[str, Yen]
    national_payable: Yen
    local_payable: Yen
    rests_on: tuple[Lawful[object], ...]

    @property
    def total(self) -> Yen:
        """National and local together."""
        return self.national_payable + self.local_payable

    @property
    def standing(self) -> Standing:
        """How firm the weakest figure is."""
        return weakest(self.rests_on)


def regime_of(reading: Reading) -> Lawful[str]:
    """The regime of the year of the reading's day: 'miscellaneous' or 'separate'.

    The separate 20% begins on the first of January after the year in which the amended Act takes effect. Where the
    law's file leaves the year open, a scenario's day decides; LawGap where there is none.
    """
    if isinstance(reading.rows.get("tax.regime"), Lawful):
        return reading.text("tax.regime")
    effective = reading.date("reform.main_effective_day")
    begun = reading.day.year > effective.value.year
    return _of(effective, SEPARATE if begun else MISCELLANEOUS)


def _of(figure: Lawful[date], value: str) -> Lawful[str]:
    return Lawful(
        key="tax.regime",
        value=value,
        unit="text",
        since=figure.since,
        until=figure.until,
        cite=figure.cite,
        standing=figure.standing,
        seen=figure.seen,
        as_written="",
        note=f"from {figure.key} {figure.value}",
        source=figure.source,
        since_means=figure.since_means,
    )


def method_of(reading: Reading, elected: str | None, who: str = "individual") -> tuple[str, Lawful[str]]:
    """(cost method, what it rests on). Without an election the law's own default; never a silent one.

    Under the separate 20% no text says which cost method holds: LawGap unless a scenario does.
    """
    default = reading.text(f"tax.default_method.{who}")
    if regime_of(reading).value != SEPARATE:
        return (elected or default.value), default
    after = reading.text("tax.separate.cost_method")
    if after.value == "as_elected":
        return (elected or default.value), after
    return after.value, after


@dataclass(frozen=True, slots=True)
class Specified:
    """特定暗号資産の期間: from when to when an asset was entered in the register. None for still."""

    since: date
    until: date | None = None

    def same_all(self, year: int) -> bool:
        """Whether every day of the year is in the period, or none."""
        first, last = date.min.replace(year=year), date.max.replace(year=year)
        outside = self.since > last or (self.until is not None and self.until < first)
        return outside or (self.has(first) and self.has(last))

    def has(self, day: date) -> bool:
        """Whether the asset was specified on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


Register = Mapping[str, tuple[Specified, ...]]


def basket_of(disposal: Disposal, register: Register) -> str:
    """'specified' for an asset specified on the trade's day that went to a registered operator; else 'aggregate'."""
    event = disposal.posting.event
    on, periods = legal_day(event.at), register.get(disposal.posting.asset, ())
    if event.kind is Kind.YEAR_SELL and not all(one.same_all(on.year) for one in periods):
        raise event.refuse(
            "an annual report does not say on which day it was sold, and the asset was specified for a part of the year",
            disposal.posting.asset,
            "the trades one by one",
        )
    listed = any(one.has(on) for one in periods)
    return SPECIFIED if listed and event.registered else AGGREGATE


def baskets(reading: Reading, years: list[AssetYear], register: Register) -> dict[str, Fraction]:
    """Exact income of each basket. LawGap for what the text leaves open and the scenario does not fill."""
    if regime_of(reading).value == MISCELLANEOUS:
        return {MISCELLANEOUS: sum((one.revenue - one.expenses for one in years), Fraction(0))}
    found = {SPECIFIED: Fraction(0), AGGREGATE: Fraction(0)}
    needs(reading, "tax.separate.pool", "one_pool")
    needs(reading, "tax.separate.step_up", "none")
    for one in years:
        if one.earned:
            needs(reading, "tax.separate.rewards", AGGREGATE)
            found[AGGREGATE] += one.earned
        for disposal in one.disposals:
            found[basket_of(disposal, register)] += disposal.income
    return found


def needs(reading: Reading, key: str, known: str) -> Lawful[str]:
    """The figure of `key`, which must say `known`: for no other value is there an arithmetic. LawGap where it does not."""
    said = reading.text(key)
    if said.value != known:
        raise LawGap(
            f"{key}: no arithmetic for {said.value!r}",
            key=key,
            day=reading.day,
            found=said.value,
            expected=known,
        ).in_japanese(f"{key} の {said.value!r} は計算できない", f"{key} を {known} とする")
    return said


def separate_tax(reading: Reading, income: Fraction) -> TaxDue:
    """15% and its surtaxes, 5% local: the base cut to ¥1,000, each surtax to the yen, what is payable to ¥100."""
    national, local = (reading.ratio(f"tax.separate.{name}_rate") for name in ("national", "local"))
    rests = (regime_of(reading), national, local)
    base = tax_base(reading, income)
    return tax_due(reading, income, national.value.exact(base), local.value.exact(base), rests)


def tax_base(reading: Reading, income: Fraction) -> Yen:
    """課税標準: the income cut to ¥1,000; nothing for a loss."""
    return _cut(max(income, Fraction(0)), reading.yen("tax.cut.base").value, TAX_BASE)


def tax_due(
    reading: Reading, income: Fraction, national: Fraction, local: Fraction, rests: tuple[Lawful[object], ...]
) -> TaxDue:
    """The surtaxes on the national tax, each to the yen, and what is payable of both, to ¥100."""
    base_unit, pay_unit = (reading.yen(f"tax.cut.{name}") for name in ("base", "payable"))
    surtaxes = {name: reading.ratio(f"tax.surtax.{name}") for name in reading.family("tax.surtax")}
    tax = Yen(SURTAX(national))
    more = {name: _surtax(rate.value, tax) for name, rate in surtaxes.items()}
    whole = tax.amount + sum(one.amount for one in more.values())
    return TaxDue(
        income=Yen(SURTAX(income)),
        base=tax_base(reading, income),
        national=tax,
        surtaxes=more,
        national_payable=_cut(Fraction(whole), pay_unit.value, TAX_PAYABLE),
        local_payable=_cut(local, pay_unit.value, TAX_PAYABLE),
        rests_on=(*rests, base_unit, pay_unit, *surtaxes.values()),
    )


def _surtax(rate: Ratio, tax: Yen) -> Yen:
    return rate.of(tax, SURTAX)


def _cut(amount: Fraction, unit: Yen, rounding: Rounding) -> Yen:
    return Yen(rounding(amount / unit.amount) * unit.amount)
