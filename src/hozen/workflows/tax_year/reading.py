"""The reports of a few customers, read out of an issue's files: a bucket at a time, so that memory does not grow."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from hozen.engine.arrow import need_arrow
from hozen.workflows.tax_year.columns import ISSUED
from hozen.workflows.tax_year.staged_sql import BUCKETS
from hozen.workflows.tax_year.standing_sql import CORRECTED, NEW, STATES

TO_SEND = (NEW, CORRECTED)


@dataclass(frozen=True, slots=True)
class Line:
    """報告書の一行: one asset's figures, in smallest units and yen."""

    asset: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """訂正の一項目: what a figure was in the report before, and what it is now."""

    asset: str
    item: str
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class CustomerReport:
    """利用者の年間取引報告書: `number` counts this customer's reports of the year; `issue` is the one that it came with."""

    customer: str
    number: int
    issue: int
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """報告書の出所: files of the lines that stand, and of the changes by issue, each list in the order of parts."""

    lines: tuple[Path, ...]
    changes: Mapping[int, tuple[Path, ...]]
    days: Mapping[int, date]  # issue → the day on its papers


def bucket_of(customer: str) -> str:
    """The bucket that a customer is in."""
    return hashlib.md5(customer.encode(), usedforsecurity=False).hexdigest()[:2]


def every_bucket() -> list[str]:
    """'00' to 'ff'."""
    return [f"{number:02x}" for number in range(BUCKETS)]


def bucket_reports(
    sources: Sources, bucket: str, customers: Collection[str] | None = None, *, standing: bool = False
) -> Iterator[CustomerReport]:
    """The reports of a bucket in the order of customers: what the issue sends, or with `standing` all that stand.

    `customers`: these alone, whatever state they are in. Needs the extra `arrow`.
    """
    states = STATES if standing or customers is not None else TO_SEND
    rows = _rows(sources.lines, bucket, ("customer_id", "asset", "report_number", "issue", "state", *ISSUED))
    changes = {number: _changes(files, bucket) for number, files in sources.changes.items()}
    for customer, group in groupby(rows, key=lambda row: str(row[0])):
        lines = list(group)
        _, _, number, issue, state, *_ = lines[0]
        if state in states and (customers is None or customer in customers):
            told = tuple(changes.get(issue, {}).get(customer, ()))
            yield CustomerReport(customer, number, issue, tuple(map(_line, lines)), told)


def _line(row: tuple[Any, ...]) -> Line:
    figures = {name: int(value) for name, value in zip(ISSUED, row[5:], strict=True)}
    return Line(str(row[1]), figures)


def _changes(files: tuple[Path, ...], bucket: str) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for customer, asset, item, was, now in _rows(
        files, bucket, ("customer_id", "asset", "item", "was", "now")
    ):
        found.setdefault(customer, []).append(Change(asset, item, int(was), int(now)))
    return found


def _rows(files: tuple[Path, ...], bucket: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    if not files:
        return iter(())
    need_arrow()
    import pyarrow.parquet as pq

    part = files[int(bucket, 16) * len(files) // BUCKETS]
    table = pq.read_table(part, columns=list(columns), filters=[("bucket", "=", bucket)])
    return zip(*(table.column(name).to_pylist() for name in columns), strict=True)
