"""Which columns a file really has, and how they answer to the contract's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from hozen.records.contract import Kind, Table


class Family(Enum):
    """A file column's type, as far as the door tells types apart."""

    TEXT = "text"
    WHOLE = "whole number"
    SCALED = "decimal with a fraction part"
    FLOAT = "floating point"
    DATE = "date"
    INSTANT = "timestamp"
    FLAG = "boolean"
    OTHER = "another type"
    ABSENT = "absent"  # the file lacks the (optional) column


_NAMES = {
    Family.TEXT: ("VARCHAR", "STRING"),
    Family.WHOLE: (
        *("TINYINT", "SMALLINT", "INTEGER", "INT", "BIGINT", "HUGEINT"),
        *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
    ),
    Family.FLOAT: ("DOUBLE", "FLOAT", "REAL"),
    Family.DATE: ("DATE",),
    Family.INSTANT: (
        *("TIMESTAMP", "TIMESTAMP_NTZ", "TIMESTAMP WITH TIME ZONE"),
        *("TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"),
    ),
    Family.FLAG: ("BOOLEAN",),
}
_BY_NAME = {name: family for family, names in _NAMES.items() for name in names}


def family_of(sql_type: str) -> Family:
    """The family of a type as either engine names it, e.g. 'DECIMAL(38,0)' or 'string'."""
    name = sql_type.upper()
    if name.startswith("DECIMAL("):
        return Family.WHOLE if name.endswith(",0)") else Family.SCALED
    return _BY_NAME.get(name, Family.OTHER)


FITTING: Mapping[Kind, frozenset[Family]] = {
    Kind.TEXT: frozenset({Family.TEXT}),
    Kind.CHOICE: frozenset({Family.TEXT}),
    Kind.RATIO: frozenset({Family.TEXT}),
    Kind.PRICE: frozenset({Family.TEXT, Family.WHOLE, Family.SCALED}),
    Kind.UNITS: frozenset({Family.TEXT, Family.WHOLE}),
    Kind.YEN: frozenset({Family.TEXT, Family.WHOLE}),
    Kind.SIGNED_YEN: frozenset({Family.TEXT, Family.WHOLE}),
    Kind.COUNT: frozenset({Family.TEXT, Family.WHOLE}),
    Kind.DAY: frozenset({Family.TEXT, Family.DATE}),
    Kind.INSTANT: frozenset({Family.TEXT, Family.INSTANT}),
    Kind.FLAG: frozenset({Family.TEXT, Family.FLAG}),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Files that have the same columns: `read` is the FROM expression that reads them.

    `found`: contract column → the file's own column. `families`: contract column → its family.
    `day`: the day that the folder's name gives ('day=2026-11-20') where the files lack the column.
    """

    read: str
    found: Mapping[str, str]
    families: Mapping[str, Family]
    day: date | None = None


def families(table: Table, sources: tuple[Source, ...]) -> dict[str, Family]:
    """Each contract column's family over all sources; where they differ, all are read as text."""
    out: dict[str, Family] = {}
    for column in table.columns:
        seen = {source.families[column.name] for source in sources} - {Family.ABSENT}
        out[column.name] = Family.ABSENT if not seen else seen.pop() if len(seen) == 1 else Family.TEXT
    return out
