"""Which regime a year is under, what the separate 20% comes to, losses, margin, companies."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from tax_events import FLAT, LAW, event, reading, year_of
from tax_vectors import vector

from hozen.law import LawGap, Standing
from hozen.rules.tax import Pool, TaxRefused
from hozen.rules.tax.jp import Specified, baskets, method_of, regime_of, separate_tax
from hozen.rules.tax.jp_margin import MarginTrade, deemed_settled, settled, year_end
from hozen.rules.tax.losses import LossYear, carry
from hozen.values import JST, Yen

OPEN = ("cost_method", "step_up", "pool", "rewards", "loss_order", "deemed_cost")


class TestRegime:
    @pytest.mark.parametrize("year", [2017, 2020, 2025, 2026])
    def test_miscellaneous_income_today(self, year) -> None:
        assert regime_of(reading(year)).value == "miscellaneous"

    def test_2027_is_not_decided(self) -> None:
        with pytest.raises(LawGap) as gap:
            regime_of(reading(2027))
        assert gap.value.key == "reform.main_effective_day"

    @pytest.mark.parametrize(
        ("effective", "regime"), [("2026-12-31", "separate"), ("2027-01-01", "miscellaneous")]
    )
    def test_a_scenarios_day_decides_2027(self, effective, regime, tmp_path) -> None:
        """From the first of January after the year in which the Act takes effect."""
        path = tmp_path / "mine.yaml"
        text = FLAT.read_text("utf-8").replace("name: flat-20", "name: mine")
        path.write_text(text.replace("value: 2027-07-22", f"value: {effective}"), "utf-8")
        found = regime_of(reading(2027, path))
        assert (found.value, found.standing) == (regime, Standing.ASSUMED)

    def test_2028_is_separate_whatever_the_day(self) -> None:
        found = regime_of(reading(2028))
        assert (found.value, found.standing) == ("separate", Standing.ENACTED)

    @pytest.mark.parametrize("key", OPEN)
    def test_what_the_text_leaves_open_is_a_gap(self, key) -> None:
        with pytest.raises(LawGap):
            reading(2028).text(f"tax.separate.{key}")


class TestMethod:
    def test_without_an_election_the_laws_own_default(self) -> None:
        assert method_of(reading(2026), None)[0] == "total_average"
        assert method_of(reading(2026), None, "company")[0] == "moving_average"
        assert method_of(reading(2026), "moving_average_nta_sheet")[0] == "moving_average_nta_sheet"

    def test_after_the_switch_only_a_scenario_can_say(self) -> None:
        with pytest.raises(LawGap) as gap:
            method_of(reading(2028), "moving_average")
        assert gap.value.key == "tax.separate.cost_method"
        method, rule = method_of(reading(2028, FLAT), "moving_average")
        assert (method, rule.standing) == ("moving_average", Standing.ASSUMED)


LISTED = {"BTC": (Specified(date(2028, 3, 1), date(2028, 10, 31)),)}


class TestBaskets:
    def income(self, day: str, year: int = 2028, scenario: object = FLAT, **more: object) -> dict:
        done = year_of(
            [event(f"{year}-01-05", "buy", yen=100), event(f"{year}-{day}", "sell", yen=150, **more)]
        )
        return baskets(reading(year, scenario), [done], LISTED)

    @pytest.mark.parametrize(
        ("day", "registered", "basket"),
        [
            ("02-29", True, "aggregate"),  # not yet specified
            ("03-01", True, "specified"),
            ("10-31", True, "specified"),
            ("11-01", True, "aggregate"),  # no longer
            ("03-01", False, "aggregate"),  # to a foreign venue
        ],
    )
    def test_specified_on_the_day_and_to_a_registered_operator(self, day, registered, basket) -> None:
        assert self.income(day, registered=registered)[basket] == 50

    def test_today_there_is_one_basket(self) -> None:
        assert self.income("03-01", 2026, None) == {"miscellaneous": 50}

    def test_without_a_scenario_no_number(self) -> None:
        with pytest.raises(LawGap):
            self.income("03-01", scenario=None)

    def test_rewards_ask_what_no_text_answers(self) -> None:
        done = year_of([event("2028-01-05", "staking", market=700)])
        assert baskets(reading(2028, FLAT), [done], {})["aggregate"] == 700


@pytest.mark.parametrize("name", ["tax-1234567", "tax-10000000"])
def test_the_separate_tax_to_the_yen(name) -> None:
    """1,234,567 → 1,234,000; × 15% = 185,100; × 1.1% = 2,036.1; × 1% = 1,851; 188,987 → 188,900; × 5% = 61,700."""
    found = vector(name)
    said = found["expected"]
    due = separate_tax(reading(2028, FLAT), Fraction(found["taxable_income"]))
    assert due.base == Yen(int(said["taxable_floor_1000"]))
    assert due.national == Yen(int(said["national_15"]))
    assert due.surtaxes["reconstruction"] == Yen(int(said["reconstruction_1_1"]))
    assert due.surtaxes["defence"] == Yen(int(said["defence_1_0"]))
    assert due.national_payable == Yen(int(said["national_total_floor_100"]))
    assert due.local_payable == Yen(int(said["local_5"]))


@pytest.mark.parametrize(("income", "base"), [(999, 0), (1000, 1000), (1999, 1000), (-5, 0)])
def test_less_than_a_thousand_yen_is_cut_off(income, base) -> None:
    assert separate_tax(reading(2028), Fraction(income)).base == Yen(base)


def test_the_surtax_splits_in_2027_and_stays_at_two_point_one() -> None:
    after = reading(2027).family("tax.surtax")
    assert reading(2026).ratio("tax.surtax.reconstruction").value.value == Fraction("0.021")
    assert {name: str(one.value.value) for name, one in after.items()} == {
        "reconstruction": "11/1000",
        "defence": "1/100",
    }


class TestLosses:
    def test_the_founders_vector(self) -> None:
        found = vector("carry-3y-basic")
        keep = reading(2028).count("tax.separate.loss_years").value
        told = carry([LossYear(int(one["year"]), int(one["income"])) for one in found["years"]], keep)
        for one in told:
            said = found["expected"][str(one.year)]
            assert sum(one.used.values()) == int(said["loss_used"])
            assert one.taxable == int(said["taxable"])
            assert one.left == {int(year): int(yen) for year, yen in said["loss_left"].items()}

    def test_a_loss_serves_three_years_and_lapses_in_the_fourth(self) -> None:
        told = carry(
            [LossYear(2028, -100), *(LossYear(year, 0) for year in (2029, 2030, 2031)), LossYear(2032, 70)], 3
        )
        assert [one.left for one in told][:4] == [{2028: 100}] * 4
        assert (told[4].taxable, told[4].lapsed, told[4].left) == (70, {2028: 100}, {})

    def test_the_oldest_loss_goes_first(self) -> None:
        told = carry([LossYear(2028, -100), LossYear(2029, -50), LossYear(2030, 120)], 3)
        assert (told[2].used, told[2].left) == ({2028: 100, 2029: 20}, {2029: 30})

    def test_a_year_without_a_return_ends_what_was_carried(self) -> None:
        told = carry([LossYear(2028, -100), LossYear(2029, 0, filed=False), LossYear(2030, 120)], 3)
        assert told[1].lapsed == {2028: 100}
        assert told[2].taxable == 120
        assert carry([LossYear(2028, -100, filed=False)], 3)[0].left == {}


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+09:00").astimezone(JST)


def margin(**more: object) -> MarginTrade:
    given = {"opened": noon("2026-11-01"), "settled": noon("2027-01-10"), "long": True}
    amounts = {
        "open_yen": 10_000_000,
        "close_yen": 10_500_000,
        "interest_paid": 5000,
        "lending_fee_received": 800,
    }
    return MarginTrade(**(given | {key: Fraction(value) for key, value in amounts.items()} | more))


class TestMargin:
    def test_a_long_trade_earns_in_the_year_it_is_settled(self) -> None:
        """10,000,000 + 5,000 − 800 = 10,004,200; 10,500,000 less that is 495,800, in 2027."""
        said = vector("margin-long-interest")["expected"]["2027"]
        done = settled(reading(2026), margin())
        assert (done.year, done.cost, done.revenue, done.income) == (
            2027,
            int(said["acquisition"]),
            int(said["revenue"]),
            int(said["income"]),
        )

    def test_a_short_trade_and_its_fee(self) -> None:
        """Sold for 10,000,000, bought back at 10,500,000, interest 5,000 less 800, fee 100: −504,300."""
        assert settled(reading(2026), margin(long=False, fee=Fraction(100))).income == -504_300

    def test_an_open_trade_has_no_result(self) -> None:
        with pytest.raises(TaxRefused, match="not settled"):
            settled(reading(2026), margin(settled=None))

    def test_a_companys_open_trade_is_deemed_settled(self) -> None:
        done = deemed_settled(reading(2026), margin(settled=None), Fraction(10_100_000), 2026)
        assert (done.year, done.income) == (2026, 95_800)


class TestCompany:
    @pytest.mark.parametrize(
        ("active", "excepted", "value", "gain"),
        [(True, False, 900, 400), (False, False, 500, 0), (True, True, 500, 0)],
    )
    def test_year_end(self, active, excepted, value, gain) -> None:
        done = year_end(reading(2026), Pool(5, Fraction(500)), Fraction(900), active, excepted)
        assert (done.value, done.gain) == (value, gain)

    def test_a_market_value_is_not_guessed(self) -> None:
        with pytest.raises(TaxRefused):
            year_end(reading(2026), Pool(5, Fraction(500)), None, True, False)


def test_the_payment_record_is_a_gap_until_its_form_is_known() -> None:
    with pytest.raises(LawGap):
        reading(2028, FLAT).text("tax.payment_record")
    assert LAW.keys("tax.payment_record")
