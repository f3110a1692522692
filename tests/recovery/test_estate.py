"""Whose the estate is: by hand, and nothing lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.findings import Status
from hozen.law import Law, Standing
from hozen.rules.recovery.estate import EstateKind, EstateLine
from hozen.rules.recovery.jp import customer_priority_findings, estate_split

READING = Law.load("jp").reading(date(2026, 11, 20))
LINES = (
    EstateLine(EstateKind.CUSTOMER_CRYPTO, "BTC", 90),
    EstateLine(EstateKind.GUARANTEE_CRYPTO, "BTC", 6),
    EstateLine(EstateKind.OWN_CRYPTO, "BTC", 20),
    EstateLine(EstateKind.CUSTOMER_CRYPTO, "ETH", 500),
    EstateLine(EstateKind.TRUST_MONEY, "JPY", 1_000),
    EstateLine(EstateKind.OWN_MONEY, "JPY", 300),
    EstateLine(EstateKind.RESERVE, "JPY", 200),
)


def of(owed: dict[str, int]):
    return {one.asset: one for one in estate_split(LINES, owed)}


def test_customers_come_first_on_segregated_and_guarantee_crypto_and_no_further():
    # 100 owed; 90 + 6 there; the firm's own 20 are for all creditors, with whom the 4 rank.
    btc = of({"BTC": 100})["BTC"]
    assert (btc.customers, btc.surplus, btc.general, btc.short) == (96, 0, 20, 4)


def test_what_is_over_in_one_asset_stays_with_customers_first():
    eth = of({"ETH": 480})["ETH"]
    assert (eth.customers, eth.surplus, eth.general) == (480, 20, 0)


def test_money_in_trust_is_the_customers_and_of_the_reserve_no_text_says():
    yen = of({"JPY": 1_000})["JPY"]
    assert (yen.customers, yen.general, yen.undecided) == (1_000, 300, 200)


def test_an_asset_that_is_owed_and_not_there():
    assert of({"XRP": 7})["XRP"].short == 7


@pytest.mark.parametrize(
    ("owed", "status", "distance"),
    [(95, Status.MET, "1"), (96, Status.MET, "0"), (97, Status.ATTENTION, "-1")],
)
def test_the_finding_below_on_and_above(owed, status, distance):
    (found,) = customer_priority_findings(READING, estate_split(LINES, {"BTC": owed}), {"BTC": 0})
    assert (found.status, str(found.distance)) == (status, f"{distance} BTC")
    assert found.standing is Standing.IN_FORCE
    assert [str(one) for one in found.cite] == ["PSA 63-19-2"]


def test_money_rests_on_the_trust():
    (found,) = customer_priority_findings(READING, estate_split(LINES, {"JPY": 1_000}), {})
    assert [str(one) for one in found.cite] == ["PSA 63-11(1)"]


@pytest.mark.parametrize(
    ("lines", "owed"), [([EstateLine(EstateKind.RESERVE, "JPY", -1)], {}), ([], {"BTC": -1})]
)
def test_an_estate_below_nothing_is_refused(lines, owed):
    with pytest.raises(ValueError, match="nothing"):
        estate_split(lines, owed)


@given(
    st.lists(st.builds(EstateLine, st.sampled_from(EstateKind), st.sampled_from("AB"), st.integers(0, 9))),
    st.dictionaries(st.sampled_from("ABC"), st.integers(0, 30)),
)
def test_nothing_is_lost_and_customers_never_get_more_than_they_are_owed(lines, owed):
    shares = estate_split(lines, owed)
    parts = sum(one.customers + one.surplus + one.general + one.undecided for one in shares)
    assert parts == sum(line.units for line in lines)
    assert all(0 <= one.customers <= one.owed for one in shares)
    assert all(one.short == 0 or one.surplus == 0 for one in shares)
