"""Making the books that everything else reads."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line
from benchmarks.sizes import DAY, SEED, trades_of, wallets_of


def book_of(work: Path, customers: int) -> Path:
    """The book folder; it is made where it is not there yet."""
    folder = work / "books" / f"customers-{customers}"
    note = folder.with_suffix(".json")
    if not (folder / "book.toml").is_file() or not note.is_file():
        arguments = {"folder": str(folder), "customers": customers}
        ran = need("sample:make", arguments)
        note.write_text(json.dumps({**ran.answer, "cpu": ran.cpu, "peak": ran.peak}), encoding="utf-8")
    return folder


def made(work: Path, customers: int) -> Mapping[str, Any]:
    """How the book was made: rows by table, wall and CPU seconds, peak bytes."""
    note = book_of(work, customers).with_suffix(".json")
    found: Mapping[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    return found


def rows_of(work: Path, customers: int) -> int:
    """Rows of all tables of the book."""
    return sum(made(work, customers)["rows"].values())


def make(folder: str, customers: int) -> dict[str, object]:
    """The job."""
    from hozen.workflows.sample import make_sample

    start = time.perf_counter()
    sample = make_sample(
        Path(folder),
        customers=customers,
        days=1,
        seed=SEED,
        last_day=DAY,
        trades=trades_of(customers),
        wallets=wallets_of(customers),
    )
    return {"seconds": time.perf_counter() - start, "rows": dict(sample.rows)}


def lines(plan: Plan) -> Iterator[Line]:
    """Seconds and rows a second for each book."""
    for customers in plan.size.customers:
        found = made(plan.work, customers)
        rows, seconds = sum(found["rows"].values()), found["seconds"]
        balances, trades = found["rows"]["customer_balances"], found["rows"]["trades"]
        what = f"{customers:,} customers, {balances:,} balances, {trades:,} trades"
        figure = f"{seconds:.1f} s, {rows / seconds / 1e6:.2f}M rows/s, peak {found['peak'] / 2**30:.2f} GiB"
        yield Line("sample", what, figure, raw=dict(found))


if __name__ == "__main__":
    raise SystemExit(command([lines]))
