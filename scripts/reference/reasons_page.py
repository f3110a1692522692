"""docs/reference/reasons.md: every reason of the door, tried on the smallest broken row there is for it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml
from door_book import POLICY, TRADE, TRANSFER, SmallBook, csv_bytes

from hozen.engine import Engine, open_engine
from hozen.faces.words.catalogue import all_keys, find
from hozen.records import Reject, RowsRefused
from reference.markdown import block, head, page

HERE = Path(__file__).parent
LEAD = (
    "*日本語の要約: 受入で行やファイルが拒否される理由の一覧。例は実際に受入を実行して得たもの。"
    "拒否行は1件でもあれば何も読み込まれない。*",
    "The door checks every row of every table. One bad row stops everything; nothing is half-loaded. Each reject names its "
    "file, line, column, value and one of the reasons below. The examples were run: the line under the row is what the door "
    "says, and what it says to try where it has a hint of its own.",
    "A CSV's header is line 1. In a Parquet file rows count from 1. Line 0, or none, means the whole file or table.",
)
_OPTIONAL = {"trades": TRADE, "transfers": TRANSFER, "policies": POLICY}


@cache
def broken_rows() -> Mapping[str, Mapping[str, Any]]:
    """Reason → how to break a sound book for it."""
    text = (HERE / "broken_rows.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)  # type: ignore[no-any-return]  # its shape is what the page's test tries


def reasons() -> tuple[str, ...]:
    """The reasons that the words know, in their order."""
    return tuple(dict.fromkeys(key.split(".")[1] for key in all_keys() if key.startswith("door.")))


def reasons_page() -> str:
    """The page's text. Runs the door once for each reason."""
    with tempfile.TemporaryDirectory() as folder, open_engine("duckdb", threads=1) as engine:
        entries = [_entry(reason, Path(folder), engine) for reason in reasons()]
    return page(head("Reasons of the door", "faces/words/door.yaml", *LEAD), *entries)


def _entry(reason: str, folder: Path, engine: Engine) -> str:
    shown, reject = tried(reason, folder / reason, engine)
    says = f"{reject}\n  try: {reject.hint}" if reject.hint else str(reject)
    what = find(f"door.{reason}.try", "en")
    return page(
        f"## {reason}",
        find(f"door.{reason}.means", "en"),
        block(shown),
        block(says, "text"),
        "" if what in reject.hint else f"**Try:** {what}.",
        f"*日本語: {find(f'door.{reason}.means', 'ja')}{find(f'door.{reason}.try', 'ja')}*",
    )


def tried(reason: str, folder: Path, engine: Engine) -> tuple[str, Reject]:
    """The broken row as it is shown, and the reject that the door makes of it. ValueError where it makes none."""
    how = broken_rows()[reason]
    book = SmallBook(folder)
    shown = _break(book, how)
    before = Path.cwd()
    folder.mkdir()
    os.chdir(folder)  # so that no message names this machine's folders
    try:
        book.root = Path("book")
        book.admit(engine, day=how.get("day"))
    except RowsRefused as refusal:
        found = [one for one in refusal.first if one.reason == reason]
        if found:
            return shown, found[0]
    finally:
        os.chdir(before)
    raise ValueError(f"the door did not refuse the example of {reason} for that reason")


def _break(book: SmallBook, how: Mapping[str, Any]) -> str:
    table = how["table"]
    book.tables |= how.get("also", {})
    if "year_start" in how:
        book.toml = book.toml.replace("04-01", how["year_start"])
    if how.get("no_money"):
        rows = book.tables["customer_balances"]
        book.tables["customer_balances"] = [row for row in rows if row["asset"] != "JPY"]
    if "parquet" in how:
        return _parquet(book, table, how["parquet"])
    if "parquet_text" in how:
        book.raw[f"{table}.parquet"] = how["parquet_text"].encode()
        return f"{table}.parquet: {how['parquet_text']}"
    if "text" in how:
        book.raw[f"{table}.csv"] = how["text"].encode()
        return f"{table}.csv\n{how['text']}"
    rows = how.get("rows") or _rows(book, table, how)
    book.tables[table] = rows
    if how.get("shift_jis"):
        book.raw[f"{table}.csv"] = csv_bytes(rows).decode().encode("cp932")
        return f"{table}.csv, saved as Shift_JIS\n{_shown(rows)}"
    settings = f'book.toml\nbusiness_year_start = "{how["year_start"]}"\n\n' if "year_start" in how else ""
    return f"{settings}{table}.csv\n{_shown(rows)}"


def _rows(book: SmallBook, table: str, how: Mapping[str, Any]) -> list[dict[str, str]]:
    rows = deepcopy(book.tables.get(table) or ([_OPTIONAL[table]] if table in _OPTIONAL else []))
    if "add" in how:
        rows.append(dict(how["add"]))
    rows[-1].update(how.get("last", {}))
    return rows


def _parquet(book: SmallBook, table: str, sql: str) -> str:
    """A file that our own engine would not write, for it holds a float."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as plain:
        path = Path(folder) / "made.parquet"
        plain.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")
        book.raw[f"{table}.parquet"] = path.read_bytes()
    return f"{table}.parquet, with the rows of\n{sql}"


def _shown(rows: list[dict[str, str]]) -> str:
    """The rows as they stand; what cannot be seen is written as its code."""
    return csv_bytes(rows).decode().replace("\u200b", "<U+200B>")
