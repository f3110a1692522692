"""The checks that need a table's rows alone, and those that need two tables: as SQL that lists what is wrong.

Every listing has the columns of REJECT_COLUMNS; what it expects stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from hozen.engine import Engine
from hozen.records import Query
from hozen.records import door_sql as sql
from hozen.records.faults import faults_of
from hozen.workflows.surveillance_run.laying import Laid

_AMOUNTS = {"order_events": ("remaining", "displayed", "traded"), "past_trading": ("bought", "sold")}
_PLAIN = "[0-9]{1,20}(?:[.][0-9]{1,18})?"
# (table, its column of symbols, of accounts)
_ACCOUNTS = (
    *(("order_events", "account_id"), ("trades", "buy_account_id"), ("trades", "sell_account_id")),
    *(("open_orders", "account_id"), ("account_links", "account_a"), ("account_links", "account_b")),
    *(("insider_lists", "account_id"), ("past_trading", "account_id")),
)
_SYMBOLS = ("order_events", "trades", "open_orders", "announcements", "past_trading", "prices_elsewhere")


@dataclass(frozen=True, slots=True)
class Listing:
    """SQL that lists rejects of one table; `expected` says what should have stood there."""

    table: str
    sql: str
    expected: str = ""


def of_values(engine: Engine, laid: Laid) -> tuple[int, list[Listing]]:
    """Rows of a table, and listings for the columns that hold a bad value."""
    table = laid.table
    found = [
        one
        for column in table.columns
        if (one := faults_of(column, laid.types[column.name], key=column.name in table.key))
    ]
    amounts = [name for name in _AMOUNTS.get(table.name, ()) if laid.types[name].value != "absent"]
    plain = [f"count(CASE WHEN {_not_plain(name)} THEN 1 END)" for name in amounts]
    text = sql.count_faults(found, f"raw_{table.name}").replace(
        "SELECT count(*)", ", ".join(["SELECT count(*)", *plain]), 1
    )
    rows, *counts = _whole(engine, text)
    bad = [_amount(table.name, name) for name, count in zip(amounts, counts, strict=False) if count]
    bad += [
        Listing(table.name, sql.list_faults(one, f"placed_{table.name}"), one.expected)
        for one, count in zip(found, counts[len(amounts) :], strict=True)
        if count
    ]
    return rows, bad


def of_keys(engine: Engine, laid: Laid) -> list[Listing]:
    """Keys that stand twice; the file's own order may prove that none does."""
    table, name = laid.table, laid.table.name
    if engine.name == "duckdb" and _whole(engine, sql.count_unsorted(table, [], f"raw_{name}"))[-1] <= 1:
        return []
    if not _whole(engine, sql.count_duplicates(table, f"tried_{name}"))[0]:
        return []
    want = f"one row for each {', '.join(table.key)}"
    return [Listing(name, sql.list_duplicates(table, f"traced_{name}"), want)]


def of_references(known: Collection[str]) -> Iterator[Listing]:
    """Accounts and symbols that the table which should list them does not."""
    if "accounts" in known:
        for table, column in _ACCOUNTS:
            if table in known:
                yield _unknown(table, column, "accounts", "account_id", "unknown-account")
    if "instruments" in known:
        for table in _SYMBOLS:
            if table in known:
                yield _unknown(table, "symbol", "instruments", "symbol", "unknown-symbol")
    if {"announcements", "insider_lists"} <= set(known):
        yield _unknown(
            "announcements", "insider_list_id", "insider_lists", "insider_list_id", "unknown-insider-list"
        )


def any_row(engine: Engine, listing: Listing) -> bool:
    """Whether a listing has a row."""
    return bool(engine.rows(Query("check", f"SELECT 1 FROM ({listing.sql}) l LIMIT 1", ())))


def _unknown(table: str, column: str, other: str, its: str, reason: str) -> Listing:
    text = (
        f"SELECT filename AS file, file_row_number AS row, '{column}' AS column_name, "
        f"substr({column}, 1, 200) AS value, '{reason}' AS reason, '' AS other_file, CAST(0 AS BIGINT) AS other_row "
        f"FROM traced_{table} t WHERE {column} IS NOT NULL AND {column} <> '' "
        f"AND NOT EXISTS (SELECT 1 FROM tried_{other} r WHERE r.{its} = t.{column})"
    )
    return Listing(table, text, f"a value of {other}.{its}")


def _not_plain(column: str) -> str:
    value = f"`{column}`"
    return f"{value} IS NOT NULL AND {value} <> '' AND regexp_extract({value}, '^{_PLAIN}$', 0) <> {value}"


def _amount(table: str, column: str) -> Listing:
    text = (
        f"SELECT filename AS file, file_row_number AS row, '{column}' AS column_name, "
        f"substr({column}, 1, 200) AS value, 'wrong-type' AS reason, '' AS other_file, CAST(0 AS BIGINT) AS other_row "
        f"FROM placed_{table} WHERE {_not_plain(column)}"
    )
    return Listing(table, text, "a plain decimal, 0 or more, or nothing")


def _whole(engine: Engine, text: str) -> list[int]:
    return [int(str(cell)) for cell in engine.rows(Query("check", text, ()))[0]]
