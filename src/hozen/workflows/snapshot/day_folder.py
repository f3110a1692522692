"""One day in a folder of snapshots: where its public files are, and what its snapshot commits to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hozen.rules.liabilities import ProofRefused, Snapshot, commitment, read_snapshot
from hozen.values import legal_day
from hozen.workflows.snapshot.errors import SnapshotFolderRefused

PUBLIC, PRIVATE = "public", "private"
SNAPSHOT, SIGNATURE = "snapshot.json", "signature.json"
REQUEST, REPLY = "timestamp.tsq", "timestamp.tsr"
PROOF = ".proof"  # how the files of other provers end


@dataclass(frozen=True, slots=True)
class PublicDay:
    """公表対象日: what is published of one legal day in Japan. `folder` holds its public files."""

    day: date
    folder: Path
    snapshot: Snapshot
    commitment: bytes

    @property
    def signature(self) -> Path:
        """Where its signature is, or will be."""
        return self.folder / SIGNATURE


def days_of(folder: Path) -> tuple[date, ...]:
    """The days that a folder has, in order. Raises SnapshotFolderRefused where it cannot be read."""
    try:
        names = [one.name for one in folder.iterdir() if one.is_dir()]
    except OSError as error:
        raise SnapshotFolderRefused(
            "the folder cannot be read", where=str(folder), found=error.strerror
        ) from error
    return tuple(sorted(day for day in map(_day, names) if day))


def open_day(folder: Path, day: date | None = None) -> PublicDay:
    """The day's snapshot, its commitment worked out anew. Without a day, `folder` is that of the day itself.

    Raises SnapshotFolderRefused where there is none, or its fields do not give the commitment that it names.
    """
    place = folder / day.isoformat() if day else folder
    if not (place / PUBLIC).is_dir():
        raise _no_day(folder, place)
    path = place / PUBLIC / SNAPSHOT
    snapshot, claimed = _read(path)
    found = commitment(snapshot)
    if found != claimed:
        raise SnapshotFolderRefused(
            "the fields of the snapshot do not give the commitment that it names",
            where=str(path),
            found=found.hex(),
            expected=claimed.hex(),
            try_next="build the day again",
        )
    return PublicDay(_same_day(place, snapshot), place / PUBLIC, snapshot, found)


def _day(name: str) -> date | None:
    try:
        found = date.fromisoformat(name)
    except ValueError:
        return None
    return found if found.isoformat() == name else None


def _read(path: Path) -> tuple[Snapshot, bytes]:
    try:
        return read_snapshot(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SnapshotFolderRefused(
            "the snapshot cannot be read", where=str(path), found=error.strerror
        ) from error
    except ProofRefused as error:
        raise SnapshotFolderRefused(
            f"the snapshot is not in the format: {error.message}",
            where=f"{path}, {error.where}",
            found=error.found,
            expected=error.expected,
        ) from error
    except UnicodeDecodeError as error:
        raise SnapshotFolderRefused("the snapshot is not UTF-8", where=str(path)) from error


def _same_day(place: Path, snapshot: Snapshot) -> date:
    """The legal day that ends with the cut-off; the folder is called after it."""
    day = legal_day(snapshot.opening.cut_off - timedelta(seconds=1))
    if place.resolve().name != day.isoformat():
        raise SnapshotFolderRefused(
            "the snapshot is of another day than its folder",
            where=str(place),
            found=f"cut-off {snapshot.opening.cut_off.isoformat()}",
            expected=f"a folder {day.isoformat()}",
        )
    return day


def _no_day(folder: Path, place: Path) -> SnapshotFolderRefused:
    days = days_of(folder)
    return SnapshotFolderRefused(
        "no snapshot of a day",
        where=str(place),
        expected=f"a folder {PUBLIC}/ with {SNAPSHOT}",
        try_next=f"--day {days[-1].isoformat()}" if days else "hozen snapshot build",
    )
