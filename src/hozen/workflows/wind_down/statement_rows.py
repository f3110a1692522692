"""計算書の行: the statements of all creditors out of their tables, one after the other; none is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.case_folder import CaseFile, unchanged
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.statements import TABLES, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hozen.engine import Cell

    Rows = tuple[Mapping[str, Cell], ...]

_BATCH = 10_000  # rows of a table that are in memory at once


def every_statement(at: At, files: Sequence[CaseFile]) -> Iterator[Statement]:
    """Each creditor's, in the order of ids, out of the files that `statements` wrote. Raises CaseFileRefused."""
    tables = [_by_customer(at, file, columns) for file, (_, _, columns) in zip(files, TABLES, strict=True)]
    heads = [next(table, None) for table in tables]
    while waiting := [head[0] for head in heads if head]:
        customer = min(waiting)
        yield Statement(customer, *(head[1] if head and head[0] == customer else () for head in heads))
        heads = [
            next(table, None) if head and head[0] == customer else head
            for head, table in zip(heads, tables, strict=True)
        ]


def _by_customer(at: At, file: CaseFile, columns: tuple[str, ...]) -> Iterator[tuple[str, Rows]]:
    read = at.engine.scan([unchanged(at.folder, file)], "parquet", {})
    query = Query("statements in order", f"SELECT {', '.join(columns)} FROM {read}", ())
    rows = (
        row
        for batch in at.engine.stream(query, batch_rows=_BATCH)
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    )
    for customer, group in groupby(rows, key=lambda row: row[0]):
        yield str(customer), tuple(dict(zip(columns, row, strict=True)) for row in group)
