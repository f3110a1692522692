"""The checks of one table, run in the engine: counts first, and lists only of what was counted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from hozen.engine import Engine
from hozen.records import BY_NAME, Column, Query, Table
from hozen.records import door_sql as sql
from hozen.records.faults import Faults, faults_of
from hozen.workflows.door.counts import number, whole
from hozen.workflows.door.known import KnownIds
from hozen.workflows.door.sources import Laid


@dataclass(frozen=True, slots=True)
class Listing:
    """SQL that lists rejects of one table, in the columns of REJECT_COLUMNS."""

    table: Table
    sql: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a table's check found; `rows` is the number of its rows."""

    rows: int
    listings: tuple[Listing, ...]


def register(engine: Engine, laid: Laid) -> None:
    """The views a check reads: raw_, placed_, tried_ and traced_<label>."""
    table, name = laid.table, laid.label
    engine.view(f"raw_{name}", sql.raw_select(table, laid.sources, laid.types, placed=False))
    engine.view(f"placed_{name}", sql.raw_select(table, laid.placed, laid.types, placed=True))
    engine.view(f"tried_{name}", sql.typed_select(table, laid.types, f"raw_{name}", tried=True))
    traced = sql.typed_select(table, laid.types, f"placed_{name}", tried=True, placed=True)
    engine.view(f"traced_{name}", traced)


def check_table(engine: Engine, laid: Laid, known: Collection[str], ids: KnownIds) -> Checked:
    """Every row-local fault, doubled key and unknown reference; `known` are the tables that can be read."""
    table, name = laid.table, laid.label
    referring = referring_columns(table, known)
    unmatched = [one for one in referring if ids.lacks(laid, one)]
    matched = {one.name for one in referring} - {one.name for one in unmatched}
    # A value that the table referred to holds is sound: that table's own check says so.
    faults = [one for one in _faults(laid) if one.column.name not in matched]
    rows, counts, sorted_keys = _count(engine, laid, faults)
    bad = [one for one, count in zip(faults, counts, strict=True) if count]
    listings = [sql.list_faults(one, f"placed_{name}") for one in bad]
    if not sorted_keys and number(engine, sql.count_duplicates(table, f"tried_{name}")):
        listings.append(sql.list_duplicates(table, f"traced_{name}"))
    listings += [sql.list_unknown(one, f"traced_{name}") for one in unmatched]
    return Checked(rows, tuple(Listing(table, one) for one in listings))


def referring_columns(table: Table, known: Collection[str]) -> list[Column]:
    """The columns that refer to a table that can be read."""
    return [one for one in table.columns if one.refers and one.refers.partition(".")[0] in known]


def rows_by_file(engine: Engine, laid: Laid) -> dict[str, int]:
    """File → rows, for a table of several files."""
    text = f"SELECT filename, count(*) FROM placed_{laid.label} GROUP BY filename ORDER BY filename"
    return {str(file): whole(rows) for file, rows in engine.rows(Query(f"rows of {laid.label}", text, ()))}


def _faults(laid: Laid) -> list[Faults]:
    table = laid.table
    found = (
        faults_of(column, laid.types[column.name], key=column.name in table.key) for column in table.columns
    )
    return [one for one in found if one]


def _count(engine: Engine, laid: Laid, faults: list[Faults]) -> tuple[int, list[int], bool]:
    """Rows, bad values per column, and whether the files' own order proves every key to stand once."""
    source = f"raw_{laid.label}"
    ordered = engine.name == "duckdb"  # its lag() walks the rows as they come, without a sort
    make: Callable[[list[Faults], str], str] = sql.count_faults
    text = sql.count_unsorted(laid.table, faults, source) if ordered else make(faults, source)
    row = [whole(cell) for cell in engine.rows(Query(f"check {laid.label}", text, (source,)))[0]]
    counts = row[1 : 1 + len(faults)]
    return row[0], counts, ordered and row[-1] <= 1


def referred(table: str) -> list[str]:
    """The tables whose content decides whether this table's rows pass, itself first."""
    others = {one.refers.partition(".")[0] for one in BY_NAME[table].columns if one.refers}
    return [table, *sorted(others)]
