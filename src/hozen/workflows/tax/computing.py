"""One tax year out of the events, and the same trades under the flat 20%."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from hozen.law import Law, Lawful, Reading, Standing, weakest
from hozen.rules.tax import Pool, TaxRefused
from hozen.rules.tax.asset_year import NOTHING_UNKNOWN, AssetYear, asset_year
from hozen.rules.tax.jp import (
    SEPARATE,
    SPECIFIED,
    Register,
    TaxDue,
    baskets,
    method_of,
    regime_of,
    separate_tax,
)
from hozen.values import legal_day
from hozen.workflows.tax.book import YearBook, read_book
from hozen.workflows.tax.carry_over import Openings, read_carry
from hozen.workflows.tax.elections import Elections, method_in, read_elections
from hozen.workflows.tax.events_file import file_rows
from hozen.workflows.tax.forms import Given
from hozen.workflows.tax.regime_years import first_separate
from hozen.workflows.tax.specified import read_register
from hozen.workflows.tax.taking_in import exported
from hozen.workflows.tax.tax_law import scenario_path, tax_law


@dataclass(frozen=True, slots=True)
class Computed:
    """計算結果: each asset's year; what is taxed; and the same income under the flat 20%.

    `income`, `baskets` and `flat` are None where a disposal cannot be explained. `baskets` are exact. `flat` is the tax
    on the specified basket in a year that is separate, else a comparison. `elected` are the assets with an election.
    """

    year: int
    regime: str
    assets: tuple[AssetYear, ...]
    elected: frozenset[str]
    income: int | None
    baskets: Mapping[str, Fraction] | None
    standing: Standing
    flat: TaxDue | None
    flat_standing: Standing


def compute(
    events: Path,
    year: int,
    elections: Path | None = None,
    carry: Path | None = None,
    scenario: str | None = None,
    register: Path | None = None,
    today: date | None = None,
    form: str = "",
    given: Given | None = None,
) -> Computed:
    """The tax year `year`, every earlier year of the file carried over into it. With a `form`, `events` is one venue's
    export in that form, read as it is.

    TaxRefused for a year that is not over, and for trades of years before the carry-over; LawGap where the law does
    not decide the year and the scenario does not either.
    """
    over(year, today)
    law, known = tax_law(scenario), read_elections(elections)
    pools = read_carry(carry, year)
    law_of = _readings(law, scenario)
    rows = exported(events, form, given or Given("")) if form else file_rows(events)
    books = read_book(events.name, rows, year, law_of)
    earlier = [one for one in sorted(books) if one < year]
    if carry and earlier:
        raise TaxRefused(
            "the carry-over and trades of earlier years say the same twice",
            where=books[earlier[-1]].first,
            expected=f"trades of {year} alone beside a carry-over",
        )
    for before in earlier:
        done, _ = _year(books[before], before, pools, known)
        pools = pools | {one.asset: (one.costs.closing, one.left) for one in done}
    book = books.get(year) or YearBook(events.name, law_of(year), {})
    assets, read = _year(book, year, pools, known)
    elected = frozenset(one.asset for one in assets if method_in(known, one.asset, year))
    return _told(law, book.reading, _Done(year, tuple(assets), read, elected), read_register(register))


def _readings(law: Law, scenario: str | None) -> Callable[[int], Reading]:
    path = scenario_path(law, scenario)
    return lambda year: law.reading(date(year, 12, 31), path)


@dataclass(frozen=True, slots=True)
class _Done:
    year: int
    assets: tuple[AssetYear, ...]
    read: tuple[Lawful[object], ...]  # the regime last
    elected: frozenset[str]


def over(year: int, today: date | None = None) -> None:
    """TaxRefused for a year that is not closed."""
    now = today or legal_day(datetime.now(UTC))
    if now.year <= year:
        raise TaxRefused(
            "the year is not over", found=str(year), expected=f"a year before {now.year}", where="--year"
        )


def _year(
    book: YearBook, year: int, pools: Openings, known: Elections
) -> tuple[list[AssetYear], tuple[Lawful[object], ...]]:
    done, read = [], dict(book.rules)
    for asset in sorted(book.assets.keys() | pools.keys()):
        mode, rule = method_of(book.reading, method_in(known, asset, year))
        read[rule.key] = rule
        pool, unknown = pools.get(asset, (Pool(), NOTHING_UNKNOWN))
        done.append(asset_year(asset, mode, pool, book.lines(asset), unknown))
    return done, (*read.values(), regime_of(book.reading))


def _told(law: Law, reading: Reading, done: _Done, register: Register) -> Computed:
    incomes = [one.income for one in done.assets]
    income = None if None in incomes else sum(one for one in incomes if one is not None)
    split = None if income is None else baskets(reading, list(done.assets), register)
    separate = done.read[-1].value == SEPARATE
    flat = reading if separate else law.reading(first_separate(law), scenario_path(law, "flat-20"))
    due = None
    if split is not None and income is not None:
        due = separate_tax(flat, split[SPECIFIED] if separate else Fraction(income))
    return Computed(
        year=done.year,
        regime=str(done.read[-1].value),
        assets=done.assets,
        elected=done.elected,
        income=income,
        baskets=split,
        standing=weakest(done.read),
        flat=due,
        flat_standing=weakest([*(due.rests_on if due else ()), *(flat.figure(key) for key in LEFT_OPEN)]),
    )


LEFT_OPEN = ("tax.separate.cost_method", "tax.separate.step_up", "tax.separate.pool")
