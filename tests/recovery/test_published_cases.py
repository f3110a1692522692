"""Around what public cases paid: neighbours of the published figures, by hand. The published ones are among the vectors."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from hozen.rules.recovery import Claims, PlanTerms, Pool, distribute
from hozen.rules.recovery.conversion import Fork, in_yen, of_fork
from hozen.rules.recovery.published import Agreement, compare_sum, compare_value, half_digit
from hozen.rules.recovery.redemptions import redeemed_so_far
from hozen.values import Price, Ratio
from hozen.values.splitting import LARGEST_REMAINDER, SplitRefused
from hozen.values.wide import Wide, wide

EXACT, WITHIN, BEYOND = Agreement.EXACT, Agreement.WITHIN_ROUNDING, Agreement.BEYOND_ROUNDING


def numbers(found: Wide) -> list[int]:
    return [found.number(at) for at in range(len(found))]


class TestMtGox:
    """https://forklog.com/en/news/details-emerge-of-mt-gox-creditors-payouts/amp"""

    TERMS = PlanTerms(base=200_000_0000, early=Ratio.parse("21", per=100))  # in 1/10,000 of a yen

    def one_btc(self) -> Wide:
        # A plan reckons a bitcoin at 749,318.83 yen; here to 1/10,000 of a yen, so that the published digits show.
        return in_yen(wide([100_000_000]), Price.parse("7493188300"), 8)

    def test_the_final_payment_is_reckoned_as_if_nobody_had_been_paid_early(self):
        # Three claims of one bitcoin, two early. Rests 3 × 549,318.83; assets for them 3 × 200,000: 200,000 for the
        # third, less a cut fraction; and each early one gave up 200,000 − 115,356.9543.
        claim = wide([7493188300] * 3)
        asked = Claims(claim, early=np.array([True, True, False]))
        found = distribute(asked, Pool("JPY", 3 * 400_000_0000), self.TERMS)
        assert numbers(found.pay) == [315_356_9543, 315_356_9543, 400_000_0000]
        assert found.left == 2 * (200_000_0000 - 115_356_9543)

    def test_a_claim_below_the_base_is_paid_in_full(self):
        asked = Claims(wide([199_999_9999, 200_000_0000, 200_000_0001]))
        paid = distribute(asked, Pool("JPY", 600_000_0000), PlanTerms(base=200_000_0000)).pay
        assert numbers(paid) == [199_999_9999, 200_000_0000, 200_000_0001]

    def test_a_fork_gives_each_holder_as_many_coins(self):
        # Bitcoin Cash, 2017-08-01: one for one.
        fork = Fork("BTC", "BCH", Ratio.parse("1"), 8, 8)
        assert numbers(of_fork(wide([150_000_000, 1]), fork)) == [150_000_000, 1]


class TestBitfinex:
    """https://bitcoinwiki.org/wiki/bitfinex-hack"""

    def test_the_second_by_hand(self):
        # 1.1812 + (100 − 1.1812) × 1.3152% = 1.1812 + 1.29966...
        assert redeemed_so_far([Ratio.parse("0.011812"), Ratio.parse("0.013152")])[1] == Fraction(
            "0.024808648576"
        )


class TestCryptopia:
    """Ruscoe v Cryptopia [2020] NZHC 728: a trust for each coin. Own numbers."""

    def test_in_one_pool_the_last_yen_is_handed_out(self):
        # 105,000 for 165,000: 7/11 of each. 63,636.4; 6,363.6; 35,000.
        claims = wide([100_000, 10_000, 55_000])
        handed_out = distribute(Claims(claims), Pool("JPY", 105_000), PlanTerms(rule=LARGEST_REMAINDER))
        assert numbers(handed_out.pay) == [63_636, 6_364, 35_000]


def test_figures_that_rounding_does_not_explain_are_flagged():
    found = compare_sum(("54", "40"), "96")  # half a percent for each of three figures explains 1, not 2
    assert (found.agreement, found.allowed) == (BEYOND, Fraction(3, 2))
    assert compare_value(Fraction("46.311127"), "46.6").agreement is BEYOND  # Coincheck's widely quoted total


class TestConversion:
    def test_a_claim_is_cut_to_whole_yen(self):
        # 1.5 coins at 3.33 yen: 4.995. A unit of 18 decimals is worth nothing in yen.
        assert numbers(in_yen(wide([1_500_000_000_000_000_000, 1]), Price.parse("3.33"), 18)) == [4, 0]

    def test_a_coin_of_no_decimals(self):
        assert numbers(in_yen(wide([7]), Price.parse("10704212.84"), 0)) == [74_929_489]  # 74,929,489.88

    def test_an_airdrop_by_a_ratio(self):
        # Flare, 2020-12-12: 1.0073 for one XRP; 6 decimals to 18.
        fork = Fork("XRP", "FLR", Ratio.parse("1.0073"), 6, 18)
        assert numbers(of_fork(wide([1_000_000, 1]), fork)) == [1_007_300_000_000_000_000, 1_007_300_000_000]

    def test_what_does_not_fit_into_38_digits_is_refused(self):
        with pytest.raises(SplitRefused, match="more than 38 digits"):
            in_yen(wide([10**37]), Price.parse("10000000"), 0)


@pytest.mark.parametrize(("figure", "half"), [("54", "1/2"), ("2.06", "1/200"), ("0.0", "1/20")])
def test_half_of_the_last_digit_shown(figure, half):
    assert half_digit(figure) == Fraction(half)


def test_the_edge_of_what_rounding_explains():
    # Three figures of two places: half of 0.01 each, 0.015 together.
    assert compare_sum(("1.00", "1.00"), "2.01").agreement is WITHIN  # 0.01 of 0.015
    assert compare_sum(("1.00", "1.00"), "2.02").agreement is BEYOND
    assert compare_sum(("1.0", "1.0"), "2.0").agreement is EXACT
