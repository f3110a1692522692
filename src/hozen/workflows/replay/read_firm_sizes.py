"""Rows of the firms' known sizes."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.workflows.replay.errors import IncidentFileError
from hozen.workflows.replay.incident import Confidence, FirmSize, Incident
from hozen.workflows.strict_csv import Row, rows

COLUMNS = ["incident", "measure", "period", "value_m", "currency", "product", "basis", "confidence", "source"]
_MONTH = r"[0-9]{4}-(0[1-9]|1[0-2])"


def read_firm_sizes(raw: bytes, file: str, incidents: Sequence[Incident]) -> tuple[FirmSize, ...]:
    """Every size in the file's order. IncidentFileError for a bad row, an unknown incident or a repeat."""
    names, taken, sizes = [one.name for one in incidents], set(), []
    for row in rows(raw, file, COLUMNS, IncidentFileError):
        size = _size(row, names)
        key = (size.incident, size.measure, size.period if size.measure == "volume" else "", size.product)
        if key in taken:
            row.refuse("measure", "one custody figure, and one volume a month and product, for an incident")
        taken.add(key)
        sizes.append(size)
    return tuple(sizes)


def _size(row: Row, names: Sequence[str]) -> FirmSize:
    if row.cells["incident"] not in names:
        row.refuse("incident", "the short name of an incident in the list")
    measure = row.choice("measure", ("custody", "volume"))
    products = ("spot", "margin", "derivative") if measure == "volume" else ("",)
    return FirmSize(
        incident=row.cells["incident"],
        measure=measure,
        period=row.filled("period", _MONTH),
        value_m=row.decimal("value_m"),
        currency=row.choice("currency", ("JPY", "USD")),
        product=row.choice("product", products),
        basis=row.choice("basis", ("reported", "derived", "general_knowledge")),
        confidence=row.member("confidence", Confidence),
        source=row.filled("source", "https?://[^ ]+") if row.cells["source"] else "",
    )
