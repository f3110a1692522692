"""The benchmarks' rivals give the same figures, so that their times may be compared; nothing is said of time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bench():
    """The package `benchmarks`, which is not installed."""
    sys.path.insert(0, str(ROOT))
    try:
        from benchmarks import hozen_way, pandas_way, raw_way, report, rivals, sample
    finally:
        sys.path.remove(str(ROOT))
    return {
        one.__name__.split(".")[-1]: one for one in (hozen_way, pandas_way, raw_way, report, rivals, sample)
    }


@pytest.fixture(scope="module")
def book(bench, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench") / "book"
    bench["sample"].make(str(folder), 2_000)
    return folder


@pytest.fixture(scope="module")
def ours(bench, book, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    return bench["hozen_way"].measure(str(book), str(home), "1GB")["figures"]


@pytest.fixture(scope="module")
def raw(bench, book):
    return bench["raw_way"].measure(str(book), "1GB")["figures"]


def test_sql_written_by_hand_gives_every_figure_to_the_last_unit(bench, ours, raw):
    assert bench["rivals"].different(ours, raw) == []


def test_every_kind_of_figure_is_compared(ours):
    kinds = {name.split("/")[0] for name in ours}
    custody = {"owed", "cold", "not_cold", "buffer", "guarantee_cold", "guarantee_ledger", "in_flight"}
    assert custody <= kinds
    assert {"price", "volume", "in_trust", "capital", "net_assets", "reserve", "policies"} <= kinds


@pytest.mark.parametrize("way", ["objects", "arrow"])
def test_exact_pandas_gives_every_figure_to_the_last_unit(bench, book, raw, way):
    assert bench["rivals"].different(bench["pandas_way"].measure(str(book), way)["figures"], raw) == []


def test_floats_do_not(bench, book, raw):
    # ETH has 18 decimals: a few thousand coins are more than 2^53 smallest units.
    wrong = bench["rivals"].different(bench["pandas_way"].measure(str(book), "floats")["figures"], raw)
    assert any(one.startswith("owed/ETH:") for one in wrong)


def test_one_unit_of_difference_is_seen(bench):
    assert bench["rivals"].different({"owed/BTC": 10**30}, {"owed/BTC": 10**30 + 1}) == [
        f"owed/BTC: {10**30} and {10**30 + 1}"
    ]


def test_a_figure_that_only_one_side_has_is_seen(bench):
    assert bench["rivals"].different({"in_trust": 1}, {}) == ["in_trust: 1 and None"]


@pytest.mark.parametrize(("value", "met"), [(1.49, True), (1.5, True), (1.51, False)])
def test_a_bar_is_met_on_it(bench, value, met):
    assert bench["report"].at_most("close", "ratio", value, 1.5, "×").met is met


@pytest.mark.parametrize(("value", "met"), [(9.9, False), (10.0, True), (10.1, True)])
def test_a_bar_from_below_is_met_on_it(bench, value, met):
    assert bench["report"].at_least("pandas", "ratio", value, 10, "×").met is met
