"""報告書一式: a folder of reports of one year, one numbered folder for each run, chained by SHA-256.

    0001/entry.json   what was made, out of what, and the SHA-256 of the entry before
    0001/N001.xml …   the messages
    0001/records-00000.parquet …, totals.parquet

A run is whole or not there: its folder takes its name last. The messages and records hold personal data, so every
folder is made for its owner alone; an entry holds none.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hozen.workflows.carf.errors import CarfReports
from hozen.workflows.case_folder import sha256_of

ENTRY, RECORDS, TOTALS = "entry.json", "records", "totals.parquet"
WORK = "work"
"""The folder in a run that is being made for what only the run itself reads; Spark would not see a hidden file."""
_START = "0" * 64
_OWNER = 0o700


@dataclass(frozen=True, slots=True)
class Message:
    """電文: one XML file. `kind` is CARF701 (new), CARF702 (corrections) or CARF703 (nothing to report)."""

    ref: str
    kind: str
    file: str
    sha256: str
    size: int
    users: int


@dataclass(frozen=True, slots=True)
class Entry:
    """報告の記録: one run. `actions`: OECD1, OECD2, OECD3 → records. `sums`: category → transactions and yen.

    `rcasp` is the SHA-256 of what the messages say of the provider, and `rcasp_ref` its DocRefId that stands.
    `sha256` is that of the entry's own file. `engine`: what wrote the Parquet files, on which their bytes depend; the
    messages are the same on every engine. '' in an entry of before it was told.
    """

    number: int
    kind: str
    year: int
    at: str
    messages: tuple[Message, ...]
    actions: Mapping[str, int]
    sums: Mapping[str, Mapping[str, int]]
    files: Mapping[str, str]
    rcasp: str
    rcasp_ref: str
    inputs: Mapping[str, Any]
    previous: str
    sha256: str = ""
    engine: str = ""

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"{self.number:04}"


@dataclass(frozen=True, slots=True)
class Reports:
    """報告書一式の状態: every run in order, checked against its hashes."""

    folder: Path
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry | None:
        """The newest run; None for a folder without one."""
        return self.entries[-1] if self.entries else None

    @property
    def next_number(self) -> int:
        """The number of the next run."""
        return len(self.entries) + 1

    @property
    def head(self) -> str:
        """The hash that the next entry names."""
        return self.entries[-1].sha256 if self.entries else _START

    def records(self) -> dict[int, list[Path]]:
        """Number of each run that has records → their files, in order."""
        found = {
            one.number: [
                self.folder / one.name / file for file in sorted(one.files) if file.startswith(RECORDS)
            ]
            for one in self.entries
        }
        return {number: files for number, files in found.items() if files}


def read_reports(folder: Path) -> Reports:
    """The folder's runs. CarfReports where the chain is broken, or a file is not what was made."""
    found: list[Entry] = []
    for number, path in enumerate(_runs(folder), 1):
        entry = _read(path / ENTRY)
        before = found[-1].sha256 if found else _START
        if path.name != f"{number:04}" or entry.number != number or entry.previous != before:
            raise CarfReports(
                "the chain of runs is broken",
                where=str(path),
                found=f"run {entry.number} after {entry.previous[:12]}",
                expected=f"run {number} after {before[:12]}",
                try_next="put the folder back from a copy",
            )
        _unchanged(path, entry)
        found.append(entry)
    return Reports(folder, tuple(found))


@contextmanager
def new_run(reports: Reports) -> Iterator[Path]:
    """A folder to write a run into; when the block ends with an entry in it it is the next run, else it goes.

    What a run that was killed has left goes first, since names stand in it. CarfReports while another run is made.
    """
    reports.folder.mkdir(mode=_OWNER, parents=True, exist_ok=True)
    with _alone(reports.folder):
        for left in reports.folder.glob(".[0-9][0-9][0-9][0-9].*.part"):
            shutil.rmtree(left)
        staging = reports.folder / f".{reports.next_number:04}.{secrets.token_hex(4)}.part"
        staging.mkdir(mode=_OWNER)
        try:
            yield staging
            if (staging / ENTRY).is_file():
                _settle(staging, reports.folder / f"{reports.next_number:04}")
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other run is made in the folder meanwhile; the lock is on the folder itself, and ends with its process."""
    place = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CarfReports(
                "another run is made in the folder", where=str(folder), try_next="wait for it, then run again"
            ) from error
        yield
    finally:
        os.close(place)


def write_entry(staging: Path, entry: Entry) -> Entry:
    """Write the entry beside its files. The entry with its own hash."""
    body = asdict(entry)
    del body["sha256"]
    raw = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    (staging / ENTRY).write_bytes(raw)
    return Entry(**{**_plain(entry), "sha256": hashlib.sha256(raw).hexdigest()})


def _plain(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


def _settle(staging: Path, target: Path) -> None:
    for path in staging.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    if target.exists():
        raise CarfReports(
            "another run was made meanwhile",
            where=str(target),
            try_next="run again: it is compared with that one",
        )
    staging.rename(target)


def _runs(folder: Path) -> list[Path]:
    if not folder.exists():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and re.fullmatch("[0-9]{4}", path.name))


def _read(path: Path) -> Entry:
    try:
        raw = path.read_bytes()
        body = json.loads(raw)
        messages = tuple(Message(**one) for one in body.pop("messages"))
        return Entry(**body, messages=messages, sha256=hashlib.sha256(raw).hexdigest())
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CarfReports("an entry cannot be read", where=str(path), expected="as it was written") from error


def _unchanged(path: Path, entry: Entry) -> None:
    kept = {**entry.files, **{one.file: one.sha256 for one in entry.messages}}
    for name, sha256 in kept.items():
        found = sha256_of(path / name) if (path / name).is_file() else "no file"
        if found != sha256:
            raise CarfReports(
                "a file is not what was made",
                where=str(path / name),
                found=found,
                expected=sha256,
                try_next="put the file back from a copy",
            )
