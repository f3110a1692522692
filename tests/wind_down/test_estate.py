"""The estate: pool by pool, whose it is, and whether customers' priority right covers what they are owed."""

from __future__ import annotations

import pytest

from hozen.findings import Status
from hozen.workflows.wind_down.errors import EstateRefused
from hozen.workflows.wind_down.estate import estate, move_estate
from hozen.workflows.wind_down.priority import priority

BTC = 10**8


def test_the_estate_is_told_pool_by_pool_with_whose_it_is(at) -> None:
    found = {(one.pool, one.asset): (one.units, one.to) for one in estate(at)}
    assert found == {
        ("segregated_crypto", "BTC"): (10 * BTC, "customers"),
        ("segregated_crypto", "ETH"): (100 * 10**18, "customers"),
        ("guarantee_crypto", "BTC"): (3 * BTC // 10, "customers"),
        ("guarantee_crypto", "ETH"): (10**18, "customers"),
        ("trust_money", "JPY"): (1_500_000, "customers"),
        ("reserve", "JPY"): (100_000_000, "undecided"),
    }


def test_customers_priority_right_is_told_asset_by_asset(at) -> None:
    """C1 and C2 are owed 10 BTC, 100 ETH and ¥1.5m; 4% of the BTC is taken and the ETH's guarantee of 1 stands."""
    move_estate(at, "segregated_crypto", "BTC", -4 * BTC // 10, "stolen")
    found = {one.subject: (one.status, str(one.distance)) for one in priority(at, estate(at))}
    # BTC: 9.6 + 0.3 of 10. ETH: 100 + 1 of 100. Yen: 1.5m in trust of 1.5m; the reserve is nobody's first.
    assert found == {
        "BTC": (Status.ATTENTION, "-0.10000000 BTC"),
        "ETH": (Status.MET, f"1.{'0' * 18} ETH"),
        "JPY": (Status.MET, "0 JPY"),
    }


def test_a_pool_never_falls_below_nothing(at) -> None:
    move_estate(at, "trust_money", "JPY", -1_500_000, "costs")
    with pytest.raises(EstateRefused, match="below nothing"):
        move_estate(at, "trust_money", "JPY", -1, "costs")
