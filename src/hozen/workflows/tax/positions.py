"""A file of positions: margin trades, derivatives and exchange-traded funds, each with its own cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from hozen.law import Lawful, Reading, Standing, weakest
from hozen.rules.tax import TaxRefused
from hozen.rules.tax.facts import exact_sum
from hozen.rules.tax.jp import MISCELLANEOUS, regime_of
from hozen.rules.tax.jp_margin import MarginResult, MarginTrade, basket_of_position, settled
from hozen.values import legal_day
from hozen.workflows.strict_csv import Row, rows
from hozen.workflows.tax.computing import over
from hozen.workflows.tax.events_file import instant, is_number
from hozen.workflows.tax.tax_law import scenario_path, tax_law

COLUMNS = (
    "kind",
    "asset",
    "side",
    "opened",
    "settled",
    "open_yen",
    "close_yen",
    "interest",
    "lending_fee",
    "fee",
    "year_end_yen",
    "venue",
)
KINDS = ("margin", "derivative", "etf")


@dataclass(frozen=True, slots=True)
class Position:
    """建玉: what it is, and the trade; for a company's open one what settling it at the year's end would have given."""

    kind: str
    asset: str
    trade: MarginTrade
    where: str
    year_end_yen: Fraction | None = None


@dataclass(frozen=True, slots=True)
class KindYear:
    """種類別の決済損益: exact sums of the positions of one kind that were settled in the year, and their basket."""

    kind: str
    basket: str
    count: int
    cost: Fraction
    revenue: Fraction
    fee: Fraction
    rests_on: tuple[Lawful[object], ...]

    @property
    def income(self) -> Fraction:
        """Revenue − cost − fee."""
        return self.revenue - self.cost - self.fee


@dataclass(frozen=True, slots=True)
class PositionYear:
    """建玉の一年: settled positions by kind, and those that are open at the year's end."""

    year: int
    regime: str
    kinds: tuple[KindYear, ...]
    open: tuple[Position, ...]

    @property
    def standing(self) -> Standing:
        """How firm the weakest figure is."""
        return weakest([rule for one in self.kinds for rule in one.rests_on])


def positions_year(
    path: Path, year: int, scenario: str | None = None, today: date | None = None
) -> PositionYear:
    """The positions settled in the year. LawGap where the text does not say into which basket they go."""
    over(year, today)
    law = tax_law(scenario)
    reading = law.reading(date(year, 12, 31), scenario_path(law, scenario))
    found = read_positions(path)
    regime = regime_of(reading)
    by_kind: dict[str, list[Position]] = defaultdict(list)
    for one in found:
        if one.trade.settled is not None and legal_day(one.trade.settled).year == year:
            by_kind[one.kind].append(one)
    kinds = tuple(_of_kind(reading, kind, by_kind[kind], regime) for kind in KINDS if by_kind[kind])
    return PositionYear(year, regime.value, kinds, _open(found, year))


def _of_kind(reading: Reading, kind: str, found: Sequence[Position], regime: Lawful[str]) -> KindYear:
    results = [settled(reading, one.trade, kind) for one in found]
    basket = basket_of_position(reading, kind)
    name = MISCELLANEOUS if regime.value == MISCELLANEOUS else basket.value
    fees = exact_sum(one.trade.fee for one in found)
    rests = _rules(results, basket, regime)
    cost, revenue = (exact_sum(getattr(one, part) for one in results) for part in ("cost", "revenue"))
    return KindYear(kind, name, len(found), cost, revenue, fees, rests)


def _rules(
    results: Sequence[MarginResult], basket: Lawful[str], regime: Lawful[str]
) -> tuple[Lawful[object], ...]:
    read: Mapping[str, Lawful[object]] = {rule.key: rule for one in results for rule in one.rests_on}
    return tuple({**read, basket.key: basket, regime.key: regime}.values())


def _open(found: Sequence[Position], year: int) -> tuple[Position, ...]:
    """Opened in the year or before, and not settled in it."""
    return tuple(
        one
        for one in found
        if legal_day(one.trade.opened).year <= year
        and (one.trade.settled is None or legal_day(one.trade.settled).year > year)
    )


def read_positions(path: Path) -> tuple[Position, ...]:
    """Every position of the file. TaxRefused for a row that is not as it should be."""
    if not path.is_file():
        raise TaxRefused("no such file", where=str(path), expected="a CSV of positions")
    return tuple(_position(row) for row in rows(path.read_bytes(), path.name, COLUMNS, TaxRefused))


def _position(row: Row) -> Position:
    closed = _at(row, "settled") if row.cells["settled"] else None
    if closed is None and row.cells["close_yen"]:
        row.refuse("close_yen", "nothing, for a position that is open")
    trade = MarginTrade(
        opened=_at(row, "opened"),
        settled=closed,
        long=row.choice("side", ("long", "short")) == "long",
        open_yen=_yen(row, "open_yen"),
        close_yen=_yen(row, "close_yen") if closed else Fraction(0),
        interest_paid=_yen(row, "interest", empty=True),
        lending_fee_received=_yen(row, "lending_fee", empty=True),
        fee=_yen(row, "fee", empty=True),
    )
    end = _yen(row, "year_end_yen") if row.cells["year_end_yen"] else None
    where = f"{row.file}, line {row.line}"
    return Position(row.choice("kind", KINDS), row.filled("asset"), trade, where, end)


def _at(row: Row, column: str) -> datetime:
    at = instant(row.cells[column])
    if at is None:
        row.refuse(column, "an instant with its time zone such as 2026-03-01T12:00:00+09:00")
    return at


def _yen(row: Row, column: str, *, empty: bool = False) -> Fraction:
    cell = row.cells[column]
    if not cell and empty:
        return Fraction(0)
    if not is_number(cell):
        row.refuse(column, "plain yen ≥ 0 such as 1845000")
    return Fraction(cell)
