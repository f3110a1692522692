"""All days of a folder as they are published: each follows the one before, each signature and stamp holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hozen.rules.liabilities import NO_PREVIOUS, Opening, SnapshotSignature
from hozen.workflows.snapshot.day_folder import (
    PROOF,
    REPLY,
    REQUEST,
    SIGNATURE,
    SNAPSHOT,
    PublicDay,
    days_of,
    open_day,
)
from hozen.workflows.snapshot.errors import PublishRefused
from hozen.workflows.snapshot.signing import signature_of
from hozen.workflows.snapshot.stamping import Stamp, stamp_of


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """公表日: one day with its signature and stamp, both checked, and its files to the byte."""

    public: PublicDay
    signature: SnapshotSignature | None
    stamp: Stamp | None
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def day(self) -> date:
        """The legal day in Japan that ends with the cut-off."""
        return self.public.day

    @property
    def opening(self) -> Opening:
        """Book, cut-off, previous commitment."""
        return self.public.snapshot.opening


def read_history(folder: Path, roots: Path | None = None) -> tuple[PublishedDay, ...]:
    """Every day, oldest first. Raises PublishRefused where there is none, or one does not follow the one before.

    SnapshotFolderRefused, SignatureRefused and StampRefused for a day's own files. `roots`: as for `stamp_of`.
    """
    days = tuple(_read(folder, day, roots) for day in days_of(folder))
    if not days:
        raise PublishRefused("no snapshot to publish", where=str(folder), expected="a folder for each day")
    _chained(days)
    return days


def _read(folder: Path, day: date, roots: Path | None) -> PublishedDay:
    public = open_day(folder, day)
    stamp = stamp_of(public, roots)
    names = [SNAPSHOT, SIGNATURE, *([REQUEST, REPLY] if stamp else [])]
    paths = [*(public.folder / name for name in names), *sorted(public.folder.glob(f"*{PROOF}"))]
    files = {path.name: path.read_bytes() for path in paths if path.exists()}
    return PublishedDay(public, signature_of(public), stamp, files)


def _chained(days: Sequence[PublishedDay]) -> None:
    before, expected = "the first snapshot", NO_PREVIOUS
    for one in days:
        if one.opening.book != days[0].opening.book:
            raise PublishRefused(
                "snapshots of two books",
                where=one.day.isoformat(),
                found=one.opening.book,
                expected=days[0].opening.book,
            )
        if one.opening.previous != expected:
            raise PublishRefused(
                "a snapshot does not follow the one before: a day is missing, or was changed",
                where=f"{one.day.isoformat()}, after {before}",
                found=f"previous {one.opening.previous.hex()}",
                expected=expected.hex(),
                try_next="take the missing or changed day from your copies",
            )
        before, expected = one.day.isoformat(), one.public.commitment
