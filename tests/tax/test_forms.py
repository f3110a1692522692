"""Exports of Japanese venues: what each row becomes, by hand; and that nothing unknown is passed over."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from hozen.faces.cli import main
from hozen.rules.tax import TaxRefused
from hozen.workflows.tax import compute, take_in
from hozen.workflows.tax.events_file import COLUMNS, read_events
from hozen.workflows.tax.forms import FORMS, Given, bitbank, bitflyer, gmo
from hozen.workflows.tax.forms import annual_report as annual

COIN = 10**18
BITFLYER_15 = ",".join(f'"{one}"' for one in bitflyer.HEADERS[1])
BITFLYER_13 = ",".join(f'"{one}"' for one in bitflyer.HEADERS[0])
# Newest first, thousands with commas, signs for in and out: as the venue writes it.
BITFLYER = f"""\ufeff{BITFLYER_15}
"2025/12/05 13:34:05","XRP","預入","0","XRP","19","0","324.285","","0","0","","","CDP1",""
"2025/12/04 22:24:32","XRP","外部送付","0","XRP","-20","0","331.28","","0","0","","","CWD1",""
"2025/12/04 22:22:53","XRP/JPY","買い","332.92","XRP","30","-0.045","332.92","JPY","-9,988","-14","10%","媒介","JOR1",""
"2025/12/04 22:15:14","JPY","入金","0","JPY","10,000","0","0","","0","0","","","MDP1",""
"""
GMO_HEAD = ",".join(gmo.HEADERS[0])
GMO = f"""\ufeff{GMO_HEAD}
2026/01/19 11:02,日本円入出金,5000000,,,,JPY,,,,,,,,,,即時入金,5000000,,,,,
2026/01/19 11:04,取引所現物取引,-168952,79,,,SOL,,,買,指値,8,21100,168800,152,,,,,,,,
2026/01/19 11:04,取引所現物取引,-253125,79,,,SOL,,,買,指値,12,21100,253200,-75,,,,,,,,
2026/01/19 11:04,販売所取引,21050,,80,,SOL,,,売,,1,21100,21100,50,,,,,,,,
2026/01/19 11:51,暗号資産預入・送付,,,,,SOL,,,,,,,,,,,,送付,15,,ハードウォレット,AB
2026/01/19 14:48,暗号資産預入・送付,,,,,SOL,,,,,,,,,,,,預入,0.0002,,ステーキング,
"""
BITBANK_HEAD = ",".join(bitbank.TRADES[0])
BITBANK = f"""{BITBANK_HEAD}
101,201,btc_jpy,現物,成行,売,0.4,12000000,,480,480,,taker,2020/02/01 09:00:00
100,200,btc_jpy,現物,指値,買,1,10000000,,-200,-200,,maker,2020/01/15 12:34:56
"""
BROKERAGE = """注文ID,通貨,売/買,数量,指値価格,売買日時
order1,xrp,買,1.5,200.333,2025/03/01 10:00:00
"""
BUYS = """ID,Amount,Price,Trading Currency,Original Currency,Progress,Time
151515,0.005,10000,BTC,JPY,completed,2022-12-31 15:20:00 UTC
"""
ANNUAL_HEAD = ",".join(annual.SPOT)
ANNUAL = f"""氏名:,テスト 太郎,,年間取引報告書,,発行者:,ある取引所
{ANNUAL_HEAD}
btc,1,2,9000000,0,0,1,6000000,0,0,0.5,0.4,0,0,0,0,2.1
jpy,0,6000000,0,0,0,9000000,0,0,0,0,0,1200,0,0,0,0
"""


def rows_of(tmp_path: Path, text: str, form: str, **given: object) -> list[tuple[str, ...]]:
    """(at, kind, asset, qty, yen, fee, market, known) of each event, in the order of the events file."""
    source, into = tmp_path / "export.csv", tmp_path / "events.csv"
    into.unlink(missing_ok=True)
    source.write_text(text, "utf-8")
    take_in(source, into, form, Given("A", **given))
    read_events(into)  # what was written can be read
    cells = [line.split(",") for line in into.read_text("utf-8").splitlines()[1:]]
    wanted = [COLUMNS.index(name) for name in ("at", "kind", "asset", "qty", "yen", "fee", "market", "known")]
    return [tuple(row[at] for at in wanted) for row in cells]


def test_bitflyer_backwards_in_time_with_the_coin_fee_as_an_event(tmp_path) -> None:
    assert rows_of(tmp_path, BITFLYER, "bitflyer") == [
        ("2025-12-04T22:22:53+09:00", "buy", "XRP", "30", "9988", "0", "", ""),
        ("2025-12-04T22:22:53+09:00", "fee", "XRP", "0.045", "", "", "14", ""),  # the venue's own yen
        ("2025-12-04T22:24:32+09:00", "move_out", "XRP", "20", "", "", "", "no"),
        ("2025-12-05T13:34:05+09:00", "move_in", "XRP", "19", "", "", "", "no"),
    ]


def test_bitflyers_older_columns_have_the_fee_at_the_rate_of_the_row(tmp_path) -> None:
    """0.0000135 × 454,359 = 6.1338465 yen."""
    row = '"2017/08/16 23:46:37","BTC/JPY","買い","454,359","BTC","0.009","-0.0000135","454,359","JPY","-4,089","媒介","J",""'
    _, fee = rows_of(tmp_path, f"{BITFLYER_13}\n{row}\n", "bitflyer")
    assert fee[3:7] == ("0.0000135", "", "", "6.1338465")


def test_a_fee_that_comes_back_is_shown_as_not_explained(tmp_path) -> None:
    """A withdrawal that failed: the coins and the fee come back. Of the fee nobody says what it cost when it went."""
    rows = (
        '"2025/09/29 16:13:40","BTC","送付手数料","0","BTC","0.0004","0","16,966,586","","0","6,786","10%","","F",""\n'
        '"2025/09/29 16:13:39","BTC","外部送付","0","BTC","0.1","0","16,966,586","","0","0","","","C",""\n'
    )
    back, fee = rows_of(tmp_path, f"{BITFLYER_15}\n{rows}", "bitflyer", own=True)
    assert (back[1], back[3], back[-1]) == ("move_in", "0.1", "")
    assert (fee[1], fee[3], fee[-1]) == ("move_in", "0.0004", "no")


def test_a_sale_has_its_signs_and_its_fee_in_the_coin_beside_it(tmp_path) -> None:
    """0.015 sold for ¥116,700, and 0.000021 more taken as the fee: 0.000021 × 7,780,000 = 163.38 yen."""
    row = (
        '"2021/11/11 01:25:16","BTC/JPY","売り","7,780,000","BTC","-0.015","-0.000021","7,780,000","JPY","116,700",'
        '"","","媒介","JOR",""\n'
    )
    sold, fee = rows_of(tmp_path, f"{BITFLYER_15}\n{row}", "bitflyer")
    assert sold[1:6] == ("sell", "BTC", "0.015", "116700", "0")
    assert (fee[1], fee[3], fee[6]) == ("fee", "0.000021", "163.38")


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ('"30","-0.045"', '"30","0.045"', "手数料"),  # a rebate, or another habit of writing a fee?
        ('"30","-0.045"', '"-30","-0.045"', "通貨1数量"),  # a purchase that takes coins away
        ('"JPY","-9,988"', '"JPY","9,988"', "通貨2数量"),  # a purchase that brings yen
        ('"-14","10%"', '"14","10%"', "手数料(JPY)"),
        ('"-20","0","331.28"', '"-20","-0.1","331.28"', "手数料"),  # of a transfer it is a row of its own
        ('"-20","0","331.28"', '"0","0","331.28"', "通貨1数量"),
    ],
)
def test_a_sign_of_bitflyer_that_no_export_has_is_refused(before, after, column, tmp_path) -> None:
    """Three projects that read this file, and two exports, have every amount taken below 0."""
    assert before in BITFLYER
    with pytest.raises(TaxRefused) as refusal:
        rows_of(tmp_path, BITFLYER.replace(before, after, 1), "bitflyer")
    assert (refusal.value.where or "").endswith(f"column {column}")
    assert refusal.value.try_next
    assert not (tmp_path / "events.csv").exists()


def test_what_moved_between_own_wallets_is_said_by_the_customer(tmp_path) -> None:
    known = {row[-1] for row in rows_of(tmp_path, BITFLYER, "bitflyer", own=True)}
    assert known == {""}


def test_gmo_takes_the_yen_that_changed_hands(tmp_path) -> None:
    """168,800 and a fee of 152; 253,200 less a rebate of 75; a sale of 21,100 with a fee of 50."""
    told = rows_of(tmp_path, GMO, "gmo")
    assert [row[1:6] for row in told[:3]] == [
        ("buy", "SOL", "8", "168800", "152"),
        ("buy", "SOL", "12", "253125", "0"),
        ("sell", "SOL", "1", "21100", "50"),
    ]
    assert [row[1:4] for row in told[3:]] == [("move_out", "SOL", "15"), ("staking", "SOL", "0.0002")]
    assert told[4][6] == ""  # no value in yen is in the file, and none is made up


def test_a_staking_reward_without_a_value_is_asked_for(tmp_path) -> None:
    rows_of(tmp_path, GMO, "gmo", own=True)
    with pytest.raises(TaxRefused, match="a staking without market"):
        compute(tmp_path / "events.csv", 2026, today=date(2027, 1, 1))


def test_bitbank_with_a_makers_rebate(tmp_path) -> None:
    """10,000,000 less 200; then 0.4 × 12,000,000 with a fee of 480. The later row stands first in the file."""
    assert [row[1:6] for row in rows_of(tmp_path, BITBANK, "bitbank")] == [
        ("buy", "BTC", "1", "9999800", "0"),
        ("sell", "BTC", "0.4", "4800000", "480"),
    ]
    done = compute(tmp_path / "events.csv", 2020)
    assert done.income == 4_800_000 - (9_999_800 * 4 // 10) - 480


def test_bitbanks_own_price_is_multiplied_exactly(tmp_path) -> None:
    assert rows_of(tmp_path, BROKERAGE, "bitbank-brokerage")[0][1:5] == ("buy", "XRP", "1.5", "300.4995")


def test_coincheck_writes_utc_and_japan_decides_the_year(tmp_path) -> None:
    """15:20 of 31 December in UTC is 0:20 of New Year's Day in Japan."""
    rows_of(tmp_path, BUYS, "coincheck-buys")
    assert read_events(tmp_path / "events.csv")[0].year == 2023


class TestAnnualReport:
    def test_sums_of_the_year_give_the_total_average(self, tmp_path) -> None:
        """1.5 carried over at ¥5,000,000, half a coin of it in a wallet; 2 bought for ¥9,000,000: 4,000,000 each; 1 sold for
        6,000,000."""
        rows_of(tmp_path, ANNUAL, "annual-report", year=2025, own=True)
        carry = tmp_path / "carry.csv"
        carry.write_text("asset,year,qty,book_value\nBTC,2024,1.5,5000000\n", "utf-8")
        done = compute(tmp_path / "events.csv", 2025, carry=carry)
        assert done.income == 2_000_000

    @pytest.mark.parametrize(("carried", "stated"), [(None, "1 BTC"), ("1", "2.1 BTC")])
    def test_what_the_report_states_must_be_there(self, carried, stated, tmp_path) -> None:
        """It opens with 1: without a carry-over the average would be that of the year's purchases alone. With 1 carried
        over, 1 + 2 − 1 = 2 are left, and the report states 2.1: what came out of a wallet was bought somewhere."""
        rows_of(tmp_path, ANNUAL, "annual-report", year=2025, own=True)
        carry = tmp_path / "carry.csv" if carried else None
        if carry:
            carry.write_text(f"asset,year,qty,book_value\nBTC,2024,{carried},3000000\n", "utf-8")
        with pytest.raises(TaxRefused, match="annual reports state more units") as refusal:
            compute(tmp_path / "events.csv", 2025, carry=carry)
        assert refusal.value.found == f"{stated} stated"

    def test_two_venues_make_one_average(self, tmp_path) -> None:
        """A second venue: 1 bought for ¥6,000,000 and sold for ¥7,000,000. (9 + 6) ÷ 3 = 5 each: 6 + 7 − 2 × 5 = 3."""
        source, into = tmp_path / "b.csv", tmp_path / "events.csv"
        text = ANNUAL.replace("btc,1,2", "btc,0,2").replace("0.5,0.4", "0.4,0.4").replace(",2.1", ",1")
        rows_of(tmp_path, text, "annual-report", year=2025, own=True)
        source.write_text(f"{ANNUAL_HEAD}\nBTC,0,1,6000000,0,0,1,7000000,0,0,0,0,0,0,0,0,0\n", "utf-8")
        take_in(source, into, "annual-report", Given("B", year=2025))
        done = compute(into, 2025)
        assert (done.income, done.assets[0].costs.closing.yen) == (3_000_000, Fraction(5_000_000))

    def test_no_moving_average_comes_out_of_sums(self, tmp_path) -> None:
        rows_of(
            tmp_path, ANNUAL.replace("btc,1,2", "btc,0,2").replace(",2.1", ",1.1"), "annual-report", year=2025
        )
        elections = tmp_path / "elections.csv"
        elections.write_text(
            "asset,method,first_year,filed,approved\nBTC,moving_average,2025,2026-01-05,\n", "utf-8"
        )
        with pytest.raises(TaxRefused, match="no moving average"):
            compute(tmp_path / "events.csv", 2025, elections)

    @pytest.mark.parametrize(
        ("before", "after", "column", "found"),
        [
            (",2.1", ",2.2", "年末数量", "'2.2'"),  # 1 + 2 − 1 + 0.5 − 0.4 = 2.1
            ("9000000,0,0,1", "9000000,0.1,0,1", "BTC建て年中購入数量", "'0.1'"),
        ],
    )
    def test_a_row_that_does_not_close(self, before, after, column, found, tmp_path) -> None:
        with pytest.raises(TaxRefused) as refusal:
            rows_of(tmp_path, ANNUAL.replace(before, after, 1), "annual-report", year=2025)
        assert refusal.value.where == f"export.csv, line 3, column {column}"
        assert refusal.value.found == found
        assert refusal.value.try_next

    def test_coins_given_free_of_charge_are_earned(self, tmp_path) -> None:
        """0.01 given, worth ¥4,000: the report has it as bought, and as sold for ¥4,000 without a quantity. Sold for
        ¥5,000 on another venue, it cost ¥4,000: 4,000 + 1,000 earned."""
        text = f"{ANNUAL_HEAD}\nETH,0,0.01,4000,0,0,0,4000,0,0,0,0.01,0,0,0,0,0\n"
        rows_of(tmp_path, text, "annual-report", year=2025, own=True)
        given = compute(tmp_path / "events.csv", 2025).assets[0]
        assert (given.income, given.earned, given.costs.closing.yen) == (4000, 4000, 4000)
        source = tmp_path / "b.csv"
        source.write_text(f"{ANNUAL_HEAD}\nETH,0,0,0,0,0,0.01,5000,0,0,0.01,0,0,0,0,0,0\n", "utf-8")
        take_in(source, tmp_path / "events.csv", "annual-report", Given("B", year=2025, own=True))
        assert compute(tmp_path / "events.csv", 2025).income == 5000

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            ("BTC,0,0,0,0,0,0,4000,0,0,0,0,0,0,0,0,0", "JPY建て年中売却金額"),  # what was given?
            ("BTC,0,0,4000,0,0,0,0,0,0,0,0,0,0,0,0,0", "JPY建て年中購入金額"),
            ("BTC,0,1,9,0,0,0,0,0,0,0,0,-1,0,0,0,2", "支払手数料"),  # a fee that came back
            ("BTC,0,1,9,0,0,0,0,0,0,-1,0,0,0,0,0,0", "移入数量"),
        ],
    )
    def test_what_has_no_sense_in_a_report(self, row, column, tmp_path) -> None:
        with pytest.raises(TaxRefused) as refusal:
            rows_of(tmp_path, f"{ANNUAL_HEAD}\n{row}\n", "annual-report", year=2025)
        assert (refusal.value.where or "").endswith(f"column {column}")

    def test_the_year_is_not_guessed(self, tmp_path) -> None:
        with pytest.raises(TaxRefused, match="does not say its year"):
            rows_of(tmp_path, ANNUAL, "annual-report")


@pytest.mark.parametrize(
    ("form", "text", "before", "after", "where"),
    [
        ("bitflyer", BITFLYER, "外部送付", "未知の種別", "line 3, column 取引種別"),
        ("bitflyer", BITFLYER, '"JPY","-9,988"', '"BTC","-0.001"', "line 4, column 通貨2"),
        ("bitflyer", BITFLYER, "-9,988", "-9,98", "line 4, column 通貨2数量"),
        ("bitflyer", BITFLYER, "課税区分", "税区分", "line 1"),
        ("gmo", GMO, "取引所現物取引,-168952", "取引所レバレッジ取引,-168952", "line 3, column 精算区分"),
        ("gmo", GMO, "-168952", "-168951", "line 3, column 日本円受渡金額"),
        ("gmo", GMO, "2026/01/19 11:51", "2026/02/30 11:51", "line 6, column 日時"),
        ("bitbank", BITBANK, "btc_jpy,現物,成行", "btc_jpy,信用,成行", "line 2, column 現物/信用"),
        ("bitbank", BITBANK, "btc_jpy,現物,成行", "eth_btc,現物,成行", "line 2, column 通貨ペア"),
        ("bitbank", BITBANK, "480,480", "1000JPY,480", "line 2, column 発生手数料"),
        ("bitbank-brokerage", BROKERAGE, "1.5", "-1.5", "line 2, column 数量"),
        ("bitbank-brokerage", BROKERAGE, "注文ID", "定期購入結果", "line 1"),
        ("coincheck-buys", BUYS, "completed", "pending", "line 2, column Progress"),
        ("coincheck-buys", BUYS, "10000,BTC", "1e4,BTC", "line 2, column Price"),
    ],
)
def test_what_is_not_known_is_refused_with_its_place(form, text, before, after, where, tmp_path) -> None:
    assert before in text
    with pytest.raises(TaxRefused) as refusal:
        rows_of(tmp_path, text.replace(before, after, 1), form)
    assert refusal.value.where == f"export.csv, {where}"
    assert refusal.value.found
    assert refusal.value.expected
    assert not (tmp_path / "events.csv").exists()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_form_says_from_where_it_is_known(lang, capsys) -> None:
    assert main(["tax", "forms", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in FORMS)
    assert "bitbank-lab-cli" in told


def test_rows_left_aside_are_told(tmp_path, capsys) -> None:
    source = tmp_path / "export.csv"
    source.write_text(GMO, "utf-8")
    words = [str(source), "--into", str(tmp_path / "events.csv"), "--venue", "GMO", "--form", "gmo"]
    assert main(["tax", "import", *words, "--lang", "en"]) == 0
    assert "Left aside, no coin moves: 日本円入出金 (1)." in capsys.readouterr().out
