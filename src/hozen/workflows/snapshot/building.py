"""負債証明の作成: a day of a book into a snapshot, whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from hozen import __version__
from hozen.engine import Engine
from hozen.rules.liabilities import NO_PREVIOUS, Opening, Snapshot, commitment, snapshot_text
from hozen.rules.liabilities.admit import chains_in_order, fits_opening
from hozen.rules.liabilities.arrays import Hashing
from hozen.rules.liabilities.swift import best_hashing
from hozen.values import JST
from hozen.workflows.snapshot.build_trees import Plan, build_trees
from hozen.workflows.snapshot.day_folder import PRIVATE, PUBLIC, SNAPSHOT, PublicDay, days_of, open_day
from hozen.workflows.snapshot.errors import SnapshotFolderRefused
from hozen.workflows.snapshot.liabilities_of_day import batches, points_of, tree_sums
from hozen.workflows.snapshot.one_builder import building
from hozen.workflows.snapshot.secret_store import MasterSecret

PARTS = 2
MEMORY = 256 << 20  # bytes of rows that wait for their tree, before they go to disk


@dataclass(frozen=True, slots=True)
class How:
    """作成方法: none of it changes a byte of what is built. `hashing` None: the fastest there is."""

    workers: int | None = None
    memory: int = MEMORY
    hashing: Hashing | None = None


def cut_off_of(day: date) -> datetime:
    """The instant, in UTC, at which a legal day in Japan ends."""
    return datetime.combine(day + timedelta(days=1), time(), JST).astimezone(UTC)


def build_snapshot(
    engine: Engine, day: date, secret: MasterSecret, folder: Path, parts: int = PARTS, how: How | None = None
) -> PublicDay:
    """What customers are owed at the end of `day`, as trees below `folder`/YYYY-MM-DD. The door has made the views.

    Chained to the newest day there. Raises LiabilitiesRefused, EngineError, and SnapshotFolderRefused where that day or a
    later one is there already, another process builds, or the disk is full.
    """
    with building(folder, day) as place:
        opening = Opening(secret.book, cut_off_of(day), parts, _previous(folder, day))
        fits_opening(opening)
        _build(engine, day, secret, opening, place, how or How())
    return open_day(folder, day)


def _build(engine: Engine, day: date, secret: MasterSecret, opening: Opening, place: Path, how: How) -> None:
    points = chains_in_order(points_of(engine, day))
    sums = tree_sums(engine, day)
    hashing = how.hashing or best_hashing()
    workers = how.workers or os.cpu_count() or 1
    plan = Plan(opening, secret.master, sums, hashing, place / PRIVATE, workers, how.memory)
    heads = build_trees(plan, batches(engine, day, sums))
    snapshot = Snapshot(opening, heads, points, f"hozen {__version__}")
    (place / PUBLIC).mkdir()
    (place / PUBLIC / SNAPSHOT).write_text(snapshot_text(snapshot), encoding="utf-8", newline="\n")
    place.chmod(0o755)
    (place / PRIVATE).chmod(0o700)


def _previous(folder: Path, day: date) -> bytes:
    """The commitment of the newest day before; 32 zero bytes for the first."""
    there = days_of(folder)
    if there and there[-1] >= day:
        raise SnapshotFolderRefused(
            "a snapshot of this day or a later one is there already",
            where=str(folder),
            found=there[-1].isoformat(),
            expected=f"days before {day.isoformat()}",
            try_next="what was published is not built anew; another folder begins another chain",
        )
    return commitment(open_day(folder, there[-1]).snapshot) if there else NO_PREVIOUS
