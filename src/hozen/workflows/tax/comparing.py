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
from hozen.workflows.tax.computing import FIRST_FLAT, LEFT_OPEN, Computed, scenario_path

LAST_TODAY = 2026  # the last year that is under today's rules whatever the effective day


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
    law = Law.load("jp")
    year = LAST_TODAY if done.regime == SEPARATE else done.year
    today = law.reading(date(year, 12, 31), scenario_path(law, scenario))
    after = law.reading(date(max(FIRST_FLAT, done.year), 12, 31), scenario_path(law, "flat-20"))
    flat = separate_tax(after, max(_exact(done), Fraction(0)))
    told = compare(today, flat, _exact(done), other)
    open_ = [after.figure(key) for key in LEFT_OPEN]
    figures = [
        *_rested(law, "today", told.together.rests_on),
        *_rested(law, "flat", (*flat.rests_on, *open_)),
    ]
    return Compared(done, told, tuple(figures))


def _exact(done: Computed) -> Fraction:
    return sum((one.revenue - one.expenses for one in done.assets), Fraction(0))


def _rested(law: Law, side: str, figures: tuple[Lawful[object], ...]) -> list[Rested]:
    once = {one.key: one for one in figures}
    return [Rested(side, law.figures[key], one) for key, one in once.items()]
