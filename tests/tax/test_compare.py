"""The same trades under the rules of today and under the flat 20%, by hand, and each figure's standing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tax_events import LAW, reading

from hozen.faces.cli import main
from hozen.law import LawGap, Seen, Standing
from hozen.rules.tax import TaxRefused
from hozen.rules.tax.jp_progressive import progressive_tax
from hozen.values import Yen
from hozen.workflows.tax import compute
from hozen.workflows.tax.comparing import compare_with
from hozen.workflows.tax.regime_years import first_separate, last_of_today

TRADES = """seq,ts_jst,side,qty,jpy,fee_jpy
1,2020-03-01T12:00:00+09:00,buy,4,1845000,0
2,2020-06-20T12:00:00+09:00,buy,2,1650000,0
3,2020-07-10T12:00:00+09:00,sell,2,2400000,0
4,2020-09-15T12:00:00+09:00,buy,0.5,542800,0
5,2020-11-30T12:00:00+09:00,sell,3,2895000,0
"""


@pytest.fixture
def trades(tmp_path):
    path = tmp_path / "faq.csv"
    path.write_text(TRADES, "utf-8")
    return path


def year_of(path, year: int = 2020):
    from hozen.workflows.tax.forms import Given

    return compute(path, year, form="trades", given=Given("A", registered=True, asset="BTC"))


@pytest.mark.parametrize(
    ("income", "tax"),
    [
        # Published quick formula: income × rate − deduction, at both sides of every band's lower end.
        (1_949_000, 97_450),
        (1_950_000, 97_500),
        (1_951_000, 97_600),  # × 10% − 97,500
        (3_300_000, 232_500),
        (3_301_000, 232_700),  # × 20% − 427,500
        (6_950_000, 962_500),
        (6_951_000, 962_730),  # × 23% − 636,000
        (9_000_000, 1_434_000),
        (9_001_000, 1_434_330),  # × 33% − 1,536,000
        (18_000_000, 4_404_000),
        (18_001_000, 4_404_400),  # × 40% − 2,796,000
        (40_000_000, 13_204_000),
        (40_001_000, 13_204_450),  # × 45% − 4,796,000
        (0, 0),
        (-5, 0),
    ],
)
def test_the_bands_are_those_of_the_quick_formula(income, tax) -> None:
    assert progressive_tax(reading(2026), Fraction(income)).national == Yen(tax)


def test_what_crypto_adds_by_hand(trades) -> None:
    """Other income ¥5,000,000: 97,500 + 135,000 + 340,000 = 572,500, surtax 12,022, so 584,500; local 500,000.
    With ¥2,189,000 more: 962,500 + 23% of 239,000 = 1,017,470, surtax 21,366, so 1,038,800; local 718,900.
    Flat: 335,200 and 109,400, as worked out beside the public example."""
    told = compare_with(year_of(trades), Yen(5_000_000)).comparison
    assert (told.alone.national_payable.amount, told.together.national_payable.amount) == (584_500, 1_038_800)
    assert told.today == Yen(454_300 + 218_900)
    assert told.flat.total == Yen(335_200 + 109_400)
    assert told.difference == 228_600


def test_a_small_income_pays_less_today(trades) -> None:
    """Alone, ¥2,189,000 is 121,400 at 10% − 97,500, with the surtax 123,949 → 123,900, local 218,900: less than 444,600."""
    assert compare_with(year_of(trades), Yen(0)).comparison.difference == 123_900 + 218_900 - 444_600


def test_a_loss_is_not_set_against_other_income(tmp_path) -> None:
    path = tmp_path / "loss.csv"
    path.write_text(TRADES.replace("2400000", "100000").replace("2895000", "100000"), "utf-8")
    told = compare_with(year_of(path), Yen(5_000_000)).comparison
    assert told.crypto == 200_000 - 3_106_000
    assert (told.today, told.flat.total) == (Yen(0), Yen(0))


def test_each_figure_has_its_standing_and_how_it_is_known(trades) -> None:
    told = compare_with(year_of(trades), Yen(5_000_000))
    by_key = {(one.side, one.figure.key): one.figure for one in told.figures}
    band = by_key["today", "tax.band_rate.fourth"]
    assert (band.standing, band.seen) == (Standing.IN_FORCE, Seen.TEXT)
    assert "百分の二十三" in band.as_written
    assert by_key["today", "tax.local_rate.prefecture"].seen is Seen.SECONDARY
    assert by_key["flat", "tax.separate.national_rate"].standing is Standing.ENACTED
    assert by_key["flat", "tax.separate.step_up"].standing is Standing.ASSUMED


def test_the_bands_are_complete_and_rise() -> None:
    """As many lower ends as rates, both rising, from nothing."""
    found = reading(2026)
    ends = [found.yen(key).value for key in LAW.keys("tax.band_above")]
    assert len(ends) == len(LAW.keys("tax.band_rate")) == 7
    assert min(ends) == Yen(0)
    assert len(set(ends)) == 7


def test_what_cannot_be_explained_has_no_tax(tmp_path) -> None:
    path = tmp_path / "mine.csv"
    head = "at,seq,kind,asset,qty,yen,fee,market,cost,to_asset,to_qty,known,deemed,registered,venue"
    path.write_text(
        f"{head}\n2020-02-01T09:00:00+09:00,1,move_in,BTC,1,,,,,,,no,,,\n"
        "2020-03-01T09:00:00+09:00,2,sell,BTC,1,150,,,,,,,,,\n",
        "utf-8",
    )
    with pytest.raises(TaxRefused, match="not determined"):
        compare_with(compute(path, 2020), Yen(0))


@pytest.mark.parametrize(("lang", "said"), [("en", "takes ¥228,600 less"), ("ja", "¥228,600 少なく")])
def test_on_the_command_line(lang, said, trades, tmp_path, capsys) -> None:
    events = str(tmp_path / "events.csv")
    assert main(["tax", "import", str(trades), "--into", events, "--venue", "a", "--asset", "BTC"]) == 0
    words = ["tax", "compare", events, "--year", "2020", "--other", "5000000"]
    capsys.readouterr()
    assert main([*words, "--lang", lang]) == 0
    assert said in capsys.readouterr().out
    if lang == "en":
        assert main([*words, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["difference"] == 228_600
        assert {one["standing"] for one in told["flat_20"]["rests_on"]} == {"reported", "enacted", "assumed"}


def test_the_yen_compared_are_those_declared(tmp_path) -> None:
    """Half a yen: sold for 2,000,000.5, cost 1,000,000.5. Exactly 1,000,000; by the worksheet 2,000,000 − 1,000,001 =
    999,999, and ¥999,000 are taxed. Both commands must say the same: 15% 149,850, surtaxes 1,648 and 1,498: 152,900."""
    path = tmp_path / "half.csv"
    path.write_text(
        "seq,ts_jst,side,qty,jpy,fee_jpy\n"
        "1,2020-03-01T12:00:00+09:00,buy,1,1000000.5,0\n"
        "2,2020-06-20T12:00:00+09:00,sell,1,2000000.5,0\n",
        "utf-8",
    )
    done = year_of(path)
    told = compare_with(done, Yen(0)).comparison
    assert done.flat is not None
    assert (done.income, told.crypto, told.together.base.amount) == (999_999, 999_999, 999_000)
    assert told.flat.national_payable == done.flat.national_payable == Yen(152_900)


def test_the_years_compared_are_the_laws_own() -> None:
    """The file of the regime: miscellaneous until 2026-12-31, separate from 2028-01-01. No year stands in the code."""
    assert (last_of_today(LAW), first_separate(LAW)) == (date(2026, 12, 31), date(2028, 12, 31))
    regime = LAW.figures["tax.regime"]
    moved = tuple(
        replace(row, since=date(2027, 1, 1)) if getattr(row, "value", "") == "separate" else row
        for row in regime.rows
    )
    amended = replace(LAW, figures={**LAW.figures, "tax.regime": replace(regime, rows=moved)})
    assert first_separate(amended) == date(2027, 12, 31)
    with pytest.raises(LawGap):
        last_of_today(replace(LAW, figures={"tax.regime": replace(regime, rows=moved[1:])}))
