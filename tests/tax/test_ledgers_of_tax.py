"""Losses by basket and year, and a change of the cost method with its days."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from hozen.faces.cli import main
from hozen.law import LawGap
from hozen.rules.tax import TaxRefused
from hozen.workflows.tax import compute, elect
from hozen.workflows.tax.elections import Election, change, method_in, read_elections
from hozen.workflows.tax.events_file import COLUMNS
from hozen.workflows.tax.loss_ledger import ledger


def written(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "ledger.csv"
    path.write_text("\n".join(["basket,year,income,filed", *rows, ""]), "utf-8")
    return path


class TestLosses:
    def test_three_years_each_basket_for_itself(self, tmp_path) -> None:
        """A million lost in 2028: 400,000 used in 2029, 600,000 in 2031, the third year. Derivatives are apart."""
        rows = ["specified,2028,-1000000,yes", "specified,2029,400000,yes", "specified,2030,0,yes"]
        path = written(tmp_path, *rows, "specified,2031,700000,yes", "derivatives,2031,50000,yes")
        told = ledger(path, "flat-20").baskets
        assert [one.taxable for one in told["specified"]] == [0, 0, 0, 100_000]
        assert told["specified"][3].used == {2028: 600_000}
        assert told["derivatives"][0].taxable == 50_000

    def test_a_year_without_a_return_ends_it(self, tmp_path) -> None:
        path = written(tmp_path, "specified,2028,-100,yes", "specified,2029,0,no", "specified,2030,100,yes")
        told = ledger(path, "flat-20").baskets["specified"]
        assert (told[1].lapsed, told[2].taxable) == ({2028: 100}, 100)

    def test_the_order_of_losses_is_not_fixed_by_any_text(self, tmp_path) -> None:
        with pytest.raises(LawGap) as gap:
            ledger(written(tmp_path, "specified,2028,-100,yes"))
        assert gap.value.key == "tax.separate.loss_order"

    def test_another_order_has_no_arithmetic_here(self, tmp_path) -> None:
        from tax_events import FLAT

        mine = tmp_path / "mine.yaml"
        text = FLAT.read_text("utf-8").replace("name: flat-20", "name: mine")
        mine.write_text(text.replace("value: oldest_first", "value: newest_first"), "utf-8")
        with pytest.raises(LawGap, match="newest_first"):
            ledger(written(tmp_path, "specified,2028,-100,yes"), str(mine))

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            (["specified,2026,-100,yes"], "no loss of this year is carried"),
            (["specified,2028,-100,yes", "specified,2030,5,yes"], "do not follow one another"),
            (["specified,2028,-100,yes", "specified,2028,5,yes"], "do not follow one another"),
            (["aggregate,2028,-100,yes"], "basket"),
            (["specified,2028,-1e3,yes"], "income"),
            (["specified,2028,-100,"], "filed"),
        ],
    )
    def test_what_is_refused(self, rows, said, tmp_path) -> None:
        with pytest.raises(TaxRefused, match=said):
            ledger(written(tmp_path, *rows), "flat-20")

    def test_on_the_command_line(self, tmp_path, capsys) -> None:
        path = written(tmp_path, "specified,2028,-100,yes", "specified,2029,40,yes")
        assert main(["tax", "losses", str(path), "--scenario", "flat-20", "--lang", "en"]) == 0
        assert "2028: ¥60" in capsys.readouterr().out
        assert main(["tax", "losses", str(path), "--scenario", "flat-20", "--json"]) == 0
        years = json.loads(capsys.readouterr().out)["baskets"]["specified"]
        assert years[1]["left"] == {"2028": 60}


def day(text: str) -> date:
    return date.fromisoformat(text)


class TestChange:
    def test_the_new_method_holds_from_its_year_on(self, tmp_path) -> None:
        path = tmp_path / "elections.csv"
        elect(path, Election("BTC", "moving_average", 2020, day("2021-03-15")))
        done = change(path, Election("BTC", "total_average", 2023, day("2023-03-15"), day("2023-06-01")))
        assert (done.last, done.soon) == (day("2023-03-15"), False)
        known = read_elections(path)
        found = {year: method_in(known, "BTC", year) for year in (2019, 2020, 2022, 2023)}
        assert found == {2019: None, 2020: "moving_average", 2022: "moving_average", 2023: "total_average"}

    @pytest.mark.parametrize(("year", "soon"), [(2025, True), (2026, False)])
    def test_within_three_years_of_a_change_it_may_be_refused(self, year, soon, tmp_path) -> None:
        path = tmp_path / "elections.csv"
        change(path, Election("BTC", "moving_average", 2023, day("2023-03-01"), day("2023-06-01")))
        again = Election("BTC", "total_average", year, day(f"{year}-03-01"), day(f"{year}-06-01"))
        assert change(path, again).soon is soon

    @pytest.mark.parametrize(
        ("filed", "approved", "said"),
        [
            ("2023-03-16", "2023-06-01", "too late"),
            ("2023-03-15", "2023-03-14", "without an approval"),
        ],
    )
    def test_an_application_too_late_or_not_approved(self, filed, approved, said, tmp_path) -> None:
        path = tmp_path / "elections.csv"
        with pytest.raises(TaxRefused, match=said):
            change(path, Election("BTC", "moving_average", 2023, day(filed), day(approved)))
        assert not path.exists()

    def test_what_does_not_change_or_goes_back(self, tmp_path) -> None:
        path = tmp_path / "elections.csv"
        elect(path, Election("BTC", "moving_average", 2023, day("2024-03-15")))
        for method, year in (("moving_average", 2025), ("total_average", 2023)):
            one = Election("BTC", method, year, day(f"{year}-03-01"), day(f"{year}-06-01"))
            with pytest.raises(TaxRefused, match="nothing changes"):
                change(path, one)

    def test_a_second_row_without_an_approval_is_refused(self, tmp_path) -> None:
        path = tmp_path / "elections.csv"
        rows = ["BTC,moving_average,2020,2021-03-15,", "BTC,total_average,2022,2022-03-01,"]
        path.write_text("\n".join(["asset,method,first_year,filed,approved", *rows, ""]), "utf-8")
        with pytest.raises(TaxRefused, match="approved"):
            read_elections(path)

    def test_the_book_value_goes_over_into_the_new_method(self, tmp_path, capsys) -> None:
        """2020, moving: 2 for 100, 1 sold, 1 for 80: left 2 at 130. 2021, total average: 1 for 20 more, 150 ÷ 3 = 50."""
        path, events = tmp_path / "elections.csv", tmp_path / "events.csv"
        elect(path, Election("BTC", "moving_average", 2020, day("2021-03-15")))
        words = ["--method", "total_average", "--from-year", "2021", "--applied", "2021-03-01"]
        assert main(["tax", "change", str(path), "--for", "BTC", *words, "--approved", "2021-05-01"]) == 0
        assert "total average from 2021" in capsys.readouterr().out
        rows = [
            "2020-01-05T09:00:00+09:00,1,buy,BTC,2,100",
            "2020-02-05T09:00:00+09:00,2,sell,BTC,1,90",
            "2020-03-05T09:00:00+09:00,3,buy,BTC,1,80",
            "2021-01-05T09:00:00+09:00,4,sell,BTC,1,90",
            "2021-02-05T09:00:00+09:00,5,buy,BTC,1,20",
        ]
        full = [row + "," * (len(COLUMNS) - 1 - row.count(",")) for row in rows]
        events.write_text("\n".join([",".join(COLUMNS), *full, ""]), "utf-8")
        assert compute(events, 2021, path).income == 90 - 50
