"""Margin trades, derivatives, funds, and a company's business year: by hand, and from the command line."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from hozen.faces.cli import main
from hozen.law import LawGap
from hozen.rules.tax import TaxRefused
from hozen.workflows.tax.company import CompanyFiles, YearBefore, company_year, write_carry
from hozen.workflows.tax.events_file import COLUMNS as EVENTS
from hozen.workflows.tax.positions import COLUMNS, positions_year

LATER = date(2030, 1, 1)
LONG = "margin,BTC,long,{year}-11-01T09:00:00+09:00,{end},10000000,10500000,5000,800,100,,A"
SHORT = "derivative,BTC,short,{year}-11-01T09:00:00+09:00,{end},1000000,900000,,,10,,A"
FUND = "etf,BTC,long,{year}-11-01T09:00:00+09:00,{end},1000000,1200000,,,,,A"
OPEN = "margin,BTC,long,{year}-12-01T09:00:00+09:00,,10000000,,,,,10100000,A"


def written(tmp_path: Path, *rows: str, year: int = 2026, end: str = "") -> Path:
    path = tmp_path / "positions.csv"
    told = [one.format(year=year, end=end or f"{year}-12-10T09:00:00+09:00") for one in rows]
    path.write_text("\n".join([",".join(COLUMNS), *told, ""]), "utf-8")
    return path


def test_each_kind_in_the_year_of_its_settlement(tmp_path) -> None:
    """Long: 10,500,000 − (10,000,000 + 5,000 − 800) − 100. Short: 1,000,000 − 900,000 − 10. One stays open."""
    done = positions_year(written(tmp_path, LONG, SHORT, OPEN), 2026, today=LATER)
    assert {one.kind: one.income for one in done.kinds} == {"margin": 495_700, "derivative": 99_990}
    assert {one.basket for one in done.kinds} == {"miscellaneous"}
    assert [one.where for one in done.open] == ["positions.csv, line 4"]


def test_a_second_after_midnight_in_japan_is_the_next_year(tmp_path) -> None:
    at = "2026-12-31T15:00:00+00:00"
    assert positions_year(written(tmp_path, LONG, end=at), 2026, today=LATER).kinds == ()
    assert positions_year(written(tmp_path, LONG, end=at), 2027, "flat-20", today=LATER).kinds


def test_baskets_after_the_switch(tmp_path) -> None:
    """Derivatives have one of their own; of funds and margin trades no text was found, so a scenario must say it."""
    path = written(tmp_path, SHORT, year=2028)
    assert positions_year(path, 2028, today=LATER).kinds[0].basket == "derivatives"
    for row in (LONG, FUND):
        with pytest.raises(LawGap):
            positions_year(written(tmp_path, row, year=2028), 2028, today=LATER)
    done = positions_year(written(tmp_path, LONG, SHORT, FUND, year=2028), 2028, "flat-20", LATER)
    assert [one.basket for one in done.kinds] == ["aggregate", "derivatives", "listed_stock"]


def test_there_is_no_fund_today(tmp_path) -> None:
    with pytest.raises(LawGap):
        positions_year(written(tmp_path, FUND), 2026, today=LATER)


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("margin", "future", "kind"),
        ("long", "up", "side"),
        ("10500000", "1.05e7", "close_yen"),
        ("10500000", "10500000 JPY", "close_yen"),
        ("2026-11-01T09:00:00+09:00", "2026-11-01T09:00:00", "opened"),
    ],
)
def test_a_row_that_is_not_as_it_should_be(before, after, column, tmp_path) -> None:
    path = written(tmp_path, LONG)
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(TaxRefused) as refusal:
        positions_year(path, 2026, today=LATER)
    assert refusal.value.where == f"positions.csv, line 2, column {column}"


def test_an_open_year_is_refused(tmp_path) -> None:
    with pytest.raises(TaxRefused, match="not over"):
        positions_year(written(tmp_path, LONG), 2026, today=date(2026, 12, 31))


@pytest.fixture
def firm(tmp_path) -> CompanyFiles:
    """Bought 4 for ¥4,000,000 and 2 more for ¥3,200,000 after 1 was sold; a self-issued coin; ends on 31 March."""
    events, prices = tmp_path / "events.csv", tmp_path / "prices.csv"
    rows = [
        "2026-04-01T00:00:00+09:00,1,buy,BTC,4,4000000",
        "2026-06-01T12:00:00+09:00,2,sell,BTC,1,1500000",
        "2026-07-01T12:00:00+09:00,3,buy,BTC,2,3200000",
        "2027-03-31T23:59:59+09:00,4,buy,OWN,10,500",
        "2027-04-01T00:00:00+09:00,5,sell,BTC,1,9000000",  # the next business year
    ]
    full = [row + "," * (len(EVENTS) - 1 - row.count(",")) for row in rows]
    events.write_text("\n".join([",".join(EVENTS), *full, ""]), "utf-8")
    prices.write_text("asset,price,active,excepted\nBTC,1500000.5,yes,\nOWN,90,yes,own_issue\n", "utf-8")
    return CompanyFiles(events, prices)


ENDS = date(2027, 3, 31)


class TestCompany:
    def test_moving_average_and_market_at_the_years_end(self, firm) -> None:
        """1 of 4 at 1,000,000 sold for 1,500,000: +500,000. Left 5 at 3,000,000 + 3,200,000 = 6,200,000; at market
        5 × 1,500,000.5 = 7,500,002.5: +1,300,002.5. The coin of its own issue keeps its ¥500."""
        done = company_year(firm, ENDS, today=LATER)
        assert (done.trading, done.valuation) == (500_000, Fraction("1300002.5"))
        own = done.assets[1][1]
        assert (own.value, own.gain, own.at_market) == (500, 0, False)
        assert [year.mode for year, _, _ in done.assets] == ["moving_average"] * 2

    @pytest.mark.parametrize(("active", "excepted"), [("no", ""), ("yes", "locked")])
    def test_without_a_market_or_locked_the_book_value_stays(self, active, excepted, firm) -> None:
        firm.prices.write_text(f"asset,price,active,excepted\nBTC,9,{active},{excepted}\nOWN,,no,\n", "utf-8")
        assert company_year(firm, ENDS, today=LATER).valuation == 0

    def test_an_open_margin_trade_is_deemed_settled(self, firm, tmp_path) -> None:
        """¥10,100,000 at the year's end less ¥10,000,000; a settled one is 10,500,000 − 10,004,200 − 100."""
        files = CompanyFiles(firm.events, firm.prices, written(tmp_path, LONG, OPEN))
        done = company_year(files, ENDS, today=LATER)
        assert [one.income for one in done.deemed] == [100_000]
        assert done.margin == 100_000 + 495_700

    def test_the_next_year_takes_back_what_values_and_deemed_settlements_added(self, firm, tmp_path) -> None:
        """Year 1: +1,300,002.5 for values, +100,000 for the open trade. Year 2 begins with the book value of 6,200,000 for
        5 coins, sells all for 9,000,000 and settles the trade at 10,400,000: +2,800,000 and +400,000. Less what year 1
        added: 1,799,997.5. Both years: 500,000 + 1,400,002.5 + 1,799,997.5 = 3,700,000, what all of it earned."""
        first = company_year(
            CompanyFiles(firm.events, firm.prices, written(tmp_path, OPEN)), ENDS, today=LATER
        )
        carry = tmp_path / "carry.csv"
        write_carry(first, carry)
        assert "BTC,2027,5,6200000\n" in carry.read_text("utf-8")
        rows = [OPEN.replace(",,10000000,,,,,10100000", ",2027-05-01T09:00:00+09:00,10000000,10400000,,,,")]
        row = "2027-06-01T12:00:00+09:00,1,sell,BTC,5,9000000" + "," * 9
        firm.events.write_text(f"{','.join(EVENTS)}\n{row}\n", "utf-8")
        files = CompanyFiles(firm.events, firm.prices, written(tmp_path, *rows), carry=carry)
        with pytest.raises(TaxRefused, match="last year goes on into this one"):
            company_year(files, date(2028, 3, 31), today=LATER)
        added = YearBefore(first.valuation, first.deemed_margin)
        second = company_year(files, date(2028, 3, 31), today=LATER, before=added)
        assert second.income == Fraction("1799997.5")
        assert (first.income or 0) + second.income == 3_700_000
        assert {"tax.company.next_year", "tax.company.open_margin_next"} <= {
            one.key for one in second.rests_on
        }

    def test_what_nobody_can_explain_leaves_the_income_open(self, firm) -> None:
        text = firm.events.read_text("utf-8")
        row = "2026-08-01T12:00:00+09:00,4,move_out,BTC,1,,,,,,,no,,,"
        firm.events.write_text(f"{text}{row}\n", "utf-8")
        assert company_year(firm, ENDS, today=LATER).income is None

    def test_a_price_that_is_missing(self, firm) -> None:
        firm.prices.write_text("asset,price,active,excepted\nOWN,,no,\n", "utf-8")
        with pytest.raises(TaxRefused, match="no value at the year's end"):
            company_year(firm, ENDS, today=LATER)
        firm.prices.write_text("asset,price,active,excepted\nBTC,,yes,\nOWN,,no,\n", "utf-8")
        with pytest.raises(TaxRefused, match="no value at the year's end"):
            company_year(firm, ENDS, today=LATER)

    def test_an_open_position_without_its_value(self, firm, tmp_path) -> None:
        path = written(tmp_path, OPEN.replace("10100000", ""))
        with pytest.raises(TaxRefused, match="without its value at the year's end"):
            company_year(CompanyFiles(firm.events, firm.prices, path), ENDS, today=LATER)

    def test_what_no_text_says_of_a_company_is_refused(self, firm) -> None:
        text = firm.events.read_text("utf-8").replace("sell,BTC,1,1500000", "gift_out,BTC,1,", 1)
        firm.events.write_text(text.replace("gift_out,BTC,1,,,", "gift_out,BTC,1,,,5", 1), "utf-8")
        with pytest.raises(TaxRefused, match="for a company"):
            company_year(firm, ENDS, today=LATER)

    def test_a_year_that_is_not_over(self, firm) -> None:
        with pytest.raises(TaxRefused, match="not over"):
            company_year(firm, ENDS, today=ENDS)


def test_both_from_the_command_line(tmp_path, capsys) -> None:
    positions = written(tmp_path, LONG, SHORT, OPEN, year=2020)
    assert main(["tax", "margin", str(positions), "--year", "2020", "--lang", "en"]) == 0
    assert "¥495,700" in capsys.readouterr().out
    events, prices = tmp_path / "events.csv", tmp_path / "prices.csv"
    row = "2020-05-01T00:00:00+09:00,1,buy,BTC,4,4000000" + "," * 9
    events.write_text(f"{','.join(EVENTS)}\n{row}\n", "utf-8")
    prices.write_text("asset,price,active,excepted\nBTC,1100000,yes,\n", "utf-8")
    words = ["--ends", "2020-12-31", "--prices", str(prices), "--positions", str(positions)]
    assert main(["tax", "company", str(events), *words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["valuation"], told["margin_deemed_settled"]) == ("400000/1", 1)
    assert main(["tax", "company", str(events), *words, "--lang", "ja"]) == 0
    assert "評価損益" in capsys.readouterr().out
