"""The tape folder: which files belong to which table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hozen.records.tape_tables import TAPE_BY_NAME
from hozen.workflows.surveillance_run.errors import TapeError

KINDS = ("parquet", "csv")


@dataclass(frozen=True, slots=True)
class Tape:
    """取引記録: the tables of a tape folder, each with its files in path order; all of one kind.

    `strangers` are data files that belong to no table. They were not read.
    """

    root: Path
    places: Mapping[str, tuple[Path, ...]]
    strangers: tuple[Path, ...] = ()

    def kind(self, table: str) -> str:
        """'parquet' or 'csv'."""
        return self.places[table][0].suffix.lower().removeprefix(".")

    def relative(self, file: Path) -> str:
        """The file's path as seen from the folder, with forward slashes."""
        return file.relative_to(self.root).as_posix()


def open_tape(root: Path) -> Tape:
    """The folder as a tape; reads names of files, no rows. TapeError where it is none."""
    if not root.is_dir():
        raise TapeError(
            "the tape is not a folder", where=str(root), expected="a folder with trades or order_events"
        )
    places = {name: files for name in TAPE_BY_NAME if (files := _files(root, name))}
    if not places.keys() & {"trades", "order_events"}:
        raise TapeError(
            "the folder has neither trades nor order_events",
            where=str(root),
            found=", ".join(sorted(one.name for one in root.iterdir())[:10]) or "nothing",
            expected="trades.parquet, order_events.csv, or a folder of that name",
        )
    return Tape(root, places, _strangers(root))


def _files(root: Path, table: str) -> tuple[Path, ...]:
    found = sorted(one for one in root.iterdir() if one.stem == table and (_kind(one) or one.is_dir()))
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        raise TapeError(f"the table {table} is there more than once", where=str(root), found=names)
    files = tuple(sorted(_inside(found[0]))) if found and found[0].is_dir() else tuple(found)
    if len({_kind(file) for file in files}) > 1:
        raise TapeError(
            "a table's files are all of one kind", where=str(root / table), expected=" or ".join(KINDS)
        )
    empty = next((file for file in files if file.stat().st_size == 0), None)
    if empty:
        raise TapeError("a file is empty", where=str(empty), expected="at least the column names")
    return files


def _inside(folder: Path) -> list[Path]:
    parts = [one for one in folder.rglob("*") if _kind(one) and not one.name.startswith((".", "_"))]
    if not parts:
        raise TapeError("a table's folder has no data files", where=str(folder), expected=".parquet or .csv")
    return parts


def _kind(file: Path) -> str:
    suffix = file.suffix.lower().removeprefix(".")
    return suffix if suffix in KINDS and file.is_file() else ""


def _strangers(root: Path) -> tuple[Path, ...]:
    return tuple(sorted(one for one in root.iterdir() if _kind(one) and one.stem not in TAPE_BY_NAME))
