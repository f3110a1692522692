"""What each event does, by hand and by the founders' vectors."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest
from tax_events import FLAT, LAW, TODAY, event, reading, year_of
from tax_vectors import units, vector

from hozen.law import LawGap
from hozen.rules.tax import Pool, TaxRefused
from hozen.rules.tax.events import Kind, TaxEvent
from hozen.rules.tax.jp_events import TREATMENTS, postings
from hozen.values import JST


def test_each_event_has_its_treatment_with_citation_and_standing() -> None:
    law = reading(2026, TODAY)
    for kind in Kind:
        rule = law.text(f"tax.event.{kind.value}")
        assert rule.value in TREATMENTS
        assert str(rule.cite)
    positions = {
        f"tax.event.{kind}" for kind in ("margin", "derivative", "etf")
    }  # tests/tax/test_positions.py
    assert set(LAW.keys("tax.event")) == {f"tax.event.{kind.value}" for kind in Kind} | positions


@pytest.mark.parametrize("kind", ["fee", "airdrop"])
def test_of_which_no_text_was_found_there_is_a_gap(kind) -> None:
    with pytest.raises(LawGap):
        postings(reading(2026), event("2026-02-01", kind, market=700))


def test_both_legs_of_an_exchange_carry_the_same_yen() -> None:
    """4 BTC for ¥2,000,000; 1 for 4,000 XRP worth ¥600,000: cost 500,000. 1,000 XRP at ¥150 sold for ¥180,000."""
    said = vector("exchange-two-legs")["expected"]
    events = [
        event("2026-03-01", "buy", "4", yen=2_000_000),
        event("2026-05-01", "exchange", "1", yen=600_000, to_asset="XRP", to_units=units("4000")),
        event("2026-09-01", "sell", "1000", "XRP", yen=180_000),
    ]
    income = 0
    for asset in ("BTC", "XRP"):
        done = year_of(events, asset)
        assert done.revenue == Fraction(said[asset]["revenue"])
        assert done.costs.cost == Fraction(said[asset]["cogs"])
        assert done.costs.closing == Pool(
            units(said[asset]["closing_qty"]), Fraction(said[asset]["closing_cost"])
        )
        income += done.income
    assert income == int(said["income"]) == 130_000


def test_the_deemed_cost_only_where_it_is_chosen() -> None:
    said = vector("deemed-cost-5pct")["expected"]
    chosen = year_of([event("2026-05-01", "sell", yen=10_000_000, deemed=True)])
    assert (chosen.expenses, chosen.income) == (int(said["cogs"]), int(said["income"]))
    with pytest.raises(TaxRefused, match="more units go out"):
        year_of([event("2026-05-01", "sell", yen=10_000_000)])


def test_after_the_switch_the_deemed_cost_needs_a_scenario_that_allows_it(tmp_path) -> None:
    """No text says whether the 5% go on. With `flat-20`, which assumes so, 500,000 of 10,000,000."""
    sale = event("2028-05-01", "sell", yen=10_000_000, deemed=True)
    with pytest.raises(LawGap) as gap:
        postings(reading(2028), sale)
    assert gap.value.key == "tax.separate.deemed_cost"
    assert postings(reading(2028, FLAT), sale)[0].specific == 500_000
    mine = tmp_path / "mine.yaml"
    text = FLAT.read_text("utf-8").replace("name: flat-20", "name: mine")
    mine.write_text(text.replace("value: allowed", "value: not_allowed"), "utf-8")
    with pytest.raises(LawGap, match="not_allowed"):
        postings(reading(2028, mine), sale)


@pytest.mark.parametrize(
    ("price", "counts"), [(6_000_000, 7_000_000), (7_000_000, 7_000_000), (7_000_001, 7_000_001)]
)
def test_a_low_price_counts_as_seven_tenths_of_the_market(price, counts) -> None:
    """Market ¥10,000,000: below ¥7,000,000 the revenue is ¥7,000,000; at it and above, the price."""
    bought = event("2026-01-05", "buy", yen=3_000_000)
    done = year_of([bought, event("2026-06-01", "transfer_low", yen=price, market=10_000_000)])
    assert (done.revenue, done.costs.cost, done.income) == (counts, 3_000_000, counts - 3_000_000)
    taker = year_of([event("2026-06-01", "buy_low", yen=price, market=10_000_000)])
    assert taker.costs.closing.yen == counts


def test_a_gift_is_revenue_at_market_for_the_giver_and_cost_for_the_taker() -> None:
    said = vector("gift-out-at-market")["expected"]
    done = year_of(
        [
            event("2026-01-05", "buy", "2", yen=6_000_000),
            event("2026-06-01", "gift_out", "0.5", market=4_000_000),
        ]
    )
    assert (done.revenue, done.costs.cost, done.income, done.costs.closing.yen) == tuple(
        int(said[key]) for key in ("revenue", "cogs", "income", "closing_cost")
    )
    assert year_of([event("2026-06-01", "gift_in", market=4_000_000)]).costs.closing.yen == 4_000_000


def test_an_heir_takes_over_the_book_value() -> None:
    done = year_of([event("2026-06-01", "inherit", cost=123, market=4_000_000)])
    assert done.costs.closing.yen == 123
    assert done.income == 0


def test_a_reward_is_income_and_cost_and_a_fork_costs_nothing() -> None:
    """0.5 as a reward worth ¥100,000, 0.5 from a fork: unit ¥100,000; 0.5 sold for ¥90,000: 90,000 − 50,000."""
    said = vector("reward-then-sale")["expected"]
    events = [
        event("2026-02-01", "reward", "0.5", market=100_000),
        event("2026-03-01", "fork", "0.5"),
        event("2026-07-01", "sell", "0.5", yen=90_000),
    ]
    done = year_of(events)
    assert (done.earned, done.costs.cost, done.costs.closing.yen, done.income) == tuple(
        int(said[key]) for key in ("reward_income", "cogs", "closing_cost", "income")
    )


@pytest.mark.parametrize("kind", ["staking", "lending", "airdrop"])
def test_what_is_earned_in_coin_is_income_and_cost_at_market(kind) -> None:
    done = year_of([event("2026-02-01", kind, market=700)])
    assert (done.income, done.costs.closing.yen) == (700, 700)


def test_a_fee_in_coin_is_a_disposal_and_an_expense_of_one_value() -> None:
    """2 for ¥1,000; 1 goes as a fee worth ¥800: revenue 800, cost 500, expense 800: −500 in all."""
    done = year_of([event("2026-01-01", "buy", "2", yen=1000), event("2026-02-01", "fee", "1", market=800)])
    assert (done.revenue, done.expenses, done.income) == (800, 1300, -500)


def test_a_bridge_coin_keeps_out_of_the_average() -> None:
    """Held: 1 at ¥100. The bridge coin cost ¥900 and went for ¥950: +50, and the ¥100 stand."""
    done = year_of([event("2026-01-01", "buy", yen=100), event("2026-02-01", "bridge", yen=950, cost=900)])
    assert (done.income, done.costs.closing) == (50, Pool(units("1"), Fraction(100)))


class TestMoves:
    def test_between_own_wallets_nothing_happens(self) -> None:
        assert postings(reading(2026), event("2026-02-01", "move_in")) == ()
        assert postings(reading(2026), event("2026-02-01", "move_out")) == ()

    def test_of_unknown_cost_are_shown_and_never_join_the_average(self) -> None:
        done = year_of(
            [event("2026-01-01", "buy", yen=100), event("2026-02-01", "move_in", "5", known=False)]
        )
        assert [one.units for one in done.unexplained] == [units("5")]
        assert (done.costs.closing, done.income) == (Pool(units("1"), Fraction(100)), 0)

    def test_what_is_sold_of_them_has_no_income_but_a_row(self) -> None:
        done = year_of(
            [event("2026-02-01", "move_in", "5", known=False), event("2026-03-01", "sell", "2", yen=900)]
        )
        assert done.income is None
        assert [one.units for one in done.unexplained] == [units("5"), -units("2")]

    def test_more_than_came_in_is_refused(self) -> None:
        with pytest.raises(TaxRefused):
            year_of(
                [event("2026-02-01", "move_in", "1", known=False), event("2026-03-01", "sell", "2", yen=900)]
            )


class TestRefused:
    def test_in_and_out_at_one_instant_without_an_order(self) -> None:
        with pytest.raises(TaxRefused, match="nobody says which came first"):
            year_of([event("2026-02-01", "sell", yen=1), event("2026-02-01", "buy", yen=1)])
        year_of([event("2026-02-01", "sell", yen=1, seq=2), event("2026-02-01", "buy", yen=1, seq=1)])

    def test_an_amount_that_is_missing_is_not_guessed(self) -> None:
        with pytest.raises(TaxRefused, match="a reward without market"):
            year_of([event("2026-02-01", "reward")])

    def test_an_instant_without_a_zone_and_a_float(self) -> None:
        with pytest.raises(TaxRefused, match="without a time zone"):
            TaxEvent(datetime(2026, 12, 31, 23), Kind.BUY, "BTC", 1)  # the point of the test
        with pytest.raises(TaxRefused, match="whole smallest units"):
            TaxEvent(datetime(2026, 12, 31, 23, tzinfo=JST), Kind.BUY, "BTC", 1.0)

    def test_the_year_is_that_of_japan(self) -> None:
        """2026-12-31T15:00Z is midnight in Japan: the first instant of 2027."""
        last = TaxEvent(datetime.fromisoformat("2026-12-31T14:59:59+00:00"), Kind.FORK, "BTC", 1)
        first = TaxEvent(datetime.fromisoformat("2026-12-31T15:00:00+00:00"), Kind.FORK, "BTC", 1)
        assert (last.year, first.year) == (2026, 2027)
