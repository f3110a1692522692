"""Korea's published rule by the same arithmetic as custody-share, in won.

Bank guideline of 2023: the larger of 30% of average daily deposits and 3bn won, at most 20bn won. Published reserves
(cointeeth.com/news-flash/278947, October 2023): Upbit 20bn, Bithumb 10bn, Coinone 7.3bn, Korbit and Gopax 3bn won.
No source gives the firms' deposits, so the deposits that each reserve implies are worked out by hand and tried at
their edges. The published figures are round: Bithumb's and Coinone's deposits are what the round reserve implies.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from hozen.rules.reserves.share_between import share_between
from hozen.values import Ratio

BN = 1_000_000_000
SHARE = Ratio.parse("0.3")
FLOOR, CEILING = 3 * BN, 20 * BN


def asked(deposits: int) -> Fraction:
    return share_between(deposits, SHARE, FLOOR, CEILING)


@pytest.mark.parametrize(
    ("firm", "deposits", "reserve"),
    [
        # 20bn ÷ 0.3 = 66,666,666,666.67: any deposits above it. Upbit's lie far above.
        ("upbit", 66_666_666_667, 20 * BN),
        ("upbit", 1_000 * BN, 20 * BN),
        # 10bn ÷ 0.3 = 33,333,333,333.33. Published in round hundreds of millions: 9.95 to 10.05bn is 33.17 to 33.5bn.
        ("bithumb", 33_333_333_333, Fraction(99_999_999_999, 10)),
        # 7.3bn ÷ 0.3 = 24,333,333,333.33.
        ("coinone", 24_333_333_333, Fraction(72_999_999_999, 10)),
        # 3bn ÷ 0.3 = 10bn: any deposits up to it.
        ("korbit", 0, 3 * BN),
        ("korbit", 10 * BN, 3 * BN),
        ("gopax", 9_999_999_999, 3 * BN),
    ],
)
def test_the_five_published_firms(firm, deposits, reserve) -> None:
    assert asked(deposits) == reserve


@pytest.mark.parametrize(
    ("deposits", "reserve"),
    [
        (9_999_999_999, 3 * BN),  # 2,999,999,999.7 is below the floor
        (10_000_000_000, 3 * BN),
        (10_000_000_001, Fraction(30_000_000_003, 10)),
        (66_666_666_666, Fraction(199_999_999_998, 10)),
        (66_666_666_667, 20 * BN),  # 20,000,000,000.1 is above the ceiling
    ],
)
def test_below_on_and_above_the_edges(deposits, reserve) -> None:
    assert asked(deposits) == reserve


@pytest.mark.parametrize(
    ("published", "least", "most"),
    [
        # To the nearest hundred million, as published: what deposits give a reserve that is written so?
        (Fraction(10 * BN), 33_166_666_667, 33_500_000_000),
        (Fraction(73 * BN, 10), 24_166_666_667, 24_500_000_000),
    ],
)
def test_the_range_of_deposits_that_a_rounded_reserve_implies(published, least, most) -> None:
    near = Fraction(BN, 20)  # half of a hundred million
    assert abs(asked(least) - published) <= near
    assert abs(asked(most) - published) <= near
    assert abs(asked(least - 1) - published) > near
    assert abs(asked(most + 1) - published) > near


def test_a_floor_above_the_ceiling_is_refused() -> None:
    with pytest.raises(ValueError, match="floor"):
        share_between(1, SHARE, 2, 1)
