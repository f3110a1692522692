"""The published cases stand in their tapes with the published numbers, and the detectors find them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from published_cases import CASES, facts, fsa_2017, sarao, wahi, willy

from hozen.workflows.surveillance_run import run_surveillance

pytestmark = pytest.mark.skipif(
    not CASES.exists(),
    reason="NO LIST OF ENFORCEMENT CASES beside the checkout: no published case is rebuilt",
)


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    return facts()


@pytest.fixture(scope="module")
def tapes(said, tmp_path_factory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("published")
    return {
        "wahi": wahi(place / "wahi", said["SEC-Wahi-AMP"]),
        "sarao": sarao(place / "sarao", said["CFTC-Sarao"], said["CFTC-Sarao-ratios"]),
        "willy": willy(place / "willy", said["MtGox-Willy-1"]),
        "fsa": fsa_2017(place / "fsa", said["FSA-SelectVantage-2017"]),
    }


def rows(folder: Path, table: str, columns: str, where: str = "true") -> list[tuple]:
    return duckdb.sql(f"SELECT {columns} FROM '{folder}/{table}.parquet' WHERE {where}").fetchall()


def worth(folder: Path, side: str, account: str) -> tuple[Decimal, Decimal, int]:
    """(coins, money, trades) that accounts of a name bought or sold."""
    found = rows(folder, "trades", "amount, price", f"{side}_account_id LIKE '{account}'")
    told = [(Decimal(amount), Decimal(price)) for amount, price in found]
    return sum(one for one, _ in told), sum(one * each for one, each in told), len(told)


def test_wahi_spent_and_gained_what_was_published(tapes) -> None:
    """USD 80,000 in 16 orders of 100,000 coins at 0.05; sold at 0.06122, to the tick: 97,952, a gain of 17,952."""
    assert worth(tapes["wahi"], "buy", "wallet-%")[1] == 80_000
    gain = worth(tapes["wahi"], "sell", "wallet-%")[1] - 80_000
    assert abs(gain - 17_950) <= 2


def test_sarao_withdrew_nearly_all_and_moved_his_orders_as_often_as_published(tapes) -> None:
    events = rows(
        tapes["sarao"],
        "order_events",
        "event, count(*)",
        "account_id = 'sarao' AND side = 'sell' GROUP BY event",
    )
    count = dict(events)
    assert 25 * 4 <= count["NEWO"] <= 25 * 6
    assert count["CAME"] / count["NEWO"] > 0.99
    assert count["REME"] == 161 * count["NEWO"]


def test_willy_bought_so_many_for_exactly_two_and_a_half_million(tapes) -> None:
    coins, money, trades = worth(tapes["willy"], "buy", "807884")
    assert coins == Decimal("17650.4997")
    assert money == 2_500_000
    assert rows(tapes["willy"], "trades", "count(*)", "sell_account_id = '807884'") == [(0,)]
    amounts = rows(
        tapes["willy"],
        "trades",
        "min(CAST(amount AS DOUBLE)), max(CAST(amount AS DOUBLE))",
        "buy_account_id = '807884'",
    )
    assert 10 <= amounts[0][0] <= amounts[0][1] <= 20
    assert trades == 993  # every five minutes of 82 hours and 49 minutes


def test_fsa_2017_has_all_stocks_and_days(tapes) -> None:
    found = rows(
        tapes["fsa"],
        "order_events",
        "count(DISTINCT symbol), count(DISTINCT CAST(timestamp AS DATE))",
        "account_id = 'select'",
    )
    assert found == [(45, 28)]


# The typology under which each case is to be told (as the list calls it, or as its facts are), and of whom.
EXPECTED = {
    "wahi": ("insider", {"wallet-1", "wallet-2"}, 1),
    "sarao": ("layering", {"sarao"}, 1),
    "willy": ("high_share", {"807884"}, 1),
    "fsa": ("layering", {"select"}, 45),
}


@pytest.mark.parametrize("case", EXPECTED)
def test_the_detectors_tell_the_published_case(tapes, tmp_path, case) -> None:
    detector, who, markets = EXPECTED[case]
    run_surveillance(tapes[case], tmp_path, detectors=(detector,))
    found = duckdb.sql(f"SELECT accounts, symbol FROM '{tmp_path}/alerts.parquet'").fetchall()
    assert {one for accounts, _ in found for one in json.loads(accounts)} == who
    assert len({symbol for _, symbol in found}) == markets
