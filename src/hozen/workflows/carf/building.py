"""From a book to the messages of a year; and later from what changed to corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hozen.engine import Engine
from hozen.law import Reading
from hozen.records import Book
from hozen.rules.carf import year_bounds
from hozen.values import legal_day
from hozen.workflows.carf.bodies import Slice, slices, write_bodies
from hozen.workflows.carf.body_sql import name_bodies
from hozen.workflows.carf.errors import CarfInput, CarfReports
from hozen.workflows.carf.folder import TOTALS, Entry, new_run, read_reports
from hozen.workflows.carf.on_file import refuse_gaps
from hozen.workflows.carf.partners import Partners, read_partners
from hozen.workflows.carf.people import PeopleFile, name_people
from hozen.workflows.carf.records import name_changes, name_standing
from hozen.workflows.carf.terms import read_terms
from hozen.workflows.carf.who import Chosen, keep_reported, name_reported, reading_of, write_totals
from hozen.workflows.carf.writing import Run, write_run
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.door.admit import Progress
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import home

TABLES = (
    *("assets", "customers", "trades", "relevant_transactions"),
    *("customer_tax_profiles", "customer_tax_residences", "customer_controlling_persons"),
)
MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Sources:
    """報告の材料: the files beside the book. `scenario` decides what no text does."""

    terms: Path
    partners: Path
    people: Path
    scenario: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """作成結果: the run that was made; `entry` None where nothing changed since the last. `users`: records that stand."""

    folder: Path
    entry: Entry | None
    chosen: Chosen
    users: int


@dataclass(frozen=True, slots=True)
class _Job:
    book: Book
    reading: Reading
    partners: Partners
    sources: Sources
    run: Run


def build(
    book: Book | str | Path,
    year: int,
    sources: Sources,
    folder: Path,
    *,
    at: datetime | None = None,
    most: int = MOST_BYTES,
    engine: str = "duckdb",
    memory_limit: str = "1GB",
    progress: Progress | None = None,
) -> Built:
    """The first report of a year into `folder`: new records, or a nil report where there is nobody.

    `at` goes into the messages as their time stamp (now, unless given): with the same `at` the same input gives the
    same messages on every engine, byte for byte. Raises CarfInput, CarfReports where a report stands, LawGap for a
    choice that nobody made.
    """
    job = _job(book, year, sources, folder, at, most)
    if job.run.reports.entries:
        raise CarfReports(
            "a report stands in the folder",
            where=str(folder),
            try_next="hozen carf correct, or another folder",
        )
    return _made(job, engine, memory_limit, progress)


def correct(
    book: Book | str | Path,
    year: int,
    sources: Sources,
    folder: Path,
    *,
    at: datetime | None = None,
    most: int = MOST_BYTES,
    engine: str = "duckdb",
    memory_limit: str = "1GB",
    progress: Progress | None = None,
) -> Built:
    """What changed since the last run: corrections (OECD2) and deletions (OECD3) that point to the record that stands.

    Who was not reported before goes as a new record in a message of its own, since a message of corrections takes
    none. Raises as `build` does; CarfReports where the folder has no report, or one of another year.
    """
    job = _job(book, year, sources, folder, at, most)
    last = job.run.reports.last
    if last is None or last.year != year:
        raise CarfReports(
            "the folder has no report of the year",
            where=str(folder),
            found=last.year if last else "no run",
            expected=str(year),
            try_next="hozen carf build",
        )
    return _made(job, engine, memory_limit, progress)


def _job(
    book: Book | str | Path, year: int, sources: Sources, folder: Path, at: datetime | None, most: int
) -> _Job:
    opened = book if isinstance(book, Book) else Book.open(book, whole=False)
    reading = reading_of(year, sources.scenario)
    reading.text("carf.duty")  # no report for a year before the duty
    last_day = year_bounds(year)[1]
    stamp = (at or datetime.now(UTC)).astimezone(UTC)
    if legal_day(stamp) <= last_day:
        raise CarfInput(
            "the year is not over", where="--year", found=year, expected=f"a year before {stamp.year}"
        )
    run = Run(year, read_terms(sources.terms), read_reports(folder), f"{stamp:%Y-%m-%dT%H:%M:%SZ}", most)
    _not_before_the_last(run)
    return _Job(opened.of_tables(TABLES), reading, read_partners(sources.partners, last_day), sources, run)


def _not_before_the_last(run: Run) -> None:
    """A correction that bears an earlier time than what it corrects would be read as the older of the two."""
    last = run.reports.last
    if last is not None and run.at < last.at:
        raise CarfReports(
            "the time stamp is before that of the last run",
            where="--at",
            found=run.at,
            expected=f"{last.at} or later",
        )


def _made(job: _Job, named: str, memory_limit: str, progress: Progress | None) -> Built:
    with engine_at_home(named, memory_limit) as engine:
        rejects = home() / "rejects" / job.book.settings.book
        admit(job.book, engine, passed=PassedFiles.load(home()), rejects=rejects, progress=progress)
        with new_run(job.run.reports) as staging:
            chosen = name_reported(engine, staging, job.reading, job.run.year, job.partners)
            people = name_people(engine, job.sources.people)
            parts, users = _draw(engine, job, staging)
            entry = write_run(engine, staging, job.run, parts, _inputs(job, chosen, people))
        return Built(job.run.reports.folder, entry, chosen, users)


def _draw(engine: Engine, job: _Job, staging: Path) -> tuple[tuple[Slice, ...], int]:
    """Totals into evidence, each customer's record out of them, and what changed; how many records there are now."""
    keep_reported(engine, staging)
    totals = write_totals(engine, staging / TOTALS)
    source = engine.scan([totals.path], "parquet", {})
    engine.view("carf_totals", f"SELECT * FROM {source}")
    name_bodies(engine, job.run.terms.asset_names)
    refuse_gaps(engine)
    parts = slices(engine)
    drawn = list(write_bodies(engine, source, staging, parts))
    name_standing(engine, job.run.reports)
    name_changes(engine, [path for path, _ in drawn])
    return parts, sum(count for _, count in drawn)


def _inputs(job: _Job, chosen: Chosen, people: tuple[PeopleFile, ...]) -> dict[str, Any]:
    """What a run was made of: hashes and choices, nothing of a person."""
    choices = chosen.choices
    return {
        "terms": job.run.terms.sha256,
        "partners": job.partners.sha256,
        "people": {one.name: one.sha256 for one in people},
        "scenario": job.reading.scenario,
        "choices": {
            "residence_day": choices.residence_day.isoformat(),
            "dual": [chosen.dual, choices.dual_reported],
            "uncertified": [chosen.uncertified, choices.uncertified_reported],
            "margin": [chosen.margin, choices.margin_reported],
        },
    }
