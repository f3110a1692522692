"""The payouts as an Arrow table."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa

from hozen.workflows.replay.report import ReplayReport

_YEN = pa.decimal128(38, 0)
SCHEMA = pa.schema(
    [
        ("incident", pa.string()),
        ("day", pa.date32()),
        ("firm", pa.string()),
        ("kind", pa.string()),
        ("loss_yen", _YEN),
        ("customer_yen", _YEN),
        ("customer_bound", pa.string()),
        ("customer_basis", pa.string()),
        ("reserve_yen", _YEN),
        ("covered_yen", _YEN),
        ("left_yen", _YEN),
        ("confidence", pa.string()),
    ]
)


def payout_arrow(report: ReplayReport) -> pa.Table:
    """One row per incident and reserve, in the report's order. A loss that is not known is null."""
    rows = [
        {
            "incident": one.incident.name,
            "day": one.incident.day,
            "firm": one.incident.firm,
            "kind": one.incident.kind.value,
            "loss_yen": None if one.incident.loss is None else Decimal(one.incident.loss.amount),
            "customer_yen": Decimal(one.part.yen.amount),
            "customer_bound": one.part.bound.value,
            "customer_basis": one.part.basis,
            "reserve_yen": Decimal(paid.reserve.amount),
            "covered_yen": Decimal(paid.covered.amount),
            "left_yen": Decimal(paid.left.amount),
            "confidence": one.incident.confidence.value,
        }
        for one in report.replayed
        for paid in one.payouts
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
