"""`hozen ledgers`: what agrees says so, what differs is counted and its rows are named."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest

from hozen.engine import open_engine
from hozen.faces.words import all_keys, find
from hozen.records import Query
from hozen.workflows.sample import make_sample

DAY = "2026-11-04"


@pytest.fixture
def firm(tmp_path):
    """(book folder, its balances as rows): accounting's ledger is still to be written."""
    sample = make_sample(tmp_path / "book", customers=20, days=1, last_day=date(2026, 11, 4), assets=3)
    with open_engine("duckdb") as engine:
        source = engine.scan(sorted(sample.folder.glob("customer_balances/*/*.parquet")), "parquet", {})
        rows = engine.rows(
            Query(
                "balances", f"SELECT customer_id, asset, units FROM {source} ORDER BY customer_id, asset", ()
            )
        )
    return sample.folder, rows


def write(folder, rows) -> None:
    with (folder / "accounting_balances.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(
            [("day", "customer_id", "asset", "units"), *((DAY, *row) for row in rows)]
        )


def test_ledgers_that_agree(firm, run) -> None:
    folder, rows = firm
    write(folder, rows)
    said = run("ledgers", str(folder), "--day", DAY)
    assert said.code == 0
    assert "the same" in said.out


def test_one_unit_and_one_customer_more_are_told(firm, run) -> None:
    folder, rows = firm
    (customer, asset, units), *others = rows
    write(folder, [(customer, asset, units + 1), *others, ("C999", "BTC", 5)])
    said = run("ledgers", str(folder), "--day", DAY)
    assert said.code == 2
    assert "ledgers-agree.parquet" in said.out.replace("\n", "")
    told = {
        one["asset"]: one
        for one in json.loads(run("ledgers", str(folder), "--day", DAY, "--json").out)["assets"]
    }
    extra = 1 if asset == "BTC" else 0
    assert (told["BTC"]["under"], told["BTC"]["only_second"]) == (5 + extra, 1)
    assert told[asset]["under"] == (6 if asset == "BTC" else 1)
    assert "一致しません" in run("ledgers", str(folder), "--day", DAY, "--lang", "ja").out


def test_without_a_second_ledger_nothing_is_compared(firm, run) -> None:
    said = run("ledgers", str(firm[0]), "--day", DAY)
    assert said.code == 1
    assert "accounting_balances" in said.err


@pytest.mark.parametrize("key", [key for key in all_keys() if key.startswith("ledgers.")])
def test_every_text_stands_in_both_languages(key) -> None:
    assert find(key, "en")
    assert find(key, "ja")
