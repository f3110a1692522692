"""What the reserve needs of a book: its own tables pass the door, no others, and of the asked day where days have folders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hozen.engine import Engine
from hozen.records import Book, Query
from hozen.regimes.reserve import reserve_facts
from hozen.rules.insurance import Policy
from hozen.rules.insurance import measures as insurance
from hozen.rules.reserves import ReserveFacts
from hozen.rules.reserves import measures as reserves
from hozen.values import Yen
from hozen.workflows.daily_close.facts import custody_on, custody_queries, policies, reserve_held, volumes
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.door.checks import referred
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import home

_DAYS = "customer_balances"  # its newest day is the day of the report when nobody names one


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What the reserve rests on, as a book tells it for one day."""

    day: date
    facts: ReserveFacts
    held: Yen
    policies: tuple[Policy, ...]


def tables_read(day: date) -> frozenset[str]:
    """The tables that the reserve's measures read, and those that decide whether their rows pass."""
    queries: tuple[Query, ...] = (
        *custody_queries(day),
        reserves.traded(day),
        reserves.stated(),
        reserves.newest_reserve(day),
        insurance.policies(),
    )
    read = {table for query in queries for table in query.tables}
    return frozenset(other for table in read for other in referred(table))


def facts_of(
    book: Book,
    day: date | None,
    *,
    engine: str,
    memory_limit: str,
    progress: Callable[[str, int, int], None] | None,
) -> BookFacts:
    """The facts of `day`, else of the newest day. RowsRefused for a row of a table that is read; BookError."""
    on = day or book.newest_folder(_DAYS)
    needed = book.of_tables(tables_read(on or date.max))
    dated = needed.of_day(on) if on else needed
    with engine_at_home(engine, memory_limit) as runs:
        rejects = home() / "rejects" / book.settings.book
        admit(dated, runs, day=on, passed=PassedFiles.load(home()), rejects=rejects, progress=progress)
        return _measured(dated, runs, on or _newest(runs))


def _measured(book: Book, runs: Engine, day: date) -> BookFacts:
    rests_on = reserve_facts(volumes(runs, book.settings, day), custody_on(runs, day))
    return BookFacts(day, rests_on, reserve_held(runs, day), policies(runs))


def _newest(runs: Engine) -> date:
    day = runs.rows(Query("newest day", f"SELECT max(day) FROM {_DAYS}", (_DAYS,)))[0][0]
    if not isinstance(day, date):
        raise TypeError(f"the newest day must be a day, not {day!r}")
    return day
