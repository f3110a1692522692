"""What an import left behind: the record of where rows come from, and what they came to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from hozen.workflows.importing.draft import Scope
from hozen.workflows.importing.errors import ImportConflict

FOLDER = "imports"


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """A file of rows that an import wrote. `content` is the SHA-256 of the rows as text, whatever the engine."""

    table: str
    path: str
    rows: int
    sha256: str
    content: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """取込証跡: a file beside the record with what lies behind its rows, such as the outputs behind a balance."""

    what: str
    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """取込記録: which file, read by what, became which rows. `replaces` are records that it put aside."""

    name: str
    kind: str
    reader: str  # version of the importer
    hozen: str
    file: str
    sha256: str
    size: int
    mapping: str  # fingerprint
    imported_at: str  # UTC
    tables: tuple[ImportedTable, ...]
    scopes: tuple[Scope, ...]
    totals: Mapping[str, int]
    left_out: int
    replaces: tuple[str, ...] = ()
    kept: tuple[KeptFile, ...] = ()

    @property
    def paths(self) -> list[str]:
        """Every file of this import in the book, the record itself last."""
        return [
            *(one.path for one in self.tables),
            *(one.path for one in self.kept),
            f"{FOLDER}/{self.name}.json",
        ]

    @property
    def content(self) -> tuple[tuple[str, str], ...]:
        """(table, content) of each: equal for two readings that came to the same."""
        return tuple((one.table, one.content) for one in self.tables)

    def text(self) -> str:
        """As JSON; amounts as text, for readers lose digits beyond 2^53."""
        plain = asdict(self)
        plain["totals"] = {name: str(value) for name, value in self.totals.items()}
        for one in plain["scopes"]:
            one["opening"], one["closing"] = _shown(one["opening"]), _shown(one["closing"])
        return json.dumps(plain, ensure_ascii=False, indent=2, default=str) + "\n"


def records(book: Path) -> Iterator[ImportRecord]:
    """Every record of a book that stands (not put aside), by name. Raises ImportConflict for a broken one."""
    for path in sorted((book / FOLDER).glob("*.json")):
        try:
            yield _read(json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError) as error:
            raise ImportConflict(
                "an import record is broken", where=str(path), found=str(error), expected="as hozen wrote it"
            ) from error


def _read(plain: dict[str, object]) -> ImportRecord:
    made: dict[str, object] = dict(plain)
    made["tables"] = tuple(_table(one) for one in _dicts(plain["tables"]))
    made["scopes"] = tuple(_scope(one) for one in _dicts(plain["scopes"]))
    totals = plain["totals"]
    made["totals"] = {name: int(value) for name, value in totals.items()} if isinstance(totals, dict) else {}
    made["kept"] = tuple(_kept(one) for one in _dicts(plain.get("kept", [])))  # older records have none
    made["replaces"] = tuple(_names(plain["replaces"]))
    return ImportRecord(**made)  # type: ignore[arg-type]  # hozen wrote it; a wrong shape raises TypeError


def _table(one: Mapping[str, str]) -> ImportedTable:
    return ImportedTable(one["table"], one["path"], int(one["rows"]), one["sha256"], one["content"])


def _kept(one: Mapping[str, str]) -> KeptFile:
    return KeptFile(one["what"], one["path"], int(one["rows"]), one["sha256"])


def _dicts(found: object) -> Iterator[dict[str, str]]:
    yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def _names(found: object) -> Iterator[str]:
    yield from (str(one) for one in found) if isinstance(found, list) else ()


def _scope(one: Mapping[str, str | None]) -> Scope:
    first = one["first_day"]
    return Scope(
        str(one["account"]),
        date.fromisoformat(str(one["day"])),
        str(one["statement"]),
        date.fromisoformat(first) if first else None,
        _whole(one["opening"]),
        _whole(one["closing"]),
    )


def _whole(text: str | None) -> int | None:
    return None if text is None else int(text)


def _shown(value: int | None) -> str | None:
    return None if value is None else str(value)
