"""docs/reference/tables.md: what the book folder holds, from the table contracts."""

from __future__ import annotations

from hozen.records import TABLES, Column, Kind, Table
from hozen.records.faults import expected
from reference.markdown import code, head, page, table

LEAD = (
    "*日本語の要約: 帳簿フォルダの表と列の一覧。1つの表は1つのファイル、または同じ形式のファイルだけを置いたフォルダ。*",
    "A book folder holds one file per table (`assets.csv` or `assets.parquet`), or one folder of files of one kind "
    "(`customer_balances/…`), and a [book.toml](book-toml.md). A file may have more columns than these; they are not read. "
    "Where a file names a column otherwise, book.toml says so. A row that does not fit is refused with one of the "
    "[reasons](reasons.md).",
)
_KINDS = {
    Kind.TEXT: ("text", "文字列"),
    Kind.UNITS: ("smallest units", "最小単位の整数"),
    Kind.YEN: ("yen", "円"),
    Kind.SIGNED_YEN: ("yen, may be negative", "円（負も可）"),
    Kind.COUNT: ("count", "件数"),
    Kind.DAY: ("day", "日"),
    Kind.INSTANT: ("instant", "時点"),
    Kind.PRICE: ("price", "価格"),
    Kind.RATIO: ("ratio", "割合"),
    Kind.CHOICE: ("choice", "選択肢"),
    Kind.FLAG: ("flag", "真偽"),
}


def tables_page() -> str:
    """The page's text."""
    must = [code(one.name) for one in TABLES if one.required]
    may = [code(one.name) for one in TABLES if not one.required]
    return page(
        head("Tables of the book", "records/tables.py", *LEAD),
        f"**Required:** {', '.join(must)}.",
        f"**Where there is something to say:** {', '.join(may)}.",
        _kinds(),
        *(_one(each) for each in TABLES),
    )


def _kinds() -> str:
    rows = [(en, ja, _how_written(kind)) for kind, (en, ja) in _KINDS.items() if _used(kind)]
    return page("## Kinds", table(("kind", "種類", "how it is written"), rows))


def _used(kind: Kind) -> bool:
    return any(column.kind is kind for each in TABLES for column in each.columns)


def _how_written(kind: Kind) -> str:
    return "one of the words listed" if kind is Kind.CHOICE else expected(Column("any", kind, ""))


def _one(each: Table) -> str:
    need = "required" if each.required else "optional"
    keys = ", ".join(code(name) for name in each.key)
    rows = [_column(one, each) for one in each.columns]
    heads = ("column", "kind", "needed", "what it holds")
    return page(
        f"## {each.name}", f"{each.name_ja} · {need} · one row for each {keys}", each.doc, table(heads, rows)
    )


def _column(one: Column, each: Table) -> tuple[str, str, str, str]:
    needed = "yes" if one.required else "no"
    return (
        code(one.name),
        _KINDS[one.kind][0],
        f"{needed}, key" if one.name in each.key else needed,
        _says(one),
    )


def _says(one: Column) -> str:
    more = [
        f"one of {', '.join(map(code, one.choices))}" if one.choices else "",
        f"in {code(one.refers)}{_besides(one)}" if one.refers else "",
        f"form {code(one.pattern)}" if one.pattern else "",
    ]
    return "; ".join(part for part in (one.doc, *more) if part)


def _besides(one: Column) -> str:
    return "".join(f" or {code(each)}" for each in one.besides)
