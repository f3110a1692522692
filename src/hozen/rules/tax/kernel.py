"""The cost of many customers as a kernel over an Arrow table: what an engine hands it, group of buckets by group.

Rows are sorted by customer, asset and time. What was carried over stands as the first purchase of its group. One
engine group holds many customers (a bucket of them), so that no call and no object is made per customer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hozen.rules.tax.exact_division import Whole
from hozen.rules.tax.facts import TaxRefused
from hozen.rules.tax.grouped import GroupCosts, Groups, sheet_groups, total_average_groups

if TYPE_CHECKING:
    import pyarrow as pa

KEYS = ("customer_id", "asset")
FIGURES = ("paid", "cost_floor", "rest", "divisor", "closing_units")


def total_average_table(table: pa.Table) -> pa.Table:
    """Each customer's asset by the total average: cost = cost_floor + rest ÷ divisor."""
    return _answer(table, total_average_groups(_groups(table)))


def sheet_table(table: pa.Table) -> pa.Table:
    """Each customer's asset by the worksheet's moving average."""
    return _answer(table, sheet_groups(_groups(table)))


def _groups(table: pa.Table) -> Groups:
    starts = _starts(table)
    nothing = np.zeros_like(starts)
    return Groups(starts, _whole(table, "units"), _whole(table, "yen"), nothing, nothing)


def _starts(table: pa.Table) -> Whole:
    """The first row of each customer's asset. TaxRefused where a key is missing."""
    import pyarrow.compute as pc

    rows, differs = table.num_rows, np.zeros(max(table.num_rows - 1, 0), dtype=bool)
    for name in KEYS:
        column = table.column(name)
        if column.null_count:
            raise TaxRefused(
                "a row without its key", where=name, found="nothing", expected="a customer and an asset"
            )
        differs |= pc.not_equal(column.slice(0, rows - 1), column.slice(1)).to_numpy()
    return np.concatenate(([0], np.flatnonzero(differs) + 1)).astype(np.int64)


def _whole(table: pa.Table, name: str) -> Whole:
    """A column as whole numbers of 64 bits. TaxRefused, never a wrap, for what is beyond them."""
    import pyarrow as pa

    try:
        found: Whole = table.column(name).cast(pa.int64()).to_numpy()
    except pa.ArrowInvalid as error:
        raise TaxRefused(
            "an amount is beyond 64 bits",
            where=name,
            found=str(error),
            expected="units and yen below 2^62",
            try_next="work the asset out with the plain version, which knows no limit",
        ) from error
    return found


def _answer(table: pa.Table, costs: GroupCosts) -> pa.Table:
    """One row for each customer's asset."""
    import pyarrow as pa

    first = pa.array(_starts(table))
    keys = {name: table.column(name).take(first) for name in KEYS}
    figures = {name: pa.array(getattr(costs, name), pa.int64()) for name in FIGURES}
    return pa.table({**keys, **figures})
