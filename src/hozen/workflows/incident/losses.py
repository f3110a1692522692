"""How lost coins fall on customers: three named choices, each exact to the unit, out of core."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.incident.book_day import whole
from hozen.workflows.incident.errors import IncidentRefused

if TYPE_CHECKING:
    import pyarrow as pa

_TABLES = ("customer_balances",)


class Attribution(Enum):
    """損失の帰属: on whom the lost coins of an asset fall."""

    PRO_RATA = "pro_rata"  # by every customer's balance of the asset that day
    WHOLE_BALANCE = "whole_balance"  # all customers' coins of the asset are gone
    NAMED = "named"  # as a list of customers says


def held_of(engine: Engine, day: date) -> dict[str, int]:
    """What customers are owed of each crypto-asset at the end of the day."""
    query = Query(
        "held",
        "SELECT asset, sum(units) AS units FROM customer_balances WHERE day = :day AND units > 0"
        " AND asset <> 'JPY' GROUP BY asset ORDER BY asset",
        _TABLES,
        {"day": day},
    )
    return {str(asset): whole(units) for asset, units in engine.rows(query)}


def balances(day: date, assets: tuple[str, ...]) -> Query:
    """(customer_id, asset, units) above 0 of some assets, sorted by asset and customer."""
    return Query(
        "losses",
        "SELECT customer_id, asset, CAST(units AS DECIMAL(38,0)) AS units FROM customer_balances"
        f" WHERE day = :day AND units > 0 AND asset IN ({_listed(assets)}) ORDER BY asset, customer_id",
        _TABLES,
        {"day": day},
    )


def write_pro_rata(engine: Engine, day: date, lost: Mapping[str, int], path: Path) -> None:
    """Lost units of each asset split over that day's balances: floor, then the largest remainder, ties by customer."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole_units = pa.decimal128(38, 0)
    schema = pa.schema([("customer_id", pa.string()), ("asset", pa.string()), ("units", whole_units)])
    query = balances(day, tuple(sorted(lost)))
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in engine.map_groups(query, ["asset"], partial(_split, lost=lost, schema=schema), schema):
            writer.write_batch(batch)


def _split(group: pa.Table, lost: Mapping[str, int], schema: pa.Schema) -> pa.Table:
    """One asset's customers, in order of their ids: that order breaks ties. Rows without a loss are left out."""
    import numpy as np
    import pyarrow as pa

    from hozen.values.splitting.arrays import split_wide
    from hozen.values.wide import from_decimals, to_decimals

    table = group.combine_chunks()
    column = table.column("units").combine_chunks()
    column = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
    words = np.frombuffer(column.buffers()[1], np.uint64)[
        2 * column.offset : 2 * (column.offset + len(column))
    ]
    parts = split_wide(lost[table.column("asset")[0].as_py()], from_decimals(words))
    data = pa.py_buffer(np.ascontiguousarray(to_decimals(parts)))
    units = pa.Array.from_buffers(schema.field("units").type, len(parts), [None, data])
    told = pa.table([table.column("customer_id"), table.column("asset"), units], schema=schema)
    return told.filter(pa.array((parts.low | parts.high) != 0))


def losses_by_asset(engine: Engine, path: Path) -> dict[str, tuple[int, int]]:
    """(units, customers) of each asset in a file of losses."""
    scan = engine.scan([path], "parquet", {})
    query = Query(
        "lost",
        f"SELECT asset, sum(units) AS units, count(*) AS customers FROM {scan} GROUP BY asset ORDER BY asset",
        (),
    )
    return {str(asset): (whole(units), whole(count)) for asset, units, count in engine.rows(query)}


def customers_hit(engine: Engine, path: Path) -> int:
    """How many customers a file of losses names, each once."""
    scan = engine.scan([path], "parquet", {})
    query = Query("hit", f"SELECT count(DISTINCT customer_id) AS customers FROM {scan}", ())
    return whole(engine.rows(query)[0][0])


def not_more_than_held(lost: Mapping[str, int], held: Mapping[str, int], known: Mapping[str, int]) -> None:
    """Raises IncidentRefused for an asset that the book does not have, and for more than customers hold of it."""
    for asset, units in lost.items():
        if asset not in known:
            raise IncidentRefused(
                "the book has no such asset", found=asset, expected="an asset as in the table assets"
            )
        if not 0 < units <= held.get(asset, 0):
            raise IncidentRefused(
                "more lost than customers hold",
                where=asset,
                found=f"{units} units",
                expected=f"1 to {held.get(asset, 0)} units, what customers are owed that day",
            )


def _listed(assets: tuple[str, ...]) -> str:
    return ", ".join("'" + asset.replace("'", "''") + "'" for asset in assets)
