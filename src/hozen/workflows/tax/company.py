"""A company's business year: cost by its method, coins at the year's end at market, open margin trades deemed settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from hozen.law import Lawful, Reading, Standing, weakest
from hozen.rules.tax import Pool, TaxRefused
from hozen.rules.tax.asset_year import NOTHING_UNKNOWN, AssetYear, asset_year
from hozen.rules.tax.events import Kind
from hozen.rules.tax.facts import exact_sum
from hozen.rules.tax.jp import needs
from hozen.rules.tax.jp_margin import MarginResult, YearEnd, deemed_settled, settled, year_end
from hozen.values import legal_day
from hozen.workflows.tax.book import YearBook, read_book
from hozen.workflows.tax.carry_over import Opening, Openings, carry_rows, read_carry
from hozen.workflows.tax.elections import Elections, method_in, read_elections
from hozen.workflows.tax.events_file import DECIMALS, file_rows
from hozen.workflows.tax.positions import Position, read_positions
from hozen.workflows.tax.tax_law import scenario_path, tax_law
from hozen.workflows.tax.year_end_prices import YearEndPrice, read_prices

KNOWN = (Kind.BUY, Kind.SELL, Kind.SPEND, Kind.EXCHANGE, Kind.MOVE_IN, Kind.MOVE_OUT)


@dataclass(frozen=True, slots=True)
class YearBefore:
    """前期の算入額: what values at the year's end and deemed settlements added to last year's income, in yen."""

    valuation: Fraction
    margin: Fraction


@dataclass(frozen=True, slots=True)
class CompanyYear:
    """法人の事業年度: each asset with its value at the year's end; margin trades settled, and those deemed so. Exact.

    `before` is what last year added for values and deemed settlements, and this year takes back.
    """

    ends: date
    assets: tuple[tuple[AssetYear, YearEnd, YearEndPrice], ...]
    settled: tuple[MarginResult, ...]
    deemed: tuple[MarginResult, ...]
    before: YearBefore
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
    def deemed_margin(self) -> Fraction:
        """The part of it that the next year takes back."""
        return exact_sum(one.income for one in self.deemed)

    @property
    def income(self) -> Fraction | None:
        """All together; None where units came or went that nobody can explain."""
        if any(one.unexplained for one, _, _ in self.assets):
            return None
        return self.trading + self.valuation + self.margin - self.before.valuation - self.before.margin

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
    files: CompanyFiles,
    ends: date,
    scenario: str | None = None,
    today: date | None = None,
    before: YearBefore | None = None,
) -> CompanyYear:
    """The business year that ends on `ends`. TaxRefused for a year that is not over, a trade of an earlier year, a coin
    without a value at the year's end, an event of which no text for companies was found, and for what goes on from last
    year without `before`."""
    if (today or legal_day(datetime.now(UTC))) <= ends:
        raise TaxRefused(
            "the year is not over", where="--ends", found=str(ends), expected="a day that is past"
        )
    law = tax_law(scenario)
    reading = law.reading(ends, scenario_path(law, scenario))
    book, pools = _book(files, ends, reading), read_carry(files.carry, ends.year)
    known, prices = read_elections(files.elections), read_prices(files.prices)
    assets = [
        _asset(reading, name, book, pools.get(name, (Pool(), NOTHING_UNKNOWN)), (known, ends.year), prices)
        for name in sorted(book.assets.keys() | pools.keys())
    ]
    found = read_positions(files.positions) if files.positions else ()
    done, deemed = _margin(reading, found, ends)
    kept = before or _nothing_before(pools, found, ends)
    read = {rule.key: rule for rule in _rules(reading, book, assets, (*done, *deemed), kept)}
    return CompanyYear(ends, tuple(assets), done, deemed, kept, tuple(read.values()))


def _nothing_before(pools: Openings, found: Sequence[Position], ends: date) -> YearBefore:
    """Nothing to take back in a first year. TaxRefused where coins or open positions go on from an earlier one."""
    year = _year_of(ends)
    older = next((one.where for one in found if year(one.trade.opened) < ends.year), None)
    if pools or older:
        raise TaxRefused(
            "last year goes on into this one, and what it added for values at its end is not said",
            where=older or "--carry",
            expected="last year's values at the year's end and deemed settlements, in yen; 0 for none",
            try_next="--valuation-before and --deemed-before, as last year's answer has them",
        )
    return YearBefore(Fraction(0), Fraction(0))


def _rules(
    reading: Reading,
    book: YearBook,
    assets: Sequence[tuple[AssetYear, YearEnd, YearEndPrice]],
    margin: Sequence[MarginResult],
    before: YearBefore,
) -> Sequence[Lawful[object]]:
    ends = [rule for _, end, _ in assets for rule in end.rests_on]
    trades = [rule for one in margin for rule in one.rests_on]
    back = []
    if before.valuation:
        back.append(needs(reading, "tax.company.next_year", "book_value"))
    if before.margin:
        back.append(needs(reading, "tax.company.open_margin_next", "taken_back"))
    return [reading.text("tax.default_method.company"), *book.rules.values(), *ends, *trades, *back]


def _book(files: CompanyFiles, ends: date, reading: Reading) -> YearBook:
    books = read_book(
        files.events.name, file_rows(files.events), ends.year, lambda _: reading, _year_of(ends)
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
    opening: Opening,
    elected: tuple[Elections, int],
    prices: Mapping[str, YearEndPrice],
) -> tuple[AssetYear, YearEnd, YearEndPrice]:
    mode = method_in(elected[0], name, elected[1]) or reading.text("tax.default_method.company").value
    year = asset_year(name, mode, opening[0], book.lines(name), opening[1])
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


def write_carry(done: CompanyYear, path: Path) -> None:
    """What the next year begins with: the book values before those at the year's end (Corporation Tax Order 118-10(4))."""
    if path.exists():
        raise TaxRefused("the file exists", where=str(path), expected="a new file")
    path.write_text(carry_rows(done.ends.year, [one for one, _, _ in done.assets]), "utf-8")
