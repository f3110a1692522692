"""Many customers through an engine, buckets of them at a time: the plain version's answers, on both engines."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tax_cases import made

from hozen.engine import Engine
from hozen.records import Query
from hozen.rules.tax import Move, Pool, TaxRefused, sheet_moving_average, total_average
from hozen.rules.tax.kernel import FIGURES, KEYS, sheet_table, total_average_table

SCHEMA = pa.schema([*((key, pa.string()) for key in KEYS), *((name, pa.int64()) for name in FIGURES)])
WIDE = pa.decimal128(38, 0)
CUSTOMERS, BUCKETS = 60, 4
SQL = "SELECT bucket, customer_id, asset, seq, units, yen FROM tax_moves ORDER BY bucket, customer_id, asset, seq"


def cases() -> dict[tuple[str, str], list[Move]]:
    """Moves of each customer's asset; what was carried over stands first."""
    rng, found = random.Random(5), {}  # noqa: S311  # cases that come again, no secrets
    for customer in range(CUSTOMERS):
        for asset in ("BTC", "ETH")[: 1 + customer % 2]:
            pool, trades = made(rng, 20)
            opening = [Move(pool.units, pool.yen)] if pool.units else []
            found[f"c{customer:03}", asset] = [*opening, *trades]
    return found


def table_of(found: dict[tuple[str, str], list[Move]]) -> pa.Table:
    rows = [
        {
            "bucket": int(customer[1:]) % BUCKETS,
            "customer_id": customer,
            "asset": asset,
            "seq": seq,
            "units": Decimal(one.units),
            "yen": Decimal(int(one.yen)),
        }
        for (customer, asset), moves in found.items()
        for seq, one in enumerate(moves)
    ]
    types = {"bucket": pa.int64(), "seq": pa.int64(), "units": WIDE, "yen": WIDE}
    table = pa.Table.from_pylist(rows)
    return pa.table(
        {name: table.column(name).cast(types.get(name, pa.string())) for name in table.column_names}
    )


def test_the_sheet_through_either_engine(engine: Engine, tmp_path: Path) -> None:
    as_the_plain_version(sheet_table, sheet_moving_average, engine, tmp_path)


def test_the_total_average_through_duckdb(duckdb_engine: Engine, tmp_path: Path) -> None:
    as_the_plain_version(total_average_table, total_average, duckdb_engine, tmp_path)


def as_the_plain_version(kernel: Callable, plain: Callable, engine: Engine, tmp_path: Path) -> None:
    """Each customer's asset, to the last part of a yen."""
    found, path = cases(), tmp_path / "moves.parquet"
    pq.write_table(table_of(found), path)
    engine.view("tax_moves", f"SELECT * FROM {engine.scan([path], 'parquet', {})}")
    batches = engine.map_groups(Query("tax_moves", SQL, ("tax_moves",)), ["bucket"], kernel, SCHEMA)
    rows = pa.Table.from_batches(list(batches), SCHEMA).to_pylist()
    assert len(rows) == len(found)
    for row in rows:
        moves = found[row["customer_id"], row["asset"]]
        done = plain(Pool(), moves)
        assert row["cost_floor"] + Fraction(row["rest"], row["divisor"]) == done.cost
        assert (row["closing_units"], row["paid"]) == (done.closing.units, done.acquired)


def test_what_is_beyond_64_bits_is_refused_and_not_wrapped() -> None:
    table = table_of({("c000", "ETH"): [Move(10**19, Fraction(1))]})
    with pytest.raises(TaxRefused, match="beyond 64 bits"):
        sheet_table(table)


def test_a_row_without_a_customer_is_refused() -> None:
    table = table_of({("c000", "ETH"): [Move(1, Fraction(1))]})
    empty = table.set_column(1, "customer_id", pa.array([None], pa.string()))
    with pytest.raises(TaxRefused, match="without its key"):
        total_average_table(empty)
