"""From rows to custody facts: nothing that is held may fall out."""

import pytest

from hozen.rules.custody import Holding, PricedAsset, custody_facts, units_where

UNPRICED = PricedAsset("XYZ", 8, "", "")


def test_an_asset_without_a_price_that_nobody_holds_is_left_out() -> None:
    assert custody_facts([UNPRICED], {}, [], []) == ()


@pytest.mark.parametrize(
    ("owed", "wallets", "ledger"),
    [
        ({"XYZ": 1}, [], []),
        ({}, [Holding("XYZ", "customer", "hot", 1)], []),
        ({}, [], [Holding("XYZ", "guarantee", "", 1)]),
    ],
)
def test_an_asset_without_a_price_that_is_held_is_refused(owed, wallets, ledger) -> None:
    with pytest.raises(ValueError, match="is not a price"):
        custody_facts([UNPRICED], owed, wallets, ledger)


def test_a_buffer_whose_place_is_not_said_counts_as_cold() -> None:
    held = [Holding("BTC", "buffer", "", 3), Holding("BTC", "buffer", "warm", 4)]
    assert units_where(held, "BTC", "buffer", cold=True) == 3
    assert units_where(held, "BTC", "buffer", cold=False) == 4
