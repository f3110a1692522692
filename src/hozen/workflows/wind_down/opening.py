"""清算手続の開始: the books of one day sealed as files, named with their hashes in the case's first entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen import __version__
from hozen.books import CaseRecord, open_books
from hozen.books.books import Books
from hozen.engine import Engine
from hozen.records import Book, Query
from hozen.values import end_of
from hozen.workflows.case_folder import CaseFile, case_folder, sha256_of
from hozen.workflows.door import Admitted, PassedFiles, admit
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import actor_name, books_address, home
from hozen.workflows.wind_down.case_book import KIND
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate_lines import estate_query
from hozen.workflows.wind_down.files import write_bytes, write_table
from hozen.workflows.wind_down.sealing import sealed_queries

Progress = Callable[[str, int, int], None]
"""Called with what comes next, how many steps are done, and how many there are."""
SETTINGS = "sealed/book.toml"
ESTATE = "sealed/estate.parquet"


@dataclass(frozen=True, slots=True)
class Closed:
    """締めの有無: whether the day was closed in the books. The closing's entry and fingerprint, or the reason for none."""

    entry: int | None
    fingerprint: str
    reason: str

    def as_body(self) -> dict[str, object]:
        """As the journal has it."""
        return {"entry": self.entry, "fingerprint": self.fingerprint, "reason": self.reason}


def open_wind_down(
    book: Book | str | Path,
    case: str,
    day: date,
    *,
    not_closed: str = "",
    folder: Path | None = None,
    engine: str = "duckdb",
    memory_limit: str = "3GB",
    books: str | Path | None = None,
    actor: str | None = None,
    progress: Progress | None = None,
) -> CaseRecord:
    """封印スナップショット: seal the book as it was at the end of `day`, and open the case with its hashes.

    From then on the sealed files, not the book folder, are what the case rests on. `not_closed`: why the day is not closed
    in the books, where it is not; without a reason that is refused. The same call again gives the case that is there.
    Raises RowsRefused, BookError, WindDownRefused, CaseRefused, CaseFileRefused, EngineError.
    """
    opened = (book if isinstance(book, Book) else Book.open(book)).of_day(day)
    who, place = actor_name(actor), folder or case_folder(opened.root, case)
    name = opened.settings.book
    with open_books(books_address(books)) as kept, engine_at_home(engine, memory_limit) as runs:
        closed = _closed(kept, name, day, not_closed)
        rejects = home() / "rejects" / name / day.isoformat()
        admitted = admit(
            opened, runs, day=day, passed=PassedFiles.load(home()), rejects=rejects, progress=progress
        )
        files = seal(runs, opened, day, place)
        body = _body(runs, opened, admitted, closed, files, day)
        return kept.cases.open(name, case, KIND, body, actor=who, day=day, key=f"wind-down {name} {case}")


def seal(engine: Engine, book: Book, day: date, folder: Path) -> tuple[CaseFile, ...]:
    """Every sealed file, written below `folder`; the door has made the views."""
    settings = write_bytes((book.root / "book.toml").read_bytes(), folder, SETTINGS)
    tables = [write_table(engine, query, folder, name) for name, query in sealed_queries(day).items()]
    for table in tables:
        engine.view(view_of(table.name), f"SELECT * FROM {engine.scan([folder / table.name], 'parquet', {})}")
    return (settings, *tables, write_table(engine, estate_query(), folder, ESTATE))


def view_of(name: str) -> str:
    """What a sealed file is called as a view: 'sealed/in-flight.parquet' is sealed_in_flight."""
    return name.replace("/", "_").replace("-", "_").removesuffix(".parquet")


def _closed(books: Books, book: str, day: date, reason: str) -> Closed:
    found = [one for one in books.closings(book, newest_only=True) if one.day == day]
    if found:
        return Closed(found[-1].seq, found[-1].fingerprint, reason)
    if reason.strip():
        return Closed(None, "", reason)
    raise WindDownRefused(
        "the day is not closed in the books",
        where=f"book {book}",
        found=str(day),
        expected="a closing of that day, or a reason why there is none",
        try_next=f"hozen close BOOK --day {day}; or --not-closed REASON",
    )


def _body(
    engine: Engine, book: Book, admitted: Admitted, closed: Closed, files: tuple[CaseFile, ...], day: date
) -> dict[str, object]:
    totals = engine.rows(_TOTALS)
    return {
        "day": day,
        "moment": end_of(day),
        "firm": book.settings.firm,
        "firm_ja": book.settings.firm_ja or book.settings.firm,
        "closed": closed.as_body(),
        "inputs": [
            {"table": one.table, "name": one.path, "sha256": one.sha256, "rows": one.rows}
            for one in admitted.inputs
        ],
        "settings": sha256_of(book.root / "book.toml"),
        "door": {"refused": 0, "hints": list(admitted.hints)},
        "files": [one.body() for one in files],
        "owed": [[str(asset), _whole(units), _whole(rows)] for asset, units, rows in totals],
        "made_by": {"hozen": __version__, "engine": engine.version},
        "frozen": True,
    }


_TOTALS = Query(
    "sealed totals",
    "SELECT asset, sum(units), count(*) FROM sealed_ledger GROUP BY asset ORDER BY asset",
    ("sealed_ledger",),
)


def _whole(cell: object) -> int:
    if type(cell) is not int:
        raise TypeError(f"a measure must yield a whole number, not {cell!r}")
    return cell
