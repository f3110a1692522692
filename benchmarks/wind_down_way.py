"""A step of a wind-down in a process of its own, and the files that creditors and the bank would hand in."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from pathlib import Path

from benchmarks.sizes import DAY

CASE = "bench"
TERMS = """\
basis: per_asset
pools: [segregated_crypto, segregated_at_keeper, guarantee_crypto, trust_money]
hold_back: 0.13
"""


def words_of(step: str, place: Path) -> list[str]:
    """What stands after BOOK and CASE."""
    files = {name: str(place / f"{name}.parquet") for name in ("file", "payees", "results")}
    return {
        "open": ["--day", DAY.isoformat(), "--not-closed", "a benchmark", "--as", "sato"],
        "match": ["--admit", "--unfiled", "--as", "sato"],
        "plan": [str(place / "terms.yaml"), "--as", "sato"],
        "approve": ["1", "--as", "suzuki"],
        "pay": ["1", "--as", "sato"],
        "statements": ["--as", "sato"],
        **{name: [file, "--as", "sato"] for name, file in files.items()},
    }.get(step, [])


def step(book: str, place: str, step: str, memory: str) -> dict[str, object]:
    """The job: one command. A fault is what it said where it did not end well."""
    os.environ["HOZEN_HOME"] = str(Path(place) / "home")
    from hozen.faces.cli import main

    bounded = [] if step == "approve" else ["--memory", memory]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["wind-down", step, book, CASE, *words_of(step, Path(place)), *bounded, "--lang", "en"])
    return {"code": code, "faults": [] if code == 0 else [said.getvalue()[-300:]]}


def prepare(book: str, place: str, step: str) -> None:
    """The file that a step takes in."""
    folder, case = Path(place), Path(book) / "cases" / CASE
    if step == "open":
        shutil.rmtree(case, ignore_errors=True)
    if step == "plan":
        (folder / "terms.yaml").write_text(TERMS, encoding="utf-8")
    text = _QUERIES.get(step)
    if text:
        import duckdb

        ledger, sent = case / "sealed/ledger.parquet", case / "rounds/*-pay-*.parquet"
        rows = text.format(ledger=ledger, sent=sent)
        duckdb.sql(f"COPY ({rows}) TO '{folder / step}.parquet' (FORMAT parquet)")


_QUERIES = {
    "file": "SELECT customer_id, asset, units, DATE '2026-12-01' AS filed_on FROM '{ledger}' "
    "WHERE hash(customer_id) % 2 = 0 AND units > 0 ORDER BY ALL",
    "payees": "SELECT DISTINCT customer_id AS payee_id, asset, concat('at-', customer_id) AS destination, "
    "'verified' AS identity FROM '{ledger}' ORDER BY ALL",
    "results": "SELECT payment, 'paid' AS result, DATE '2027-01-05' AS on_day FROM '{sent}' "
    "WHERE hold = '' ORDER BY ALL",
}
