"""From what is paid for an asset to what each customer gets: arrays, one asset in memory at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hozen.engine import Engine
from hozen.records import Query
from hozen.rules.compensation import AssetPayment
from hozen.values.splitting.arrays import split_wide
from hozen.values.wide import Wide, below, chosen, from_decimals, minus, none, sum_of, to_decimals
from hozen.workflows.compensation.errors import CompensationRefused

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("lost", "coin_due", "yen_due", "coin", "yen")


def allocate(
    engine: Engine, losses: str, earlier: str, payments: Sequence[AssetPayment], path: Path
) -> dict[str, tuple[int, int]]:
    """Write (customer_id, asset, lost, coin_due, yen_due, coin, yen), sorted by asset and customer.

    `losses` and `earlier` are FROM expressions: what each lost, and what earlier plans gave him. What is due is split by
    what was lost, and what is paid now by what is still due; floor, then the largest remainder, ties to the smaller id.
    Returns the units and yen by asset that are counted as had: what a customer has beyond his due is no other's loss.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    numbers = pa.decimal128(38, 0)
    schema = pa.schema(
        [("customer_id", pa.string()), ("asset", pa.string()), *((name, numbers) for name in COLUMNS)]
    )
    counted = {}
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for payment in sorted(payments, key=lambda one: one.due.asset):
            table = _losers(engine, losses, earlier, payment.due.asset)
            rows, counted[payment.due.asset] = _rows(table, payment, schema)
            writer.write_table(rows)
    return counted


def _losers(engine: Engine, losses: str, earlier: str, asset: str) -> pa.Table:
    import pyarrow as pa

    query = Query(
        "losers",
        f"""
        SELECT l.customer_id, l.units, CAST(coalesce(e.coin, 0) AS DECIMAL(38,0)) AS coin,
               CAST(coalesce(e.yen, 0) AS DECIMAL(38,0)) AS yen
        FROM {losses} l LEFT JOIN {earlier} e ON l.customer_id = e.customer_id AND l.asset = e.asset
        WHERE l.asset = :asset
        ORDER BY l.customer_id
        """,
        (),
        {"asset": asset},
    )
    return pa.Table.from_batches(engine.stream(query)).combine_chunks()


def _rows(table: pa.Table, payment: AssetPayment, schema: pa.Schema) -> tuple[pa.Table, tuple[int, int]]:
    import pyarrow as pa

    lost = _wide(table, "units")
    coin_due = split_wide(payment.due.coin_units, lost)
    yen_due = split_wide(payment.due.yen.amount, minus(lost, coin_due))
    had_coin, had_yen = _had(table, "coin", coin_due), _had(table, "yen", yen_due)
    coin = _now(payment.coin_units, coin_due, had_coin, payment)
    yen = _now(payment.yen.amount, yen_due, had_yen, payment)
    columns = [_decimals(one) for one in (lost, coin_due, yen_due, coin, yen)]
    asset = pa.array(np.full(len(lost), payment.due.asset, dtype=object), pa.string())
    made = pa.table([table.column("customer_id").cast(pa.string()), asset, *columns], schema=schema)
    return made, (sum_of(had_coin), sum_of(had_yen))


def _had(table: pa.Table, name: str, due: Wide) -> Wide:
    """What each has, at most what is due to him."""
    had = _wide(table, name)
    return chosen(below(had, due), had, due)


def _now(cumulated: int, due: Wide, had: Wide, payment: AssetPayment) -> Wide:
    """What is paid in this round: the total so far less what earlier rounds paid, split by what is still due."""
    left = cumulated - sum_of(had)
    if left < 0:
        raise CompensationRefused(
            "earlier plans gave more than is there now",
            where=payment.due.asset,
            found=f"{sum_of(had)} planned before, {cumulated} now",
            try_next="look at the sources: something that was counted is gone",
        )
    return split_wide(left, minus(due, had)) if left else none(len(due))


def _wide(table: pa.Table, name: str) -> Wide:
    column: Any = table.column(name)
    column = column.combine_chunks() if not column.num_chunks else column.chunk(0)
    if not len(column):
        return none(0)
    return from_decimals(
        np.frombuffer(column.buffers()[1], np.uint64)[2 * column.offset :][: 2 * len(column)]
    )


def _decimals(numbers: Wide) -> pa.Array:
    import pyarrow as pa

    memory = pa.py_buffer(np.ascontiguousarray(to_decimals(numbers)))
    return pa.Array.from_buffers(pa.decimal128(38, 0), len(numbers), [None, memory])
