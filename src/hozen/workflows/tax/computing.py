"""One tax year out of the events, and the same trades under the flat 20%."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from hozen.law import Law, Lawful, Reading, Standing, weakest
from hozen.rules.tax import Pool, TaxRefused
from hozen.rules.tax.asset_year import AssetYear, asset_year
from hozen.rules.tax.events import Posting, TaxEvent
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
from hozen.rules.tax.jp_events import postings
from hozen.values import legal_day
from hozen.workflows.tax.carry_over import read_carry
from hozen.workflows.tax.elections import Election, read_elections
from hozen.workflows.tax.events_file import read_events
from hozen.workflows.tax.specified import read_register

SCENARIOS = ("today", "flat-20")


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
) -> Computed:
    """The tax year `year`, every earlier year of the file carried over into it.

    TaxRefused for a year that is not over, and for trades of years before the carry-over; LawGap where the law does
    not decide the year and the scenario does not either.
    """
    _over(year, today or legal_day(datetime.now(UTC)))
    law, known = Law.load("jp"), read_elections(elections)
    pools = read_carry(carry, year)
    by_year: dict[int, list[TaxEvent]] = defaultdict(list)
    for one in read_events(events):
        by_year[one.year].append(one)
    earlier = [one for one in sorted(by_year) if one < year]
    if carry and earlier:
        raise TaxRefused(
            "the carry-over and trades of earlier years say the same twice",
            where=by_year[earlier[-1]][-1].where,
            expected=f"trades of {year} alone beside a carry-over",
        )
    for before in earlier:
        done, _ = _year(law, before, by_year[before], pools, known, scenario)
        pools = pools | {one.asset: one.costs.closing for one in done}
    assets, read = _year(law, year, by_year[year], pools, known, scenario)
    reading = law.reading(date(year, 12, 31), scenario_path(law, scenario))
    elected = frozenset(known) & {one.asset for one in assets}
    return _told(law, reading, _Done(year, tuple(assets), read, elected), read_register(register))


@dataclass(frozen=True, slots=True)
class _Done:
    year: int
    assets: tuple[AssetYear, ...]
    read: tuple[Lawful[object], ...]  # the regime last
    elected: frozenset[str]


def _over(year: int, today: date) -> None:
    if today.year <= year:
        raise TaxRefused(
            "the year is not over", found=str(year), expected=f"a year before {today.year}", where="--year"
        )


def scenario_path(law: Law, name: str | None) -> str | Path | None:
    """A scenario shipped for tax by its name; a user's file by its path."""
    return law.folder / "scenarios" / "tax" / f"{name}.yaml" if name in SCENARIOS else name


def _year(
    law: Law,
    year: int,
    events: Sequence[TaxEvent],
    pools: dict[str, Pool],
    known: dict[str, Election],
    scenario: str | None,
) -> tuple[list[AssetYear], tuple[Lawful[object], ...]]:
    reading = law.reading(date(year, 12, 31), scenario_path(law, scenario))
    found: dict[str, list[Posting]] = defaultdict(list)
    for event in events:
        for one in postings(reading, event):
            found[one.asset].append(one)
    done, read = [], {rule.key: rule for some in found.values() for one in some for rule in one.rests_on}
    for asset in sorted(found.keys() | pools.keys()):
        elected = known[asset].method if asset in known and known[asset].first_year <= year else None
        mode, rule = method_of(reading, elected)
        read[rule.key] = rule
        done.append(asset_year(asset, mode, pools.get(asset, Pool()), found[asset]))
    regime = regime_of(reading)
    return done, (*read.values(), regime)


def _told(law: Law, reading: Reading, done: _Done, register: Register) -> Computed:
    incomes = [one.income for one in done.assets]
    income = None if None in incomes else sum(one for one in incomes if one is not None)
    split = None if income is None else baskets(reading, list(done.assets), register)
    separate = done.read[-1].value == SEPARATE
    flat = reading if separate else law.reading(date(_FIRST_FLAT, 12, 31), scenario_path(law, "flat-20"))
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
        flat_standing=weakest([*(due.rests_on if due else ()), *(flat.figure(key) for key in _LEFT_OPEN)]),
    )


_FIRST_FLAT = (
    2028  # the comparison reads the rates of the first year that is separate whatever the effective day
)
_LEFT_OPEN = ("tax.separate.cost_method", "tax.separate.step_up", "tax.separate.pool")
