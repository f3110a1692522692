"""What public cases paid, worked out again from their terms. Sources beside the figures."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from hozen.rules.recovery import Claims, PlanTerms, Pool, distribute
from hozen.rules.recovery.conversion import Fork, in_yen, of_fork
from hozen.rules.recovery.published import Agreement, compare_sum, compare_value, half_digit
from hozen.rules.recovery.redemptions import after_haircut, redeemed_so_far
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

    def test_one_bitcoin_paid_early_comes_to_315356_9543_yen(self):
        # 200,000 + 21% × 549,318.83 = 200,000 + 115,356.9543
        claim = self.one_btc()
        asked = Claims(claim, early=np.array([True]))
        found = distribute(asked, Pool("JPY", 10**13), self.TERMS)
        assert numbers(found.pay) == [315_356_9543]

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


class TestQuadriga:
    """Interim dividend, May 2023: https://coinsharks.io/2023/05/15/former-users-of-bankrupt-exchange-quadrigacx-to-receive-13-of-funds-in-bankruptcy-proceedings/"""

    def test_13_094156_percent_of_303_1m_is_39_6884m(self):
        exact = Ratio.parse("13.094156", per=100).value * Fraction("303.1")
        assert compare_value(exact, "39.6884").agreement is EXACT

    def test_a_claim_of_10000_dollars_gets_1309_41(self):
        # 39,688,386.83 dollars for 303.1m of claims, in cents; 1,309.4156 cut.
        others = 303_100_000_00 - 10_000_00
        paid = distribute(Claims(wide([10_000_00, others])), Pool("CAD", 39_688_386_83)).pay
        assert paid.number(0) == 1_309_41

    def test_13_percent_of_the_funds_stay_for_what_is_in_dispute(self):
        # 87% of the funds were paid, so the funds were 45.619m and 5.93m stayed. 87 itself is rounded: 86.5 to 87.5.
        funds = Fraction("39.6884") / Fraction("0.87")
        assert compare_value(funds, "45.619").agreement is EXACT
        assert compare_value(funds - Fraction("39.6884"), "5.93").agreement is EXACT


class TestBitfinex:
    """https://bitcoinwiki.org/wiki/bitfinex-hack"""

    REDEEMED = ("1.1812", "1.3152", "1.5", "1.75", "2", "4.6", "5", "100")  # percent of what was outstanding
    PUBLISHED = ("1.1812", "2.4809", "3.9437", "5.6246", "7.5121", "11.7666", "16.1783", "100.0")  # so far

    def test_each_balance_lost_36_067_percent(self):
        kept, tokens = after_haircut(100_000, Ratio.parse("36.067", per=100))
        assert (kept, tokens) == (63_933, 36_067)

    def test_eight_redemptions_come_to_the_published_percentages(self):
        so_far = redeemed_so_far([Ratio.parse(one, per=100) for one in self.REDEEMED])
        found = [compare_value(100 * one, said) for one, said in zip(so_far, self.PUBLISHED, strict=True)]
        assert [one.agreement for one in found] == [EXACT] * 8

    def test_the_second_by_hand(self):
        # 1.1812 + (100 − 1.1812) × 1.3152% = 1.1812 + 1.29966...
        assert redeemed_so_far([Ratio.parse("0.011812"), Ratio.parse("0.013152")])[1] == Fraction(
            "0.024808648576"
        )


class TestFtx:
    """https://thecryptonewshub.com/?p=42694"""

    @pytest.mark.parametrize(
        ("second", "third", "so_far", "agreement"),
        [
            ("72", "6", "78", EXACT),  # 5A
            ("54", "40", "95", WITHIN),  # 5B: 94; half a percent for each of the three figures explains 1
            ("61", "24", "85", EXACT),  # 6A, 6B
            ("120", "0", "120", EXACT),  # 7
            ("54", "40", "96", BEYOND),  # planted
        ],
    )
    def test_cumulative_rates_and_their_rounding(self, second, third, so_far, agreement):
        found = compare_sum((second, third), so_far)
        assert found.agreement is agreement
        assert found.allowed == Fraction(3, 2)


class TestBitpoint:
    """https://news.bitpoint.hk/news-0-22-bitpoint%20japan%20infringement%20clarification%20report%203.html: bn yen"""

    VALUE = ("1.53", "0.07", "0.33", "0.05", "1.02")  # BTC, BCH, ETH, LTC, XRP
    CUSTOMER = ("1.28", "0.04", "0.24", "0.04", "0.44")
    OWN = ("0.25", "0.02", "0.08", "0.00", "0.58")

    @pytest.mark.parametrize(
        ("rows", "total", "difference"),
        [(VALUE, "3.02", "0.02"), (CUSTOMER, "2.06", "0.02"), (OWN, "0.96", "0.03")],
    )
    def test_rows_that_do_not_add_up_are_flagged_and_not_refused(self, rows, total, difference):
        found = compare_sum(rows, total)
        assert (found.difference, found.agreement) == (Fraction(difference), WITHIN)
        assert found.allowed == Fraction("0.03")  # six figures, each by half of 0.01

    @pytest.mark.parametrize(
        ("at", "agreement"), [(0, EXACT), (1, WITHIN), (2, WITHIN), (3, WITHIN), (4, EXACT)]
    )
    def test_customers_and_own_against_the_value_of_each_row(self, at, agreement):
        found = compare_sum((self.CUSTOMER[at], self.OWN[at]), self.VALUE[at])
        assert found.agreement is agreement


class TestCoincheck:
    """https://corporate.coincheck.com/2018/03/12/47.html"""

    def test_523m_coins_at_88_549_yen(self):
        assert numbers(in_yen(wide([523_000_000 * 10**6]), Price.parse("88.549"), 6)) == [46_311_127_000]

    def test_the_widely_quoted_46_6bn_is_something_else(self):
        assert compare_value(Fraction("46.311127"), "46.6").agreement is BEYOND


class TestCryptopia:
    """Ruscoe v Cryptopia [2020] NZHC 728: a trust for each coin. Own numbers."""

    TRUSTS = (("A", 9, (10, 0, 5)), ("B", 150, (0, 100, 50)))  # coin, held, claims; prices 10,000 and 100

    def test_a_loss_stays_inside_the_trust_of_its_coin(self):
        paid = {
            coin: numbers(distribute(Claims(wide(units)), Pool(coin, held)).pay)
            for coin, held, units in self.TRUSTS
        }
        assert paid == {"A": [6, 0, 3], "B": [0, 100, 50]}
        worth = [paid["A"][at] * 10_000 + paid["B"][at] * 100 for at in range(3)]
        assert worth == [60_000, 10_000, 35_000]

    def test_in_one_pool_it_falls_on_all(self):
        # 105,000 for 165,000: 7/11 of each. 63,636.4; 6,363.6; 35,000.
        claims = wide([100_000, 10_000, 55_000])
        assert numbers(distribute(Claims(claims), Pool("JPY", 105_000)).pay) == [63_636, 6_363, 35_000]
        handed_out = distribute(Claims(claims), Pool("JPY", 105_000), PlanTerms(rule=LARGEST_REMAINDER))
        assert numbers(handed_out.pay) == [63_636, 6_364, 35_000]


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
