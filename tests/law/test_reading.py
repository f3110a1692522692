"""What a reading answers: the figure in its kind, or a refusal that says where, why and what to supply."""

from __future__ import annotations

from datetime import date

import pytest

from hozen.law import Law, LawGap, Standing
from hozen.values import Ratio, Yen

LAW = Law.load("jp")
DAY = date(2026, 11, 20)
TODAY = LAW.reading(DAY)
GETTERS = ("ratio", "yen", "count", "text", "flag", "date")

# key, getter, value by hand from the articles
KINDS = [
    ("custody.hot_share_max", "ratio", Ratio.parse("0.05")),
    ("adequacy.capital_ratio.floor", "ratio", Ratio.parse("1.2")),  # 120 percent
    ("reserves.rate.shares", "ratio", Ratio.parse("0.00002")),  # 0.2 per ten thousand
    ("segregation.capital_min", "yen", Yen(10_000_000)),
    ("segregation.money_trust_cure_days", "count", 2),
    ("reserves.lookback_years", "count", 2),
    ("reporting.psa.misconduct_weeks", "count", 2),
    ("adequacy.capital_ratio.monthly_due_day", "count", 20),
    ("reporting.psa.supervisory_yearly_due", "text", "05-31"),
    ("segregation.money_trust_calc_frequency", "text", "each business day"),
    ("segregation.net_assets_min", "text", "max(0, JPY value of guarantee crypto)"),
    ("custody.guarantee_must_be_cold", "flag", True),
    ("reform.main_effective_latest", "date", date(2027, 7, 22)),
]


class TestKinds:
    @pytest.mark.parametrize(("key", "getter", "value"), KINDS)
    def test_a_figure_is_read_in_its_own_kind(self, key, getter, value) -> None:
        found = getattr(TODAY, getter)(key)
        assert found.value == value
        assert type(found.value) is type(value)
        assert found == TODAY.figure(key)

    @pytest.mark.parametrize(("key", "getter", "value"), KINDS)
    def test_and_in_no_other(self, key, getter, value) -> None:
        for other in (one for one in GETTERS if one != getter):
            with pytest.raises(TypeError, match=f"{key} is a {type(value).__name__}, not a"):
                getattr(TODAY, other)(key)

    def test_a_flag_is_no_count_though_python_thinks_so(self) -> None:
        with pytest.raises(TypeError, match="is a bool, not a int"):
            TODAY.count("custody.guarantee_must_be_cold")

    @pytest.mark.parametrize("getter", GETTERS)
    def test_a_gap_is_a_gap_in_every_kind(self, getter) -> None:
        with pytest.raises(LawGap, match=r"no figure for reserves\.floor"):
            getattr(TODAY, getter)("reserves.floor")

    def test_a_family_is_read_by_the_last_part_of_its_keys(self) -> None:
        rates = TODAY.family("reserves.rate")
        assert len(rates) == 11
        assert rates["shares"].value == Ratio.parse("0.2", per=10_000)
        assert TODAY.family("insurance.credit") == {}  # no text ever fixed one

    def test_a_family_with_a_hole_on_the_day_is_refused_for_its_sum_would_be_too_small(self) -> None:
        # The commodity rows were read on 2026-08-03; what held the day before was not established.
        with pytest.raises(LawGap, match=r"reserves.rate.commodity_\w+ on 2026-08-02"):
            LAW.reading(date(2026, 8, 2)).family("reserves.rate")


class TestGaps:
    def test_a_misspelt_key_is_answered_with_the_right_one(self) -> None:
        with pytest.raises(LawGap, match=r"no law file knows custody\.hot_share_mx") as caught:
            TODAY.ratio("custody.hot_share_mx")
        assert caught.value.try_next.startswith("did you mean custody.hot_share_max")
        with pytest.raises(LawGap) as caught:
            LAW.show("segregation.captal_min", DAY)
        assert "did you mean segregation.capital_min" in caught.value.try_next

    def test_a_key_that_resembles_none_is_sent_to_the_list(self) -> None:
        with pytest.raises(LawGap) as caught:
            TODAY.figure("xyz")
        assert caught.value.try_next == "see the list of keys"

    def test_a_key_below_a_gap_is_part_of_that_gap(self) -> None:
        with pytest.raises(LawGap) as caught:
            TODAY.ratio("reserves.crypto.rate.spot")
        found = caught.value
        assert found.key == "reserves.crypto.rate.spot"
        assert found.file == "jp/parameters/reserves/crypto.yaml"
        assert str(found.cite[0]) == "Act 64 of 2026 article not located"
        assert found.try_next == ("supply reserves.crypto.rate.spot, .margin and .derivative in a scenario")

    def test_the_day_before_a_copy_was_read_is_a_gap_that_says_so(self) -> None:
        # GL16 was read as of 2026-06-16: the day before is not established, the day itself is 5 business days.
        key = "segregation.crypto_shortage_cure_days"
        with pytest.raises(LawGap) as caught:
            LAW.reading(date(2026, 6, 15)).count(key)
        assert (
            "the text was read as of 2026-06-16; what held before was not established" in caught.value.message
        )
        assert str(caught.value.cite[0]) == "GL16 II-2-2-3-2(3)④ note 2"
        assert "the text in force on 2026-06-15" in caught.value.try_next
        assert [LAW.reading(date(2026, 6, day)).count(key).value for day in (16, 17)] == [5, 5]


class TestWeakest:
    # The share of issued supply (WG report) is reported; the enacted day is enacted; 5% hot is in force.
    FIRMNESS = (
        ("surveillance.insider_large_trade_share", Standing.REPORTED),
        ("reform.enacted", Standing.ENACTED),
        ("custody.hot_share_max", Standing.IN_FORCE),
    )

    @pytest.mark.parametrize(("key", "standing"), FIRMNESS)
    @pytest.mark.parametrize("weakest", Standing)
    def test_below_on_and_above_the_weakest_accepted(self, key, standing, weakest) -> None:
        law = LAW.reading(DAY, weakest=weakest)
        if standing >= weakest:
            assert law.figure(key).standing is standing
            return
        with pytest.raises(LawGap) as caught:
            law.figure(key)
        found = caught.value
        assert (found.key, found.day) == (key, DAY)
        assert found.found == f"standing {standing.word}"
        assert found.expected == f"standing {weakest.word} or firmer"
        assert found.cite
        assert found.file

    def test_firmness_is_ordered(self) -> None:
        words = [one.word for one in sorted(Standing, reverse=True)]
        assert words == ["in_force", "enacted", "bill", "reported", "assumed"]

    def test_a_family_with_a_member_too_weak_is_refused_not_thinned(self) -> None:
        firm = LAW.reading(DAY, "share-rates", weakest=Standing.REPORTED)
        with pytest.raises(LawGap, match="only assumed"):
            firm.family("insurance.credit")

    def test_by_default_everything_is_accepted(self) -> None:
        assert LAW.reading(DAY, "share-rates").weakest is Standing.ASSUMED


class TestGapsOfADay:
    def test_each_key_without_a_figure_and_no_other(self) -> None:
        found = LAW.gaps(DAY)
        without = {one.key for one in found.gaps}
        for key in LAW.figures:
            if key in without:
                with pytest.raises(LawGap):
                    TODAY.figure(key)
            else:
                assert TODAY.figure(key)
        assert [one.key for one in found.gaps] == sorted(without)
        assert found.day == DAY

    def test_what_no_text_fixes_is_there_and_the_effective_day_too(self) -> None:
        without = {one.key for one in LAW.gaps(DAY).gaps}
        assert {"reserves.crypto.rate", "insurance.credit.share_max", "reform.main_effective_day"} <= without
        assert "custody.hot_share_max" not in without

    @pytest.mark.parametrize(("day", "is_gap"), [(30, True), (31, False)])
    def test_a_hole_counts_on_its_days_only(self, day, is_gap) -> None:
        # The July table is of 2026-07-31.
        without = {one.key for one in LAW.gaps(date(2026, 7, day)).gaps}
        assert ("reporting.jvcea_monthly.spot_turnover" in without) is is_gap

    def test_the_provisions_that_no_check_carries_out_come_with_it(self) -> None:
        found = LAW.gaps(DAY).not_coded
        assert found == LAW.not_coded
        assert len({one.id for one in found}) == len(found) > 40
        by_id = {one.id: one for one in found}
        assert str(by_id["reserve-use"].cite) == "FIEA 46-5(2); FIB Order 118"


class TestDiff:
    """The step of 12 August 2026; more in test_made_up_law.py."""

    def test_12_august_2026(self) -> None:
        # In force that day: the penalty moved to FIEA 197(1)(iv-3). First seen: what stands in the copies of the FIEA,
        # its Cabinet Order and the PSA of that day, without an earlier day on file.
        found = LAW.diff(date(2026, 8, 11), date(2026, 8, 12))
        assert [(one.key, one.value) for one in found.added] == [
            ("providers.unregistered_fiea.fine_max", Yen(10_000_000)),
            ("providers.unregistered_fiea.prison_years_max", 10),
        ]
        assert {str(one.cite) for one in found.added} == {"FIEA 197(1)(iv-3)"}
        assert {one.key for one in found.first_seen} == {
            "adequacy.capital_ratio.public_from_months",
            "adequacy.type_1_capital_min",
            "providers.unregistered_psa.fine_max",
            "providers.unregistered_psa.prison_years_max",
            "reporting.duty.psa_closure",
            "reporting.duty.type_1_annual",
            "reporting.psa.closure_notice_days",
            "reporting.type_1.annual_months",
            "segregation.penalty.fine",
            "segregation.penalty.prison_years",
        }
        assert (found.changed, found.ended) == ((), ())

    def test_the_day_after_nothing_more(self) -> None:
        found = LAW.diff(date(2026, 8, 12), date(2026, 8, 13))
        assert (found.added, found.first_seen, found.changed, found.ended) == ((), (), (), ())
