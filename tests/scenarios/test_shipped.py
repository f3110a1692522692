"""The shipped scenarios: what each says, who says it, and what it comes to by hand."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest

from hozen.law import Law, Lawful, LawGap, Reading, Seen, Standing
from hozen.rules.insurance.jp import insurance_credit
from hozen.rules.reserves import ReserveFacts, YearVolume
from hozen.rules.reserves.jp import crypto_requirement
from hozen.values import BusinessYear, Ratio, Yen
from hozen.workflows.replay import catalogue, customer_part

DAY = date(2026, 11, 20)
LAW = Law.load("jp")
NAMES = ("act-64", "custody-share", "loss-history", "press-band", "share-rates")
WITH_FIGURES = NAMES[1:]
C = "reserves.crypto"
BN = 1_000_000_000
JULY_2026 = 674_240_000_000  # the industry's spot trading of the month, in yen


def reading(name: str) -> Reading:
    return LAW.reading(DAY, name)


def year(first: int, **volumes: int) -> YearVolume:
    span = BusinessYear(date(first, 4, 1), date(first + 1, 3, 31))
    return YearVolume(span, {name: Yen(amount) for name, amount in volumes.items()})


def level_and_yearly(name: str, facts: ReserveFacts) -> tuple[int, int]:
    found = crypto_requirement(reading(name), facts)
    return found.level.amount, found.yearly_addition.amount


class TestAll:
    def test_five_are_shipped(self) -> None:
        assert LAW.scenario_names() == NAMES

    @pytest.mark.parametrize("name", NAMES)
    def test_each_says_in_two_languages_what_it_is_and_who_says_so(self, name) -> None:
        found = LAW.scenario(name)
        assert all((found.title, found.title_ja, found.who, found.note))
        assert found.title != found.title_ja

    @pytest.mark.parametrize("name", WITH_FIGURES)
    def test_each_figure_has_a_note_and_none_is_firmer_than_reported(self, name) -> None:
        rows = [row for one in LAW.scenario(name).figures.values() for row in one.rows]
        for row in rows:
            assert isinstance(row, Lawful)
            assert row.note
            assert row.cite.article
            assert row.standing <= Standing.REPORTED

    @pytest.mark.parametrize("name", WITH_FIGURES)
    def test_what_is_reported_is_cited_to_a_source_with_an_address(self, name) -> None:
        rows = [row for one in LAW.scenario(name).figures.values() for row in one.rows]
        for row in rows:
            assert isinstance(row, Lawful)
            reported = row.standing is Standing.REPORTED
            assert reported == (row.seen is Seen.SECONDARY)
            assert reported == bool(row.cite.instrument.url)

    @pytest.mark.parametrize("name", WITH_FIGURES)
    def test_all_give_insurance_the_same_terms_so_that_they_can_be_laid_side_by_side(self, name) -> None:
        def terms(one: str) -> dict[str, object]:
            return {key: row.value for key, row in reading(one).family("insurance.credit").items()}

        assert len(terms(name)) == 8
        assert terms(name) == terms("share-rates")

    @pytest.mark.parametrize("name", WITH_FIGURES)
    def test_use_without_approval_is_only_reported(self, name) -> None:
        found = reading(name).flag(f"{C}.use_without_approval")
        assert (found.value, found.standing) == (True, Standing.REPORTED)

    def test_the_causes_are_words_of_the_list_of_incidents(self) -> None:
        text = files("hozen.workflows.replay").joinpath("data/incidents.csv").read_text(encoding="utf-8")
        known = {row["cause"] for row in csv.DictReader(text.splitlines())}
        assert set(reading("share-rates").text("insurance.credit.causes").value.split()) <= known

    @pytest.mark.parametrize("name", WITH_FIGURES)
    def test_whoever_accepts_only_what_is_reported_gets_a_gap(self, name) -> None:
        firm = LAW.reading(DAY, name, weakest=Standing.REPORTED)
        with pytest.raises(LawGap, match="only assumed"):
            crypto_requirement(firm, ReserveFacts((year(2026, spot=1),), Yen(1), Yen(1)))


class TestShareRates:
    def test_the_industry_of_july_2026(self) -> None:
        # ¥674,240m × 12 = ¥8,090,880m; × 0.8/10,000 = ¥647,270,400; × 0.2/10,000 = ¥161,817,600.
        facts = ReserveFacts((year(2026, spot=JULY_2026 * 12),))
        assert level_and_yearly("share-rates", facts) == (647_270_400, 161_817_600)

    def test_the_rates_are_the_statutes_own(self) -> None:
        law, classes = (
            reading("share-rates"),
            {"spot": "shares", "margin": "shares", "derivative": "share_futures"},
        )
        for kind in ("rate", "cap_rate"):
            for crypto, securities in classes.items():
                theirs = law.ratio(f"reserves.{kind}.{securities}").value
                assert law.ratio(f"{C}.{kind}.{crypto}").value == theirs
        assert law.count(f"{C}.lookback_years").value == law.count("reserves.lookback_years").value

    def test_margin_counts_like_spot_and_a_derivative_by_its_contract_value(self) -> None:
        # Each ¥1tn: spot and margin 20m + 20m, derivative 1tn × 0.006/10,000 = 600,000; the cap four times that.
        facts = ReserveFacts((year(2026, spot=1000 * BN, margin=1000 * BN, derivative=1000 * BN),))
        assert level_and_yearly("share-rates", facts) == (162_400_000, 40_600_000)


class TestPressBand:
    def test_the_anchor_volumes_are_the_industrys_year_and_its_mean_firm(self) -> None:
        # 674,240m × 12 = 8,090,880m; ÷ 32 firms = 252,840m.
        law = reading("press-band")
        assert law.yen(f"{C}.band.high_volume").value == Yen(JULY_2026 * 12)
        assert law.yen(f"{C}.band.low_volume").value.amount * 32 == JULY_2026 * 12

    def test_the_levels_are_the_reported_range_and_the_volumes_are_ours(self) -> None:
        law = reading("press-band")
        for end in ("low", "high"):
            level, volume = law.yen(f"{C}.band.{end}_level"), law.yen(f"{C}.band.{end}_volume")
            assert level.value == law.yen(f"reserves.press_range_{end}").value
            assert (level.standing, volume.standing) == (Standing.REPORTED, Standing.ASSUMED)

    @pytest.mark.parametrize(
        ("volume", "level"),
        [
            (252_839_999_999, 2 * BN),
            (252_840_000_000, 2 * BN),
            # One yen above: 38bn ÷ 7,838,040m = 0.0048… of a yen more, rounded up.
            (252_840_000_001, 2 * BN + 1),
            # Half way, 252,840m + 3,919,020m = 4,171,860m: 2bn + 19bn.
            (4_171_860_000_000, 21 * BN),
            # One yen below the top: 0.0048… of a yen less, rounded up.
            (8_090_879_999_999, 40 * BN),
            (8_090_880_000_000, 40 * BN),
            (8_090_880_000_001, 40 * BN),
        ],
    )
    def test_below_on_and_above_the_anchors(self, volume, level) -> None:
        assert level_and_yearly("press-band", ReserveFacts((year(2026, spot=volume),)))[0] == level

    def test_the_level_is_built_up_over_four_years(self) -> None:
        assert level_and_yearly("press-band", ReserveFacts((year(2026, spot=1),))) == (2 * BN, BN // 2)


class TestCustodyShare:
    @pytest.mark.parametrize(
        ("cold", "level"),
        [
            (14_999_999_999, 300_000_000),  # × 2% = 299,999,999.98
            (15_000_000_000, 300_000_000),
            (15_000_000_001, 300_000_001),  # 300,000,000.02, rounded up
            (1_999_999_999_950, 39_999_999_999),
            (2_000_000_000_000, 40 * BN),
            (2_000_000_000_001, 40 * BN),
        ],
    )
    def test_below_on_and_above_floor_and_ceiling(self, cold, level) -> None:
        facts = ReserveFacts((), customer_crypto=Yen(10**13), cold_customer_crypto=Yen(cold))
        assert level_and_yearly("custody-share", facts)[0] == level


class TestLossHistory:
    FIRMS = ("coincheck_2018", "zaif_2018", "bitpoint_2019", "liquid_2021", "dmm_2024")

    def test_the_losses_are_those_of_the_list_of_incidents(self) -> None:
        law = reading("loss-history")
        assert set(law.family(f"{C}.loss")) == set(self.FIRMS)
        for name in self.FIRMS:
            incident = catalogue().find(name.replace("_", "-"))
            part, figure = customer_part(incident), law.yen(f"{C}.loss.{name}")
            assert part is not None
            assert (figure.value, figure.since) == (part.yen, incident.day)
            assert figure.cite.instrument.url in incident.sources

    def test_half_of_the_five_losses_do_not_exceed_the_third(self) -> None:
        # 2.06, 4.5, 9.992, 46.311127, 48.2bn: the middle one; a fourth of it a year.
        assert level_and_yearly("loss-history", ReserveFacts(())) == (9_992_000_000, 2_498_000_000)

    def test_a_small_firm_is_asked_for_what_it_holds(self) -> None:
        assert level_and_yearly("loss-history", ReserveFacts((), Yen(BN)))[0] == BN

    def test_on_a_day_before_a_loss_it_does_not_know_the_loss(self) -> None:
        before = LAW.reading(date(2024, 5, 30), "loss-history")
        with pytest.raises(LawGap, match="dmm_2024"):
            crypto_requirement(before, ReserveFacts(()))
        assert crypto_requirement(LAW.reading(date(2024, 5, 31), "loss-history"), ReserveFacts(()))


class TestAct64:
    def test_the_reserve_is_a_gap_that_names_what_to_supply(self) -> None:
        with pytest.raises(LawGap) as caught:
            crypto_requirement(reading("act-64"), ReserveFacts((year(2026, spot=1),), Yen(1), Yen(1)))
        assert caught.value.key == f"{C}.method"
        assert caught.value.file == "jp/scenarios/act-64.yaml"
        for needed in (
            "method",
            "rates",
            "levels and volumes",
            "share of custody",
            "quantile",
            "insurance.credit",
        ):
            assert needed in (caught.value.try_next or "")

    def test_insurance_is_a_gap_too(self) -> None:
        with pytest.raises(LawGap, match=r"insurance\.credit\.share_max"):
            insurance_credit(reading("act-64"), [], Yen(1), DAY)

    def test_it_moves_nothing_that_the_law_says(self) -> None:
        without, beside = LAW.reading(DAY).rows, reading("act-64").rows
        assert {key for key, row in beside.items() if row != without.get(key)} == {f"{C}.method"}


def test_gaps_and_differences_of_the_law_do_not_depend_on_scenarios() -> None:
    open_keys = {gap.key for gap in LAW.gaps(DAY).gaps}
    assert {f"{C}.method", f"{C}.rate", "insurance.credit.share_max"} <= open_keys
    found = LAW.diff(DAY, DAY)
    assert (found.added, found.changed, found.ended) == ((), (), ())


@pytest.mark.parametrize(
    ("name", "key", "bad", "expected"),
    [
        ("press-band", "band.high_volume", Yen(252_840_000_000), "above ¥252,840,000,000"),
        ("custody-share", "custody.ceiling", Yen(299_999_999), "at least the floor, ¥300,000,000"),
        ("custody-share", "custody.base", "Cold", "cold | all"),
        ("loss-history", "loss_quantile", Ratio(Fraction(0)), "above 0 and at most 1"),
        ("loss-history", "buildup_years", 0, "at least 1"),
    ],
)
def test_a_figure_that_the_method_cannot_use_is_a_gap_that_says_what_could(name, key, bad, expected) -> None:
    shipped = reading(name)
    row = shipped.figure(f"{C}.{key}")
    spoilt = Lawful(
        row.key, bad, row.unit, row.since, None, row.cite, row.standing, row.seen, "", "", row.source
    )
    law = Reading("jp", DAY, name, Standing.ASSUMED, {**shipped.rows, row.key: spoilt})
    with pytest.raises(LawGap) as caught:
        crypto_requirement(law, ReserveFacts((year(2026, spot=1),), Yen(1), Yen(1)))
    assert (caught.value.key, caught.value.expected) == (f"{C}.{key}", expected)
