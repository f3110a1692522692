"""How the door writes names and texts: the same SQL words for every engine."""

from __future__ import annotations

from hozen.records.contract import Column, Kind

_TYPES = {
    Kind.UNITS: "DECIMAL(38,0)",
    Kind.YEN: "DECIMAL(38,0)",
    Kind.SIGNED_YEN: "DECIMAL(38,0)",
    Kind.COUNT: "BIGINT",
    Kind.DAY: "DATE",
    Kind.INSTANT: "TIMESTAMP",
    Kind.FLAG: "BOOLEAN",
}


def type_of(column: Column) -> str:
    """The SQL type behind the door."""
    return _TYPES.get(column.kind, "STRING")


def name(text: str) -> str:
    """A quoted name: backticks mean the same on both engines."""
    return "`" + text.replace("`", "``") + "`"


def text(value: str) -> str:
    """A string literal. ValueError for a backslash, which the engines read differently."""
    if "\\" in value:
        raise ValueError("a backslash in a SQL text is read differently by the engines")
    return "'" + value.replace("'", "''") + "'"


def whole_match(value: str, pattern: str) -> str:
    """True where `pattern` fits all of `value`; NULL for NULL. `$` alone would let a last line end pass."""
    return f"regexp_extract({value}, {text(f'^(?:{pattern})$')}, 0) = {value}"


def finds(value: str, pattern: str) -> str:
    """True where `pattern` is somewhere in `value`; NULL for NULL."""
    return f"regexp_extract({value}, {text(pattern)}, 0) <> ''"
