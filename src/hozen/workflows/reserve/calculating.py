"""One exchange's reserve through one scenario, or several side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from hozen.errors import HozenError
from hozen.law import Law, Reading
from hozen.records import Book, BusinessYears
from hozen.regimes import reserve as regime
from hozen.regimes.reserve import ReserveAnswer as Answer
from hozen.rules.insurance import Policy
from hozen.rules.reserves import ReserveFacts
from hozen.values import BusinessYear, Yen, legal_day
from hozen.workflows.reserve.from_book import facts_of
from hozen.workflows.reserve.report import ReserveAnswer, ReserveReport
from hozen.workflows.reserve.volumes_file import read_volumes

SECURITIES = "securities"  # not a scenario: the statute in force for securities firms, FIEA 46-5
ALL: Literal["all"] = "all"
Progress = Callable[[str, int, int], None]


class YearStartError(HozenError):
    """事業年度の始期の誤り: the first day of the business year is not a month and day."""

    code = "year-start"


@dataclass(frozen=True, slots=True)
class _Said:
    """What figures are called, and who says them."""

    name: str
    title: str
    title_ja: str
    who: str
    who_ja: str


_STATUTE = _Said(
    SECURITIES,
    "Securities firms' reserve (FIEA 46-5, FIB Order 175)",
    "金融商品取引責任準備金（金商法46条の5）",
    "the statute in force",
    "施行されている法令",
)


@dataclass(frozen=True, slots=True)
class _Firm:
    """What a requirement may rest on, from a book or from a volumes file."""

    source: str
    day: date
    year: BusinessYear
    facts: ReserveFacts
    held: Yen
    policies: tuple[Policy, ...] = ()


def reserve(
    source: Book | str | Path,
    scenario: str | Path,
    *,
    compare: Sequence[str | Path] | Literal["all"] = (),
    years: int = 5,
    day: date | None = None,
    held: Yen | None = None,
    customer_crypto: Yen | None = None,
    cold_customer_crypto: Yen | None = None,
    year_start: str = "04-01",
    engine: str = "duckdb",
    memory_limit: str = "4GB",
    progress: Progress | None = None,
) -> ReserveReport:
    """準備金の試算: required, held, addition, insurance credit and the path over `years` further years.

    `source`: a book, or a CSV file of volumes (period, product, yen); for the file, `customer_crypto` and
    `cold_customer_crypto` say what custody is worth and `year_start` when the business year begins. `scenario`
    comes first, then those of `compare` ('all': every shipped one). The name 'securities' stands for the statute of
    securities firms. `day`: None takes the book's newest day, for a file today in Japan. `held` overrides what
    the book says. Raises VolumesFileError, RowsRefused, BookError, LawFileError, LawConflict.
    """
    law = Law.load("jp")
    firm = _firm(source, day, year_start, engine, memory_limit, progress)
    firm = _told(firm, held, customer_crypto, cold_customer_crypto)
    named = law.scenario_names() if compare == ALL else compare
    wanted = list(dict.fromkeys([scenario, *named]))
    return ReserveReport(
        source=firm.source,
        day=firm.day,
        year=firm.year,
        volumes=firm.facts.years,
        customer_crypto=firm.facts.customer_crypto,
        cold_customer_crypto=firm.facts.cold_customer_crypto,
        held=firm.held,
        answers=tuple(_answer(law, firm, one, years) for one in wanted),
    )


def _firm(
    source: Book | str | Path,
    day: date | None,
    year_start: str,
    engine: str,
    memory_limit: str,
    progress: Progress | None,
) -> _Firm:
    if not isinstance(source, Book) and not Path(source).is_dir():
        return _from_file(Path(source), day or legal_day(datetime.now(UTC)), _years(year_start))
    book = source if isinstance(source, Book) else Book.open(source, whole=False)
    return _from_book(book, day, engine, memory_limit, progress)


def _from_file(path: Path, day: date, years: BusinessYears) -> _Firm:
    volumes = read_volumes(path, years, day)
    return _Firm(path.name, day, years.of(day), ReserveFacts(volumes), Yen(0))


def _from_book(
    book: Book, day: date | None, engine: str, memory_limit: str, progress: Progress | None
) -> _Firm:
    found = facts_of(book, day, engine=engine, memory_limit=memory_limit, progress=progress)
    year = book.settings.business_year_of(found.day)
    return _Firm(book.settings.book, found.day, year, found.facts, found.held, found.policies)


def _told(firm: _Firm, held: Yen | None, crypto: Yen | None, cold: Yen | None) -> _Firm:
    facts = ReserveFacts(
        firm.facts.years,
        crypto if crypto is not None else firm.facts.customer_crypto,
        cold if cold is not None else firm.facts.cold_customer_crypto,
    )
    kept = firm.held if held is None else held
    return _Firm(firm.source, firm.day, firm.year, facts, kept, firm.policies)


def _answer(law: Law, firm: _Firm, scenario: str | Path, years: int) -> ReserveAnswer:
    if scenario == SECURITIES:
        return _securities(law.reading(firm.day), firm, years)
    told = law.scenario(scenario)
    reading = law.reading(firm.day, scenario)
    found = regime.answer(reading, firm.facts, firm.held, firm.policies, firm.day, firm.year, years)
    return _reported(_Said(told.name, told.title, told.title_ja, told.who, told.who_ja), found)


def _securities(reading: Reading, firm: _Firm, years: int) -> ReserveAnswer:
    found = regime.securities_answer(reading, firm.facts, firm.held, firm.year, years)
    return _reported(_STATUTE, found)


def _reported(said: _Said, found: Answer) -> ReserveAnswer:
    stands_in_the_way = found.gap or found.missing
    return ReserveAnswer(
        scenario=said.name,
        title=said.title,
        title_ja=said.title_ja,
        who=said.who,
        who_ja=said.who_ja,
        position=found.position,
        credit=found.insurance,
        gap=str(stands_in_the_way) if stands_in_the_way else "",
        gap_ja=found.gap.ja if found.gap else "",
        law_gap=found.gap is not None,
    )


def _years(year_start: str) -> BusinessYears:
    try:
        first = datetime.strptime(f"2001-{year_start}", "%Y-%m-%d").date()
    except ValueError as error:
        raise YearStartError(
            "the first day of the business year is not a day",
            found=year_start,
            expected="month and day, e.g. 04-01 (not 02-29)",
        ) from error
    return BusinessYears(first.month, first.day)
