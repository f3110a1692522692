"""From rows to segregation facts: what transfers add to the expected holding, and the house's limits."""

import pytest

from hozen.rules.segregation import asset_holdings, expected_holding, in_flight_by_asset


@pytest.mark.parametrize(
    ("direction", "seen_on", "adds"),
    [
        ("deposit", "chain", 7),  # the coins are there, the customer not yet credited: more must be there
        ("deposit", "ledger", -7),  # credited before the coins came: less can be there
        ("withdrawal", "ledger", 7),  # debited, the coins not yet gone: they are there on top
        ("withdrawal", "chain", -7),  # gone, the customer not yet debited: less can be there
    ],
)
def test_each_kind_of_transfer_moves_the_expected_holding_its_own_way(direction, seen_on, adds) -> None:
    assert in_flight_by_asset([("BTC", direction, seen_on, 7, 0)]) == {"BTC": adds}


def test_transfers_of_one_asset_add_up_and_never_across_assets() -> None:
    rows = [
        ("BTC", "deposit", "chain", 5, 0),
        ("BTC", "withdrawal", "chain", 2, 1),
        ("ETH", "deposit", "ledger", 9, 0),
        ("XRP", "withdrawal", "ledger", 4, 1),
    ]
    # 5 − 2 − 1 (the fee has left the wallets); −9; 4 + 1 (debited, and still there).
    assert in_flight_by_asset(rows) == {"BTC": 2, "ETH": -9, "XRP": 5}


def test_a_holding_takes_each_sum_from_its_own_column() -> None:
    # Limit 0.5 at 8 decimals = 50,000,000. Expected: 10 + 3 = 13.
    (one,) = asset_holdings(
        {"BTC": 8}, {"BTC": 10}, {"BTC": 3}, {"BTC": 14}, {"BTC": 1}, {"BTC": "0.5"}, {"BTC": 2}
    )
    assert (one.owed, one.in_flight, one.on_chain, one.buffer, one.buffer_limit) == (10, 3, 14, 1, 50_000_000)
    assert one.counted_twice == 2
    assert expected_holding(one) == 13


def test_no_house_limit_is_not_a_limit_of_nothing() -> None:
    none, zero = asset_holdings({"AAA": 2, "BBB": 2}, {}, {}, {}, {}, {"BBB": "0"}, {})
    assert (none.buffer_limit, zero.buffer_limit) == (None, 0)
