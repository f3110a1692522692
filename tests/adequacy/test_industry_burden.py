"""The burden of the whole industry by hand, and its tables at a glance."""

from __future__ import annotations

from fractions import Fraction

import pytest

from hozen.faces.cli.quantities import three_figures
from hozen.faces.cli.view import View
from hozen.findings.table import width
from hozen.values import Ratio, Yen
from hozen.workflows.adequacy.industry import Study, industry

M = 10**6
STUDY = Study(Yen(2000 * M), Ratio(Fraction(1, 100)), Ratio(Fraction(1, 2)), 4)


@pytest.fixture(scope="module")
def found():
    rows, steps = industry(STUDY)
    return {one.form: one for one in rows}, steps


def aside(steps, form: str, insured: bool) -> list[int]:
    return [one.set_aside.amount for one in steps if (one.form, one.insured) == (form, insured)]


def test_required_of_the_industry_by_hand(found) -> None:
    rows, _ = found
    # 32 firms × ¥2bn; 1% of ¥2,641,858m; 1% of (2,641,858 + 230,505) = 2,872,363m
    assert rows["flat_times_firms"].required == Yen(64_000 * M)
    assert rows["share"].required == Yen(26_418_580_000)
    assert rows["share_with_cash"].required == Yen(28_723_630_000)
    # ¥674,240m × 12 = ¥8,090,880m; 0.8 of 10,000 of it: 647.2704m
    assert rows["share_rates"].base == Yen(8_090_880 * M)
    assert rows["share_rates"].required == Yen(647_270_400)
    assert rows["share"].of_custody == Ratio(Fraction(1, 100))


def test_insurance_stands_for_half(found) -> None:
    rows, _ = found
    assert (rows["share"].insured, rows["share"].own_money) == (Yen(13_209_290_000), Yen(13_209_290_000))
    assert all(one.insured + one.own_money == one.required for one in rows.values())


def test_phase_in_by_year(found) -> None:
    _, steps = found
    assert aside(steps, "flat_times_firms", insured=False) == [16_000 * M, 32_000 * M, 48_000 * M, 64_000 * M]
    assert aside(steps, "flat_times_firms", insured=True) == [8_000 * M, 16_000 * M, 24_000 * M, 32_000 * M]
    # 0.2 of 10,000 a year: 161.8176m, until there is enough
    assert aside(steps, "share_rates", insured=False) == [161_817_600, 323_635_200, 485_452_800, 647_270_400]
    assert aside(steps, "share_rates", insured=True) == [161_817_600, 323_635_200, 323_635_200, 323_635_200]


def test_each_row_names_its_source_and_how_far_it_is_trusted(found) -> None:
    rows, _ = found
    assert {one.confidence for one in rows.values()} == {"medium"}
    assert all(one.source.startswith("https://") for one in rows.values())
    assert "202607" in rows["share_rates"].source


def test_years_and_insurance_are_levers() -> None:
    _, steps = industry(Study(Yen(3), Ratio(Fraction(0)), Ratio(Fraction(0)), 2))
    assert aside(steps, "flat_times_firms", insured=True) == [48, 96]  # 32 × ¥3 = ¥96


@pytest.mark.parametrize(
    ("amount", "english", "japanese"),
    [
        (0, "¥0", "¥0"),
        (999, "¥999", "¥999"),
        (12_345, "¥12,345", "1.23万円"),
        (1_250_000, "¥1.25m", "125万円"),
        (82_558_062_500, "¥82.6bn", "826億円"),
        (999_499_999, "¥999m", "9.99億円"),
        (999_500_000, "¥1bn", "10億円"),
        (1_270_000_000_000, "¥1.27tn", "1.27兆円"),
        (-45_000_000_000, "-¥45bn", "-450億円"),
    ],
)
def test_three_figures(amount, english, japanese) -> None:
    assert three_figures(Yen(amount), View("en", 100)) == english
    assert three_figures(Yen(amount), View("ja", 100)) == japanese


@pytest.fixture(scope="module")
def report():
    from hozen.workflows.adequacy import burden

    return burden()


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("room", [80, 100])
def test_a_line_a_firm_in_the_width_there_is(report, lang, room) -> None:
    from hozen.faces.cli.show_adequacy import show_adequacy

    lines = [one.plain for text in show_adequacy(report, lang, room) for one in text.split()]
    assert all(width(line) <= room for line in lines if "http" not in line)
    firm = [line for line in lines if line.strip().startswith("BITPoint Japan ")]
    assert len(firm) == 3  # one in the table of each rule
    assert ("158億円" if lang == "ja" else "¥15.8bn") in firm[0]
