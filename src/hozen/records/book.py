"""The book folder: which files belong to which table."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from hozen.records.errors import BookError
from hozen.records.read_settings import NAME, read_settings
from hozen.records.settings import Settings
from hozen.records.tables import BY_NAME, TABLES

KINDS = ("parquet", "csv")
PENDING = "imports/.pending"  # there while the files of an import are moved to their places
HISTORY = ("trades", "chain_events", "ledger_entries")  # what a close reads of the days before, too
_FOLDER_DAY = re.compile(r"day=([0-9]{4}-[0-9]{2}-[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Book:
    """帳簿: an exchange's day files in one folder, one table per file or folder name.

    `places` holds the files of each table that the folder has, in path order; all of one kind.
    `strangers` are files that look like data but belong to no table.
    """

    root: Path
    settings: Settings
    places: Mapping[str, tuple[Path, ...]]
    strangers: tuple[Path, ...] = ()

    @classmethod
    def open(cls, path: str | Path, *, whole: bool = True) -> Book:
        """Open a book folder; reads book.toml and names of files, no rows. BookError where it cannot.

        `whole`: every required table must be there. An importer brings one, so it opens a book that is not whole yet.
        """
        root = Path(path)
        if not root.is_dir():
            raise BookError("the book is not a folder", where=str(root), expected="a folder with book.toml")
        _must_be_settled(root)
        settings = read_settings(root)
        singles = _singles(root)
        places = {table.name: _files(root, table.name, singles.get(table.name, ())) for table in TABLES}
        places = {name: files for name, files in places.items() if files}
        strangers = _strangers(root)
        if whole:
            _require(root, places, strangers, BY_NAME)
        return cls(root, settings, places, strangers)

    def files(self, table: str) -> tuple[Path, ...]:
        """The table's files in path order; () for an optional table that the folder lacks."""
        return self.places.get(table, ())

    def kind(self, table: str) -> str:
        """'parquet' or 'csv'."""
        return self.files(table)[0].suffix.lower().removeprefix(".")

    def of_tables(self, names: Collection[str]) -> Book:
        """The book as somebody reads it who needs these tables alone. BookError where a required one of them is absent."""
        _require(self.root, self.places, self.strangers, names)
        places = {name: files for name, files in self.places.items() if name in names}
        return replace(self, places=places)

    def newest_folder(self, table: str) -> date | None:
        """The newest day that a folder of the table is named for; None where it is not kept in folders by day."""
        days = (folder_day(self.root, file) for file in self.files(table))
        return max((day for day in days if day), default=None)

    def of_day(self, day: date) -> Book:
        """The book as a close of `day` reads it: of a table kept in folders by day (day=2026-11-20) that day's alone.

        The tape (trades) keeps its earlier days, since volumes are counted over years; so do chain_events and
        ledger_entries: a deposit that was missed on Monday is still missed on Friday. A table without a folder for
        the day keeps all its files, so that the door can say what is missing. Later days change nothing of this one.
        """
        places = {name: self._of_day(name, files, day) for name, files in self.places.items()}
        return replace(self, places=places)

    def _of_day(self, table: str, files: tuple[Path, ...], day: date) -> tuple[Path, ...]:
        earlier = table in HISTORY
        kept = tuple(
            file
            for file in files
            if (told := folder_day(self.root, file)) is None or told == day or (earlier and told < day)
        )
        return kept or files

    def relative(self, file: Path) -> str:
        """The file's path as seen from the book folder, with forward slashes."""
        return file.relative_to(self.root).as_posix()


def _must_be_settled(root: Path) -> None:
    if (root / PENDING).exists():
        raise BookError(
            "an import into the book was cut off half way",
            where=str(root / PENDING),
            expected="all of its files, or none",
            try_next=f"hozen import --into {root} --finish, or --undo",
        )


def folder_day(root: Path, file: Path) -> date | None:
    """The day that a file's folder is named for, e.g. customer_balances/day=2026-11-20/part-0.parquet."""
    for part in file.relative_to(root).parts[:-1]:
        match = _FOLDER_DAY.fullmatch(part)
        if match:
            return date.fromisoformat(match[1])
    return None


def _singles(root: Path) -> dict[str, list[Path]]:
    """Data files that lie in the folder itself, by the table they are named for; the folder is listed once."""
    found: dict[str, list[Path]] = {}
    for one in root.iterdir():
        if _kind(one):
            found.setdefault(one.stem, []).append(one)
    return found


def _files(root: Path, table: str, singles: Sequence[Path]) -> tuple[Path, ...]:
    folder = root / table
    found = [*singles, *([folder] if folder.is_dir() else [])]
    if len(found) > 1:
        names = ", ".join(sorted(one.name for one in found))
        raise BookError(f"the table {table} is there more than once", where=str(root), found=names)
    files = _inside(folder) if folder in found else tuple(found)
    for file in files:
        _check(root, file)
    if len({_kind(file) for file in files}) > 1:
        raise BookError("a table's files are all of one kind", where=str(folder), expected=" or ".join(KINDS))
    return files


def _inside(folder: Path) -> tuple[Path, ...]:
    # Hidden files and Spark's _SUCCESS markers are no data.
    parts = [one for one in folder.rglob("*") if not one.is_dir() and not one.name.startswith((".", "_"))]
    files = tuple(sorted(one for one in parts if _kind(one)))
    if not files:
        raise BookError("a table's folder has no data files", where=str(folder), expected=".parquet or .csv")
    return files


def _check(root: Path, file: Path) -> None:
    if not file.resolve().is_relative_to(root.resolve()):
        raise BookError("a file leaves the book folder", where=str(file), found=str(file.resolve()))
    if not file.is_file():
        raise BookError("a table is not a file", where=str(file))
    if file.stat().st_size == 0:
        raise BookError(
            "a file is empty",
            where=str(file),
            found="0 bytes",
            expected="at least the column names",
            try_next="write the file again; to say that there are no rows, keep the column names",
        )


def _kind(file: Path) -> str:
    suffix = file.suffix.lower().removeprefix(".")
    return suffix if suffix in KINDS else ""


def _strangers(root: Path) -> tuple[Path, ...]:
    known = {*BY_NAME, Path(NAME).stem}
    data = (".parquet", ".csv", ".tsv", ".xlsx", ".gz", ".json")
    return tuple(
        sorted(
            one
            for one in root.iterdir()
            if one.stem not in known and not one.name.startswith((".", "_")) and one.suffix.lower() in data
        )
    )


def _require(
    root: Path, places: Mapping[str, object], strangers: tuple[Path, ...], names: Collection[str]
) -> None:
    needed = [table.name for table in TABLES if table.required and table.name in names]
    missing = [name for name in needed if name not in places]
    if not missing:
        return
    lead = missing[0]
    near = get_close_matches(lead, [one.stem for one in strangers], 1, 0.7)
    meant = next((one.name for one in strangers if near and one.stem == near[0]), None)
    raise BookError(
        f"the book lacks the table{'s' if missing[1:] else ''} {', '.join(missing)}",
        where=str(root),
        expected=f"{lead}.parquet, {lead}.csv or a folder {lead}/",
        try_next=f"rename {meant} if it is meant" if meant else None,
    )
