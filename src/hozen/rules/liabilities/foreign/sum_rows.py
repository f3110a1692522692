"""Path files whose rows carry hash, amounts, side and height, the root last: OKX of 2022, and Bybit after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hozen.rules.liabilities.foreign.fields import Amounts, Fields
from hozen.rules.liabilities.foreign.sum_path import Step, SumNode, SumPath

ReadAmounts = Callable[[Fields], Amounts]
_LEFT = 1
_SIDES = (1, 2, 4)  # left, right, and right where it only fills an empty place


def read_rows(file: Fields, amounts: ReadAmounts) -> SumPath:
    """The path. Raises ForeignProofUnreadable for rows that do not fit together, and what `amounts` raises."""
    leaf, rows = file.inner("self"), file.path("path")
    if len(rows) < 2:
        file.refuse("path", f"{len(rows)} rows", "at least one sibling, and the root as the last")
    _require_heights(rows)
    if (leaf.whole("type") == _LEFT) == (rows[0].whole("type") == _LEFT):
        leaf.refuse("type", leaf.whole("type"), "the other side than the first sibling's")
    steps = tuple(_step(row, amounts) for row in rows[:-1])
    return SumPath(_node(leaf, amounts), steps, _node(rows[-1], amounts))


def _require_heights(rows: Sequence[Fields]) -> None:
    for height, row in enumerate(rows, start=1):
        if row.whole("height") != height:
            row.refuse("height", row.whole("height"), str(height))


def _step(row: Fields, amounts: ReadAmounts) -> Step:
    if row.whole("type") not in _SIDES:
        row.refuse("type", row.whole("type"), "1 (left), 2 or 4 (right)")
    return Step(_node(row, amounts), is_left=row.whole("type") == _LEFT)


def _node(row: Fields, amounts: ReadAmounts) -> SumNode:
    return SumNode(row.digest("hash"), amounts(row), row.where)
