"""A company's business year: cost by its method, coins at the year's end at market, open margin trades deemed settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from hozen.law import Law, Lawful, Reading, Standing, weakest
from hozen.rules.tax import Pool, TaxRefused
from hozen.rules.tax.asset_year import AssetYear, asset_year
from hozen.rules.tax.events import Kind
from hozen.rules.tax.facts import exact_sum
from hozen.rules.tax.jp_margin import MarginResult, YearEnd, deemed_settled, settled, year_end
from hozen.values import legal_day
from hozen.workflows.strict_csv import Row, rows
from hozen.workflows.tax.book import YearBook, read_book
from hozen.workflows.tax.carry_over import read_carry
from hozen.workflows.tax.computing import scenario_path
from hozen.workflows.tax.elections import Elections, method_in, read_elections
from hozen.workflows.tax.events_file import DECIMALS, bytes_of, file_cells, is_number
from hozen.workflows.tax.positions import Position, read_positions

PRICES = ("asset", "price", "active", "excepted")
EXCEPTED = ("", "own_issue", "locked")
KNOWN = (Kind.BUY, Kind.SELL, Kind.SPEND, Kind.EXCHANGE, Kind.MOVE_IN, Kind.MOVE_OUT)


@dataclass(frozen=True, slots=True)
class YearEndPrice:
    """期末の時価: yen for one coin, whether there is an active market, and which exception holds."""

    price: Fraction | None
    active: bool
    excepted: str


@dataclass(frozen=True, slots=True)
class CompanyYear:
    """法人の事業年度: each asset with its value at the year's end; margin trades settled, and those deemed so. Exact."""

    ends: date
    assets: tuple[tuple[AssetYear, YearEnd, YearEndPrice], ...]
    settled: tuple[MarginResult, ...]
    deemed: tuple[MarginResult, ...]
    rests_on: tuple[Lawful[object], ...]

    @property
    def trading(self) -> Fraction:
        """Revenue less expenses of coins."""
        return exact_sum(one.revenue - one.expenses for one, _, _ in self.assets)

    @property
    def valuation(self) -> Fraction:
        """What the values at the year's end add."""
        return exact_sum(end.gain for _, end, _ in self.assets)

    @property
    def margin(self) -> Fraction:
        """What margin trades earned, the open ones as if settled."""
        return exact_sum(one.income for one in (*self.settled, *self.deemed))

    @property
    def standing(self) -> Standing:
        """How firm the weakest figure is."""
        return weakest(self.rests_on)


@dataclass(frozen=True, slots=True)
class CompanyFiles:
    """法人の資料: its files. `positions` may be left out."""

    events: Path
    prices: Path
    positions: Path | None = None
    elections: Path | None = None
    carry: Path | None = None


def company_year(
    files: CompanyFiles, ends: date, scenario: str | None = None, today: date | None = None
) -> CompanyYear:
    """The business year that ends on `ends`. TaxRefused for a year that is not over, a trade of an earlier year, a coin
    without a value at the year's end, and an event of which no text for companies was found."""
    if (today or legal_day(datetime.now(UTC))) <= ends:
        raise TaxRefused(
            "the year is not over", where="--ends", found=str(ends), expected="a day that is past"
        )
    law = Law.load("jp")
    reading = law.reading(ends, scenario_path(law, scenario))
    book, pools = _book(files, ends, reading), read_carry(files.carry, ends.year)
    known, prices = read_elections(files.elections), _prices(files.prices)
    assets = [
        _asset(reading, name, book, pools.get(name, Pool()), (known, ends.year), prices)
        for name in sorted(book.assets.keys() | pools.keys())
    ]
    found = read_positions(files.positions) if files.positions else ()
    done, deemed = _margin(reading, found, ends)
    read = {rule.key: rule for rule in _rules(reading, book, assets, (*done, *deemed))}
    return CompanyYear(ends, tuple(assets), done, deemed, tuple(read.values()))


def _rules(
    reading: Reading,
    book: YearBook,
    assets: Sequence[tuple[AssetYear, YearEnd, YearEndPrice]],
    margin: Sequence[MarginResult],
) -> Sequence[Lawful[object]]:
    ends = [rule for _, end, _ in assets for rule in end.rests_on]
    trades = [rule for one in margin for rule in one.rests_on]
    return [reading.text("tax.default_method.company"), *book.rules.values(), *ends, *trades]


def _book(files: CompanyFiles, ends: date, reading: Reading) -> YearBook:
    books = read_book(
        files.events.name, file_cells(files.events), ends.year, lambda _: reading, _year_of(ends)
    )
    earlier = [year for year in books if year < ends.year]
    if earlier:
        raise TaxRefused(
            "a trade of an earlier business year",
            where=books[min(earlier)].first,
            expected=f"trades of the year that ends on {ends}, and a carry-over",
        )
    book = books.get(ends.year) or YearBook(files.events.name, reading, {})
    for lines in book.assets.values():
        odd = next((row for row, kind in enumerate(lines.kind) if kind not in KNOWN), None)
        if odd is not None:
            raise TaxRefused(
                "no text was found that says what this is for a company",
                where=lines.where(odd),
                found=lines.kind[odd].value,
                expected=" | ".join(one.value for one in KNOWN),
            )
    return book


def _year_of(ends: date) -> Callable[[datetime], int]:
    """The year in which the business year of an instant ends."""

    def year(at: datetime) -> int:
        day = legal_day(at)
        return day.year + ((day.month, day.day) > (ends.month, ends.day))

    return year


def _asset(
    reading: Reading,
    name: str,
    book: YearBook,
    opening: Pool,
    elected: tuple[Elections, int],
    prices: Mapping[str, YearEndPrice],
) -> tuple[AssetYear, YearEnd, YearEndPrice]:
    mode = method_in(elected[0], name, elected[1]) or reading.text("tax.default_method.company").value
    year = asset_year(name, mode, opening, book.lines(name))
    closing = year.costs.closing
    price = prices.get(name)
    if price is None and closing.units:
        raise TaxRefused(
            "no value at the year's end", where=name, found="no row", expected="a row of the price file"
        )
    price = price or YearEndPrice(None, active=False, excepted="")
    market = None if price.price is None else price.price * Fraction(closing.units, 10**DECIMALS)
    end = year_end(reading, closing, market, price.active, bool(price.excepted))
    return year, end, price


def _margin(
    reading: Reading, found: Sequence[Position], ends: date
) -> tuple[tuple[MarginResult, ...], tuple[MarginResult, ...]]:
    year = _year_of(ends)
    done = [
        settled(reading, one.trade, one.kind)
        for one in found
        if one.trade.settled and year(one.trade.settled) == ends.year
    ]
    still = [
        one
        for one in found
        if year(one.trade.opened) <= ends.year
        and (one.trade.settled is None or year(one.trade.settled) > ends.year)
    ]
    deemed = [deemed_settled(reading, one.trade, _at_end(one), ends.year) for one in still]
    return tuple(done), tuple(deemed)


def _at_end(one: Position) -> Fraction:
    if one.year_end_yen is None:
        raise TaxRefused(
            "an open position without its value at the year's end",
            where=one.where,
            found="nothing",
            expected="year_end_yen, what closing it would have brought or cost",
        )
    return one.year_end_yen


def _prices(path: Path) -> dict[str, YearEndPrice]:
    found: dict[str, YearEndPrice] = {}
    for row in rows(bytes_of(path, "prices at the year's end"), path.name, PRICES, TaxRefused):
        asset = row.filled("asset")
        if asset in found:
            row.refuse("asset", "each asset once")
        found[asset] = YearEndPrice(_price(row), row.flag("active"), row.choice("excepted", EXCEPTED))
    return found


def _price(row: Row) -> Fraction | None:
    cell = row.cells["price"]
    if cell and not is_number(cell):
        row.refuse("price", "plain yen for one coin such as 15000000, or nothing")
    return Fraction(cell) if cell else None
