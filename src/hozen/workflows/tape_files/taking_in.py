"""From a venue's logs to a tape folder. All files are read before anything stands; what stands is never replaced."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hozen.engine import Engine
from hozen.records import Query
from hozen.records.contract import Table
from hozen.records.door_sql import typed_select
from hozen.records.importers import ImportRefused
from hozen.records.importers.ccxt_orders import read_ccxt_fills, read_ccxt_orders
from hozen.records.importers.fix_executions import read_fix
from hozen.records.importers.order_book_json import Pages, read_order_book
from hozen.records.importers.tape_rows import Symbols, TapeRow
from hozen.records.shape import Family
from hozen.records.sql_words import name
from hozen.records.tape_tables import ORDER_EVENTS, TAPE_TRADES
from hozen.workflows.tape_files.spool import EVENTS, LEFT_OUT, SIDES, Spool
from hozen.workflows.tape_files.trades_sql import trades_view

Reader = Callable[[BinaryIO, str, Symbols], Iterator[TapeRow]]
KINDS: Mapping[str, Reader] = {
    "fix": read_fix,
    "ccxt-orders": read_ccxt_orders,
    "ccxt-trades": read_ccxt_fills,
    "order-book": lambda stream, file, _: read_order_book(stream, file),
}


@dataclass(frozen=True, slots=True)
class TakenTape:
    """取込結果: rows of the tape by table, what was left out by reason, the files read with their SHA-256."""

    tape: Path
    rows: Mapping[str, int]
    left_out: Mapping[str, int]
    files: Mapping[str, str]


def take_in(
    files: Sequence[tuple[str, Path]],
    tape: Path,
    symbols: Mapping[str, str],
    engine: Engine,
    temp: Path | None,
) -> TakenTape:
    """Read (kind, file) pairs into `tape`/order_events.parquet and trades.parquet, and left_out.csv where any was.

    Raises ImportRefused for a broken file, one that is named twice, a report of which a page is missing, a trade without both
    sides, and a tape that has these tables already.
    """
    _must_be_free(tape)
    _each_once(files)
    pages = Pages()
    readers: Mapping[str, Reader] = {
        **KINDS,
        "order-book": lambda stream, file, _: read_order_book(stream, file, pages),
    }
    with tempfile.TemporaryDirectory(dir=temp) as folder:
        with Spool(Path(folder)) as spool:
            for number, (kind, path) in enumerate(files):
                with path.open("rb") as stream:
                    spool.add(readers[kind](stream, path.name, Symbols(symbols)), number)
        pages.must_be_whole()
        by_time = len(files) > 1 or any(kind == "ccxt-orders" for kind, _ in files)
        written = _written(spool, engine, Path(folder), by_time=by_time)
        _settle(written, tape)
    return TakenTape(
        tape,
        {table: rows for table, (_, rows) in written.items() if table != LEFT_OUT},
        dict(sorted(spool.left_out.items())),
        {_named(path, files): _hash(path) for _, path in files},
    )


def _each_once(files: Sequence[tuple[str, Path]]) -> None:
    seen = set[Path]()
    for _, path in files:
        if path.resolve() in seen:
            raise ImportRefused(
                "a file is named twice", where=str(path), expected="each file once", try_next="name it once"
            )
        seen.add(path.resolve())


def _named(path: Path, files: Sequence[tuple[str, Path]]) -> str:
    """A file by its name, and by its whole path where two are of one name."""
    return str(path) if sum(other.name == path.name for _, other in files) > 1 else path.name


def _must_be_free(tape: Path) -> None:
    for table in (ORDER_EVENTS.name, TAPE_TRADES.name):
        for stands in (tape / table, *tape.glob(f"{table}.*")):
            if stands.exists():
                raise ImportRefused(
                    "the tape has this table already",
                    where=str(stands),
                    expected="a folder without order_events and trades",
                    try_next="read all logs of the day in one run, into a new folder",
                )


def _written(spool: Spool, engine: Engine, folder: Path, *, by_time: bool) -> dict[str, tuple[Path, int]]:
    """Table → (its new file, rows). Several logs are merged by time, and orders that are told of later than they came in are
    put where they belong; a single log of another kind keeps its order, which the door judges."""
    written: dict[str, tuple[Path, int]] = {}
    if spool.events:
        engine.view("read_events", f"SELECT * FROM {engine.scan([folder / EVENTS], 'csv', {})}")
        order = '"timestamp", ' if by_time else ""
        counted = f"row_number() OVER (ORDER BY {order}CAST(file_number AS INT), CAST(row_number AS BIGINT))"
        numbered = f"SELECT * REPLACE (CAST(coalesce(seq, CAST({counted} AS VARCHAR)) AS VARCHAR) AS seq) FROM read_events"
        written |= _table(engine, ORDER_EVENTS, f"({numbered})", folder)
    if spool.sides:
        engine.view("sides", f"SELECT * FROM {engine.scan([folder / SIDES], 'csv', {})}")
        written |= _table(engine, TAPE_TRADES, trades_view(engine), folder)
    if spool.left_out:
        written[LEFT_OUT] = (folder / LEFT_OUT, spool.left_out.total())
    return written


def _table(engine: Engine, table: Table, source: str, folder: Path) -> dict[str, tuple[Path, int]]:
    typed = typed_select(table, {column.name: Family.TEXT for column in table.columns}, source)
    columns = ", ".join(name(column.name) for column in table.columns)
    order = "seq" if table is ORDER_EVENTS else '"timestamp", trade_id'
    path = folder / f"{table.name}.parquet"
    query = Query(f"tape {table.name}", f"SELECT {columns} FROM ({typed}) ORDER BY {order}", ())
    return {table.name: (path, engine.write_parquet(query, path).rows)}


def _settle(written: Mapping[str, tuple[Path, int]], tape: Path) -> None:
    """Into the tape: first beside their names, then all renamed, so that half a copy never has a table's name."""
    tape.mkdir(parents=True, exist_ok=True)
    parts = []
    try:
        for path, _ in written.values():
            part = tape / f".{path.name}.part"
            parts.append((part, tape / path.name))
            shutil.move(path, part)
        for part, final in parts:
            part.rename(final)
    finally:
        for part, _ in parts:
            part.unlink(missing_ok=True)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
