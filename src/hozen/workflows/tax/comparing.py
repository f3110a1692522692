"""The same trades under the rules of today and under the flat 20%, beside the customer's other income."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hozen.law import Figure, Law, Lawful
from hozen.rules.tax import TaxRefused
from hozen.rules.tax.jp import SEPARATE, separate_tax
from hozen.rules.tax.jp_progressive import Comparison, compare
from hozen.values import Yen
from hozen.workflows.tax.computing import LEFT_OPEN, Computed
from hozen.workflows.tax.regime_years import first_separate, last_of_today
from hozen.workflows.tax.tax_law import scenario_path, tax_law


@dataclass(frozen=True, slots=True)
class Rested:
    """根拠: a figure of the law that one side of a comparison rests on."""

    side: str  # 'today' or 'flat'
    about: Figure
    figure: Lawful[object]


@dataclass(frozen=True, slots=True)
class Compared:
    """比較結果: both taxes and every figure on which each rests."""

    computed: Computed
    comparison: Comparison
    figures: tuple[Rested, ...]


def compare_with(done: Computed, other: Yen, scenario: str | None = None) -> Compared:
    """Beside `other`, the taxable income of the year without any crypto. TaxRefused where a disposal is not explained."""
    if done.income is None:
        raise TaxRefused(
            "the income is not determined",
            found="disposals that nobody can explain",
            expected="a cost for each disposal",
            try_next="hozen tax compute: its last table names the rows",
        )
    law, year_end = tax_law(scenario), date(done.year, 12, 31)
    today = law.reading(
        last_of_today(law) if done.regime == SEPARATE else year_end, scenario_path(law, scenario)
    )
    after = law.reading(max(first_separate(law), year_end), scenario_path(law, "flat-20"))
    crypto = Fraction(done.income)  # as it is declared: by the worksheet's yen, or cut
    flat = separate_tax(after, max(crypto, Fraction(0)))
    told = compare(today, flat, crypto, other)
    open_ = [after.figure(key) for key in LEFT_OPEN]
    figures = [
        *_rested(law, "today", told.together.rests_on),
        *_rested(law, "flat", (*flat.rests_on, *open_)),
    ]
    return Compared(done, told, tuple(figures))


def _rested(law: Law, side: str, figures: tuple[Lawful[object], ...]) -> list[Rested]:
    once = {one.key: one for one in figures}
    return [Rested(side, law.figures[key], one) for key, one in once.items()]
