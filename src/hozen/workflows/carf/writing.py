"""The files of a run: its records, its messages, and the entry that says what they are."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.carf.bodies import Slice
from hozen.workflows.carf.folder import TOTALS, WORK, Entry, Message, Reports, write_entry
from hozen.workflows.carf.head import CORRECTION, END, NIL, opening, provider, provider_hash
from hozen.workflows.carf.records import Part, actions, fingerprint, place, record_texts, write_records
from hozen.workflows.carf.terms import Terms
from hozen.workflows.case_folder import sha256_of


@dataclass(frozen=True, slots=True)
class Run:
    """作成の指示: the year, who reports, the runs before, the time stamp, and the bytes of a file."""

    year: int
    terms: Terms
    reports: Reports
    at: str
    most: int


@dataclass(frozen=True, slots=True)
class _Provider:
    """What the messages say of the provider, and under which reference it stands before and after the run."""

    ref: str
    corrects: str
    first: str  # the DocTypeIndic in the first message; OECD0 in every other


def write_run(
    engine: Engine, staging: Path, run: Run, slices: Sequence[Slice], inputs: Mapping[str, Any]
) -> Entry | None:
    """Write the run's files into `staging`; None, and nothing to settle, where nothing changed since the last run."""
    made = actions(engine)
    if run.reports.entries and not made and not _provider_changed(run):
        return None
    prefix = _prefix(run, fingerprint(engine), inputs)
    parts = _with_empty(place(engine, staging, prefix, run.most), run, prefix)
    records = write_records(engine, staging, slices)
    said = _provider(run, parts[0])
    messages = _messages(engine, staging, run, parts, records, said)
    shutil.rmtree(staging / WORK)
    entry = Entry(
        number=run.reports.next_number,
        kind="nil" if parts[0].kind == NIL else "correction" if run.reports.entries else "new",
        year=run.year,
        at=run.at,
        messages=messages,
        actions=made,
        sums=_sums(engine),
        files={path.name: sha256_of(path) for path in (*records, staging / TOTALS)},
        rcasp=provider_hash(run.terms),
        rcasp_ref=said.ref,
        inputs=inputs,
        previous=run.reports.head,
        engine=engine.version,
    )
    return write_entry(staging, entry)


def _prefix(run: Run, changes: str, inputs: Mapping[str, Any]) -> str:
    """What every reference of the run begins with: countries, year, sender, run, and a digest of what is in it.

    The number of the run is never used twice in a folder; the digest keeps apart runs of folders begun anew. Of the run
    before its own references go in, and not its entry's hash, which tells of files that another engine writes otherwise.
    """
    last = run.reports.last
    before = "" if last is None else ",".join(one.ref for one in last.messages)
    whole = [changes, run.at, before, provider_hash(run.terms), str(sorted(inputs.items()))]
    digest = hashlib.sha256("\n".join(whole).encode()).hexdigest()[:12]
    terms = run.terms
    return f"{terms.transmitting}{run.year}{terms.receiving}-{terms.sender}-{run.reports.next_number:04}-{digest}"


def _with_empty(parts: tuple[Part, ...], run: Run, prefix: str) -> tuple[Part, ...]:
    """Messages without a record: nothing to report, and a provider that alone is corrected."""
    if not parts and not run.reports.entries:
        return (Part(f"{prefix}-Z00001", NIL, "Z001.xml", 0),)
    if run.reports.entries and _provider_changed(run) and not any(one.kind == CORRECTION for one in parts):
        return (Part(f"{prefix}-C00001", CORRECTION, "C001.xml", 0), *parts)
    return parts


def _provider(run: Run, first: Part) -> _Provider:
    last = run.reports.last
    if last is None:
        return _Provider(f"{first.ref}-R", "", "OECD1")
    if _provider_changed(run):
        return _Provider(f"{first.ref}-R", last.rcasp_ref, "OECD2")
    return _Provider(last.rcasp_ref, "", "OECD0")


def _provider_changed(run: Run) -> bool:
    last = run.reports.last
    return last is not None and last.rcasp != provider_hash(run.terms)


def _messages(
    engine: Engine, staging: Path, run: Run, parts: tuple[Part, ...], records: Sequence[Path], said: _Provider
) -> tuple[Message, ...]:
    """Each message whole: its head, its records out of every file that has some, its end."""
    files = {part.ref: staging / part.file for part in parts}
    for number, part in enumerate(parts):
        shown = said if number == 0 else replace(said, first="OECD0", corrects="")
        told = provider(run.terms, shown.first, shown.ref, shown.corrects)
        files[part.ref].write_bytes(opening(run.terms, run.year, part.ref, part.kind, run.at, told).encode())
    for path in records:
        for ref, text in record_texts(engine, path):
            _append(files[ref], text)
    for path in files.values():
        _append(path, END)
    return tuple(_message(part, files[part.ref]) for part in parts)


def _message(part: Part, path: Path) -> Message:
    return Message(part.ref, part.kind, part.file, sha256_of(path), path.stat().st_size, part.users)


def _append(path: Path, text: str) -> None:
    with path.open("ab") as file:
        file.write(text.encode())


def _sums(engine: Engine) -> dict[str, dict[str, int]]:
    """Of everything reported as it stands now: category → transactions, yen, entries."""
    query = Query(
        "carf sums",
        "SELECT category, CAST(sum(transactions) AS DECIMAL(38,0)) AS transactions,"
        " CAST(sum(yen) AS DECIMAL(38,0)) AS yen FROM carf_totals GROUP BY category ORDER BY category",
        (),
    )
    rows: Any = engine.rows(query)
    return {category: {"transactions": int(count), "yen": int(yen)} for category, count, yen in rows}
