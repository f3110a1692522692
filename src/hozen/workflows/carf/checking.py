"""The checks before a report: counts out of the book, findings out of counts, and the rows behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hozen.engine import Engine, Written
from hozen.findings import Finding
from hozen.records import Book
from hozen.regimes.carf import CarfDay, carf_findings
from hozen.rules.carf import CarfFacts, due_day, year_bounds
from hozen.rules.carf import measures as carf
from hozen.values import legal_day
from hozen.workflows.carf.building import TABLES
from hozen.workflows.carf.folder import Reports, read_reports
from hozen.workflows.carf.who import law_of_japan, name_profiles
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.door.admit import Progress
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import home


@dataclass(frozen=True, slots=True)
class Checked:
    """報告前の検査結果: findings as of `day`; `rows` is the file of customers concerned, where one was asked for."""

    book: str
    day: date
    year: int
    due: date
    facts: CarfFacts
    findings: tuple[Finding, ...]
    rows: Written | None


def check(
    book: Book | str | Path,
    year: int,
    *,
    day: date | None = None,
    reports: Path | None = None,
    rows: Path | None = None,
    near: int = 30,
    engine: str = "duckdb",
    memory_limit: str = "1GB",
    progress: Progress | None = None,
) -> Checked:
    """Every finding of the report of `year` as of `day` (today unless given).

    `reports`: the folder of reports; a run in it meets the due day. `rows`: a Parquet file for the customers behind
    the findings, by the firm's own ids. LawGap for a day or a year before the duty.
    """
    opened = book if isinstance(book, Book) else Book.open(book, whole=False)
    on = day or legal_day(datetime.now(UTC))
    reading = law_of_japan().reading(on)
    law_of_japan().reading(year_bounds(year)[1]).text(
        "carf.duty"
    )  # no report is due for a year before the duty
    with engine_at_home(engine, memory_limit) as at_work:
        rejects = home() / "rejects" / opened.settings.book
        admit(
            opened.of_tables(TABLES),
            at_work,
            passed=PassedFiles.load(home()),
            rejects=rejects,
            progress=progress,
        )
        name_profiles(at_work, on)
        facts = _facts(at_work, on, reading.text("carf.duty").since)
        kept = at_work.write_parquet(carf.named(on), rows) if rows else None
    due = due_day(reading, year)
    found = carf_findings(CarfDay(on, facts, due, is_reported(reports, year), near), reading)
    return Checked(opened.settings.book, on, year, due, facts, found, kept)


def is_reported(folder: Path | None, year: int) -> bool:
    """Whether the folder has a run of the year."""
    reports: Reports | None = read_reports(folder) if folder else None
    return reports is not None and reports.last is not None and reports.last.year == year


def _facts(engine: Engine, day: date, begins: date) -> CarfFacts:
    counted: Any = engine.rows(carf.counts(day, begins))
    numbers: Any = engine.rows(carf.tin_missing())
    changed: Any = engine.rows(carf.changes())
    customers, new, old, unknown, expired = counted[0]
    return CarfFacts(
        customers, new, old, unknown, expired, numbers[0][0], tuple((one, n) for one, n in changed)
    )
