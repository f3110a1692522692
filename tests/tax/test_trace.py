"""Every yen of a cost comes from a purchase, or from a cell that rounds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from test_cost import FAQ, MODES, NOTHING, any_trades, bought, columns, sold

from hozen.rules.tax.trace import Share, shares


def told(mode: str, place: int) -> dict:
    done = MODES[mode](NOTHING, FAQ)
    return {one.source: one.yen for one in shares(mode, NOTHING, columns(FAQ), place, done.costs[place])}


def test_the_public_example() -> None:
    """Total average, the 2 of 6.5 sold: 2/6.5 of each purchase. Moving: 2/6 of the two before it."""
    assert told("total_average", 2) == {
        0: Fraction(1_845_000 * 20, 65),
        1: Fraction(1_650_000 * 20, 65),
        3: Fraction(542_800 * 20, 65),
    }
    assert told("moving_average", 2) == {0: 615_000, 1: 550_000}
    # Later 3 of 4.5: two thirds of what is left, 1,230,000 + 1,100,000 + 542,800.
    assert told("moving_average", 4) == {0: 820_000, 1: Fraction(2_200_000, 3), 3: Fraction(1_085_600, 3)}


def test_what_the_sheet_rounds_is_named() -> None:
    """3 for ¥100, 1 sold: 33 1/3 from the purchase, and −1/3 from the cell that rounds up what is left."""
    trades = [bought("3", 100), sold("1")]
    cost = MODES["moving_average_nta_sheet"](NOTHING, trades).costs[1]
    assert shares("moving_average_nta_sheet", NOTHING, columns(trades), 1, cost) == (
        Share(0, Fraction(100, 3)),
        Share(None, Fraction(-1, 3), rounding=True),
    )


@pytest.mark.parametrize("mode", MODES)
@given(any_trades())
def test_the_shares_make_the_whole_cost(mode, given_) -> None:
    pool, trades = given_
    done = MODES[mode](pool, trades)
    for place, one in enumerate(trades):
        if one.units < 0:
            found = shares(mode, pool, columns(trades), place, done.costs[place])
            assert sum(one.yen for one in found) == done.costs[place]
            assert mode == "moving_average_nta_sheet" or not any(one.rounding for one in found)
