"""Closing one day, from the door to the books."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hozen import __version__
from hozen.books import DayBreaks, open_books
from hozen.books.books import Books
from hozen.engine import Engine
from hozen.findings import CureClock, Finding
from hozen.law import Law, Lawful, Reading
from hozen.records import Book
from hozen.regimes import jp
from hozen.regimes.day import DayFacts
from hozen.regimes.reserve import ReserveAnswer
from hozen.workflows.daily_close.as_json import closing_json
from hozen.workflows.daily_close.assets import asset_lines
from hozen.workflows.daily_close.breaks import break_lines, in_log
from hozen.workflows.daily_close.closing import Closing, EvidenceFile, Kept
from hozen.workflows.daily_close.evidence import evidence_queries, write_evidence
from hozen.workflows.daily_close.fingerprint import breaks_part, closing_parts, fingerprint
from hozen.workflows.daily_close.measured import Measured, measure_day
from hozen.workflows.door import Admitted, PassedFiles, admit
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import actor_name, books_address, home
from hozen.workflows.reconcile import records_hash

Progress = Callable[[str, int, int], None]
"""Called with what comes next, how many steps are done, and how many there are."""

NO_FIGURES = "act-64"  # the enacted Act: it says what to supply, and supplies no figure


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the rules say of the day's facts."""

    findings: tuple[Finding, ...]
    reserve: ReserveAnswer
    law: tuple[Lawful[object], ...]


def close(
    book: Book | str | Path,
    day: date,
    *,
    scenario: str | Path = NO_FIGURES,
    engine: str = "duckdb",
    memory_limit: str = "4GB",
    books: str | Path | None = None,
    out: str | Path | None = None,
    actor: str | None = None,
    progress: Progress | None = None,
) -> Kept:
    """日次締め: check the book at the door, measure, judge, write evidence and keep the closing.

    `scenario`: what stands for figures the law leaves open (a shipped name or a file). `engine`: 'duckdb' or
    'spark'. `books`: a path or URL; None takes HOZEN_BOOKS, else the user's own. `out`: below it the closing gets
    a folder; None takes the user's own. `actor`: who prepares; None takes HOZEN_USER, else the login name.
    The same input gives the same closing; a close that is killed leaves nothing half-done: run it again.
    Raises RowsRefused, BookError, LawFileError, LawConflict, EngineError, BooksError.
    """
    opened = (book if isinstance(book, Book) else Book.open(book)).of_day(day)
    who, reading = actor_name(actor), Law.load("jp").reading(day, scenario)
    target = Path(out) if out else home() / "closings"
    with open_books(books_address(books)) as kept, engine_at_home(engine, memory_limit) as runs:
        return _close(_Run(opened, day, reading, runs, kept, target, who, progress or _silent))


@dataclass(frozen=True, slots=True)
class _Run:
    book: Book
    day: date
    reading: Reading
    engine: Engine
    books: Books
    target: Path
    actor: str
    say: Progress


def _close(run: _Run) -> Kept:
    folder = run.target / run.book.settings.book / f"{run.day}-{run.reading.scenario}"
    admitted = admit(
        run.book,
        run.engine,
        day=run.day,
        passed=PassedFiles.load(home()),
        rejects=folder,
        progress=run.say,
    )
    run.say("measures", 0, 3)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".measured-", dir=folder) as spare:
        measured = measure_day(run.engine, run.book, run.reading, run.books, folder, Path(spare))
        standing_since = run.books.open_breaches(run.book.settings.book, run.day, run.reading.scenario)
        judged = judge_day(measured.facts, run.reading, run.book, standing_since)
        parts = _parts(run, admitted, judged, measured, standing_since)
        run.say("evidence", 1, 3)
        place = folder / fingerprint(parts)[:16]
        evidence = write_evidence(run.engine, evidence_queries(judged.findings, run.day), place)
    run.say("books", 2, 3)
    closing = _closing(run, admitted, measured, judged, evidence, fingerprint(parts))
    return _keep(run, closing, parts, place, DayBreaks(measured.breaks.found, records_hash(admitted.inputs)))


def _parts(
    run: _Run,
    admitted: Admitted,
    judged: _Judged,
    measured: Measured,
    standing_since: Mapping[tuple[str, str], date],
) -> dict[str, str]:
    parts = closing_parts(
        admitted.inputs,
        run.book.root / "book.toml",
        run.reading,
        judged.law,
        standing_since,
        run.engine.version,
    )
    carried = breaks_part(measured.breaks.carried)
    return parts | {"wallet evidence": measured.wallet_evidence, "breaks carried over": carried}


def judge_day(
    facts: DayFacts, reading: Reading, book: Book, standing_since: Mapping[tuple[str, str], date]
) -> _Judged:
    """Every finding, the reserve's answer, and the figures of the law that were read."""
    clock = CureClock(facts.day, book.settings.business_days, standing_since)
    findings = jp.day_findings(facts, reading, clock)
    reserve = jp.reserve_answer(facts, reading)
    read = {one.key: one for finding in findings for one in finding.rests_on}
    return _Judged(findings, reserve, tuple(read[key] for key in sorted(read)))


def _closing(
    run: _Run,
    admitted: Admitted,
    measured: Measured,
    judged: _Judged,
    evidence: tuple[EvidenceFile, ...],
    digest: str,
) -> Closing:
    gap, facts = judged.reserve.gap, measured.facts
    return Closing(
        book=run.book.settings.book,
        firm=run.book.settings.firm,
        firm_ja=run.book.settings.firm_ja or run.book.settings.firm,
        day=run.day,
        scenario=run.reading.scenario,
        hozen_version=__version__,
        fingerprint=digest,
        inputs=admitted.inputs,
        assets=asset_lines(facts),
        volumes=facts.years,
        findings=judged.findings,
        reserve=judged.reserve.position,
        reserve_gap=str(gap) if gap else "",
        reserve_gap_ja=gap.ja if gap else "",
        insurance=judged.reserve.insurance,
        evidence=evidence,
        law=judged.law,
        hints=admitted.hints,
        business_days=run.book.settings.business_days,
        breaks=break_lines(measured.breaks, facts, run.reading),
        cut_offs=measured.cut_offs,
    )


def _keep(run: _Run, closing: Closing, parts: Mapping[str, str], folder: Path, breaks: DayBreaks) -> Kept:
    found = run.books.keep_closing(
        closing.book,
        closing.day,
        closing.scenario,
        closing.fingerprint,
        parts,
        body=closing_json(closing),
        summary={"status": closing.status.value, "standing": closing.standing.word, "folder": str(folder)},
        breaks=breaks,
        actor=run.actor,
    )
    run.say("done", 3, 3)
    return Kept(
        closing=closing,
        entry=found.seq,
        version=found.version,
        changed=tuple(map(str, found.changed)),
        already_there=found.already_there,
        same_body=found.same_body,
        prepared_by=found.prepared_by,
        anchor=found.anchor,
        folder=folder,
        carried=found.carried,
        breaks=in_log(closing, run.books.breaks.list(closing.book)),
    )


def _silent(_what: str, _done: int, _of: int) -> None:
    return None
