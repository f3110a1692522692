"""The case as views in the engine: sealed files and every batch, each checked against the journal before it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.engine import Engine
from hozen.workflows.case_folder import CaseFile, unchanged
from hozen.workflows.wind_down.files import files_in
from hozen.workflows.wind_down.register_sql import (
    EMPTY,
    REGISTER_VIEWS,
    empty_select,
    files_select,
    register_select,
)

if TYPE_CHECKING:
    from hozen.books import CaseEntry

BATCH_EVENTS = {
    "filed": "filings",
    "decided": "events",
    "payees": "payees",
    "results": "results",
    "forks": "forks",
}
"""Event of the journal → the view that its files fill."""


def case_views(
    engine: Engine,
    folder: Path,
    entries: Sequence[CaseEntry],
    bar_day: str = "",
    coming: tuple[str, Path] | None = None,
) -> None:
    """Name every view of a case as its entries tell it. `coming`: a file of an event that is not entered yet."""
    for file in files_in(entries[0].body):
        if file.name.endswith(".parquet"):
            name = file.name.replace("/", "_").replace("-", "_").removesuffix(".parquet")
            _view(engine, folder, name, [file])
    for event, name in BATCH_EVENTS.items():
        files = [
            one
            for entry in entries
            if entry.event == event and not waits(entry)
            for one in files_in(entry.body)
        ]
        _filled(engine, folder, name, files, [coming[1]] if coming and coming[0] == event else [])
    waiting = [one for entry in entries if waits(entry) for one in files_in(entry.body)]
    _filled(engine, folder, "reversals_waiting", waiting)
    engine.view("confirmed", _confirmed(entries))
    engine.view("sent_on", _sent_on(entries))
    rounds(engine, folder, entries)
    _filled(
        engine,
        folder,
        "sent",
        [
            one
            for entry in entries
            if entry.event == "sent"
            for one in files_in(entry.body)
            if one.name.endswith(".parquet")
        ],
    )
    for name, sql in REGISTER_VIEWS.items():
        engine.view(name, sql)
    engine.view("register", register_select(bar_day))


def waits(entry: CaseEntry) -> bool:
    """Whether it says that money which was paid came back, and nobody else has confirmed that yet: it does not count."""
    return entry.event == "results" and bool(entry.body.get("reversals")) and not entry.approved_by


def _confirmed(entries: Iterable[CaseEntry]) -> str:
    """(batch): files of payees and of decisions that a second person confirmed."""
    found = [
        f"({one.body['batch']})" for one in entries if one.event in ("payees", "decided") and one.approved_by
    ]
    if not found:
        return "SELECT CAST(NULL AS BIGINT) AS batch WHERE 1 = 0"
    return f"SELECT CAST(batch AS BIGINT) AS batch FROM (VALUES {', '.join(found)}) AS each_file(batch)"


def _sent_on(entries: Iterable[CaseEntry]) -> str:
    """(round, attempt, day): when each pay file was entered."""
    found = [
        f"({one.body['round']}, {one.body['attempt']}, '{one.day}')" for one in entries if one.event == "sent"
    ]
    columns = "CAST(round AS BIGINT) AS round, CAST(attempt AS BIGINT) AS attempt, CAST(day AS DATE) AS day"
    if not found:
        return f"SELECT {columns} FROM (VALUES (0, 0, '2026-01-01')) AS each_file(round, attempt, day) WHERE 1 = 0"
    return f"SELECT {columns} FROM (VALUES {', '.join(found)}) AS each_file(round, attempt, day)"


def rounds(engine: Engine, folder: Path, entries: Sequence[CaseEntry]) -> None:
    """Shares and payments of every approved round."""
    plans = [file for entry in approved(entries) for file in files_in(entry.body)]
    for name in ("shares", "payments"):
        _filled(engine, folder, name, [one for one in plans if one.name.endswith(f"/{name}.parquet")])


def approved(entries: Iterable[CaseEntry]) -> list[CaseEntry]:
    """Plans that stand and were approved, in order of their rounds."""
    return [one for one in entries if one.event == "planned" and one.approved_by]


def _filled(
    engine: Engine, folder: Path, name: str, files: Sequence[CaseFile], more: Sequence[Path] = ()
) -> None:
    if name not in EMPTY:
        raise TypeError(f"no such kind of file: {name}")
    paths = [*(unchanged(folder, one) for one in files), *more]
    if paths:
        engine.view(name, files_select(name, engine.scan(paths, "parquet", {})))
    else:
        engine.view(name, empty_select(name))


def _view(engine: Engine, folder: Path, name: str, files: Sequence[CaseFile]) -> None:
    paths = [unchanged(folder, one) for one in files]
    engine.view(name, f"SELECT * FROM {engine.scan(paths, 'parquet', {})}")
