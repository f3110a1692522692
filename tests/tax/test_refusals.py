"""What `hozen tax compute` refuses, each as a person meets it: exit code 1, the place, what was found, what to try."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from hozen.faces.cli import main
from hozen.rules.tax import TaxRefused
from hozen.values import legal_day
from hozen.workflows.tax import compute as compute_year
from hozen.workflows.tax.events_file import COLUMNS

BUY = "2020-03-01T12:00:00+09:00,1,buy,BTC,1,100"


def compute(tmp_path, *rows: str, year: int = 2020) -> int:
    path = tmp_path / "mine.csv"
    full = [row + "," * (len(COLUMNS) - 1 - row.count(",")) for row in rows]
    path.write_text("\n".join([",".join(COLUMNS), *full, ""]), "utf-8")
    return main(["tax", "compute", str(path), "--year", str(year), "--lang", "en"])


NO_ZONE = "an instant with its time zone such as 2026-03-01T12:00:00+09:00"
DECIMAL = "a plain decimal above 0 with at most 18 places, one currency, such as 0.5"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        # A holding below nothing, also where a later purchase would fill it up again.
        (
            [BUY, "2020-04-01T12:00:00+09:00,2,sell,BTC,1.5,90", "2020-05-01T12:00:00+09:00,3,buy,BTC,9,90"],
            ["mine.csv, line 3", "more units go out than are held"],
        ),
        # Sold and bought in one second, and nobody says in which order.
        (
            ["2020-03-01T12:00:00+09:00,1,sell,BTC,1,100", BUY],
            ["mine.csv, line 3", "nobody says which came first", "another seq"],
        ),
        # The same second, told in two zones.
        (
            ["2020-03-01T03:00:00+00:00,1,sell,BTC,1,100", BUY],
            ["nobody says which came first"],
        ),
        # The units of a report's end of the year that nobody bought.
        (
            [BUY, "2020-12-31T23:59:59+09:00,9,year_close,BTC,1.5"],
            [
                "mine.csv, line 3",
                "annual reports state more units",
                "1.5 BTC stated",
                "at most the 1 BTC held",
            ],
        ),
        # Two currencies in one row.
        (["2020-03-01T12:00:00+09:00,1,buy,BTC,1 BTC,100"], ["line 2, column qty", "'1 BTC'", DECIMAL]),
        (["2020-03-01T12:00:00+09:00,1,buy,BTC,1,100 JPY"], ["line 2, column yen", "'100 JPY'"]),
        (["2020-03-01T12:00:00+09:00,1,buy,BTC/ETH,1,100"], ["line 2, column asset", "'BTC/ETH'"]),
        # Around midnight of 31 December: without a zone nobody knows the year; 24:00 and leap seconds are no instants.
        (["2020-12-31T23:59:59,1,buy,BTC,1,100"], ["line 2, column at", NO_ZONE]),
        (["2021-01-01 00:00:00,1,buy,BTC,1,100"], ["line 2, column at", NO_ZONE]),
        (["2020-12-31T24:00:00+09:00,1,buy,BTC,1,100"], ["line 2, column at", NO_ZONE]),
        (["2020-12-31T23:59:60+09:00,1,buy,BTC,1,100"], ["line 2, column at", NO_ZONE]),
        # Floating-point quantities.
        (["2020-03-01T12:00:00+09:00,1,buy,BTC,1e-3,100"], ["line 2, column qty", "'1e-3'", DECIMAL]),
        (["2020-03-01T12:00:00+09:00,1,buy,BTC,.5,100"], ["line 2, column qty", "'.5'"]),
        (["2020-03-01T12:00:00+09:00,1,buy,BTC,nan,100"], ["line 2, column qty", "'nan'"]),
        # More than 18 decimals, more than 30 digits, other digits than 0 to 9.
        (["2020-03-01T12:00:00+09:00,1,buy,ETH,0.1234567890123456789,1"], ["line 2, column qty", DECIMAL]),
        ([f"2020-03-01T12:00:00+09:00,1,buy,ETH,{'9' * 31},1"], ["line 2, column qty"]),
        (["2020-03-01T12:00:00+09:00,1,buy,BTC,１,100"], ["line 2, column qty"]),
        (["2020-03-01T12:00:00+09:00,1,buy,BTC,-1,100"], ["line 2, column qty"]),
        (["2020-03-01T12:00:00+09:00,1,buy,BTC,0,100"], ["line 2, column qty"]),
    ],
)
def test_a_row_that_cannot_stand(rows, said, tmp_path, capsys) -> None:
    assert compute(tmp_path, *rows) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "tax-input" in told.err
    assert [one for one in said if one not in told.err] == []


class TestTwoVenuesAtOneInstant:
    """Each venue counts its own rows by seq: of two venues it says nothing, and a moving average needs to know."""

    ROWS = (
        "2020-03-01T12:00:00+09:00,1,buy,BTC,1,100,,,,,,,,,A",
        "2020-04-01T12:00:00{}+09:00,2,sell,BTC,1,150,,,,,,,,,A",
        "2020-04-01T12:00:00+09:00,7,buy,BTC,1,300,,,,,,,,,B",
    )

    def income(self, tmp_path, part: str, method: str) -> int:
        path, elections = tmp_path / "two.csv", tmp_path / "elections.csv"
        rows = [row.format(part) for row in self.ROWS]
        path.write_text("\n".join([",".join(COLUMNS), *rows, ""]), "utf-8")
        elections.write_text(
            f"asset,method,first_year,filed,approved\nBTC,{method},2020,2021-03-01,\n", "utf-8"
        )
        return compute_year(path, 2020, elections).income or 0

    @pytest.mark.parametrize("method", ["moving_average", "moving_average_nta_sheet"])
    def test_a_moving_average_is_refused_until_somebody_says(self, method, tmp_path) -> None:
        """Sold first it cost ¥100, bought first (100 + 300) ÷ 2 = ¥200: +50 or −50."""
        with pytest.raises(TaxRefused, match="at one venue and out at another") as refusal:
            self.income(tmp_path, "", method)
        assert refusal.value.where == "two.csv, line 4"
        assert self.income(tmp_path, ".1", method) == -50

    def test_the_total_average_does_not_ask(self, tmp_path) -> None:
        assert self.income(tmp_path, "", "total_average") == -50


def test_a_year_that_is_not_closed(tmp_path, capsys) -> None:
    """The year of today, whatever it is; and the next."""
    now = legal_day(datetime.now(UTC)).year
    for year in (now, now + 1):
        assert compute(tmp_path, BUY, year=year) == 1
        assert "the year is not over" in capsys.readouterr().err


def test_eighteen_decimals_beyond_64_bits_are_exact_and_do_not_wrap(tmp_path, capsys) -> None:
    """100 coins of 18 decimals are 10^20 units, above 2^63. 40.000000000000000001 of them sold at ¥7 a coin."""
    rows = [
        "2020-03-01T12:00:00+09:00,1,buy,ETH,100,700",
        "2020-04-01T12:00:00+09:00,2,sell,ETH,40.000000000000000001,281",
    ]
    assert compute(tmp_path, *rows) == 0
    capsys.readouterr()
    path = str(tmp_path / "mine.csv")
    assert main(["tax", "compute", path, "--year", "2020", "--json"]) == 0
    asset = json.loads(capsys.readouterr().out)["assets"][0]
    assert asset["closing_qty"] == "59.999999999999999999"
    assert asset["cost"] == f"{7 * 40_000_000_000_000_000_001}/{10**18}"


def test_the_last_second_of_the_year_and_the_first_of_the_next(tmp_path, capsys) -> None:
    """14:59:59 UTC is 23:59:59 in Japan; a second later the next year has begun, wherever the clock stood."""
    rows = [
        "2020-12-31T14:59:59+00:00,1,buy,BTC,1,100",
        "2020-12-31T10:00:00-05:00,2,sell,BTC,1,150",
    ]
    for year, income in ((2020, 0), (2021, 50)):
        compute(tmp_path, *rows, year=year)
        capsys.readouterr()
        words = ["tax", "compute", str(tmp_path / "mine.csv"), "--year", str(year), "--json"]
        assert main(words) == 0
        assert json.loads(capsys.readouterr().out)["income"] == income
