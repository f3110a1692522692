"""Closing a day of an exchange whose figures are worked out by hand."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from close_book import BTC, ETH, FRIDAY, SmallExchange, balance, owed

from hozen import close
from hozen.books import open_books
from hozen.findings import Finding, Status
from hozen.records import RowsRefused
from hozen.values import Ratio, Units, Yen
from hozen.workflows.daily_close import Closing, CutOff, Kept, closing_from_json, closing_json

MONDAY = date(2026, 11, 30)
READ = {
    "day": "2026-11-20",
    "chain": "test",
    "keeper": "self",
    "read_at": "2026-11-20T14:59:59Z",  # a second before midnight in Japan
    "height": "900",
    "hash": "ff00",
    "finality_depth": "6",
}


def found(closing: Closing, code: str, subject: str = "") -> Finding:
    (one,) = [one for one in closing.findings if (one.code, one.subject) == (code, subject)]
    return one


def breaches(closing: Closing) -> list[tuple[str, str]]:
    return [(one.code, one.subject) for one in closing.findings if one.status is Status.BREACH]


def closed(exchange: SmallExchange, **how: object) -> Kept:
    return close(exchange.write(), FRIDAY, **how)  # type: ignore[arg-type]  # each test names its own


class TestFindings:
    def test_a_sound_day_meets_every_duty_that_the_book_speaks_of(self, exchange: SmallExchange) -> None:
        closing = closed(exchange).closing
        # The book holds no proof that its wallets are the firm's: that needs attention, and is no breach.
        silent = {one.code for one in closing.findings if one.status is Status.ATTENTION}
        assert silent == {"wallet-ownership"}
        others = [one for one in closing.findings if one.code not in silent | {"reserve"}]
        assert {one.status for one in others} == {Status.MET}
        # Cold: 9.7 BTC × ¥10m + 99 ETH × ¥400,000 = ¥136.6m of ¥140m.
        assert found(closing, "cold-share").measure == Ratio.parse("1366/1400")
        # Guarantee: 0.3 BTC × ¥10m + 1 ETH × ¥400,000 = ¥3.4m.
        assert found(closing, "net-assets").threshold == Yen(3_400_000)

    def test_without_a_scenario_the_reserve_says_what_the_law_leaves_open(
        self, exchange: SmallExchange
    ) -> None:
        closing = closed(exchange).closing
        assert closing.scenario == "act-64"
        assert closing.reserve is None
        assert "reserves.crypto.method" in closing.reserve_gap
        assert closing.reserve_gap_ja.startswith("2026-11-20時点の reserves.crypto.method の数値がない：")
        assert found(closing, "reserve").status is Status.CANNOT_TELL

    def test_one_satoshi_short_names_article_day_and_distance(self, exchange: SmallExchange) -> None:
        exchange.put("wallet_balances", "units", str(97 * BTC // 10 - 1), wallet_id="btc-cold")
        closing = closed(exchange).closing
        assert breaches(closing) == [("crypto-shortage", "BTC")]
        short = found(closing, "crypto-shortage", "BTC")
        assert short.distance is not None
        assert str(short.distance) == "-0.00000001 BTC"
        assert [str(one) for one in short.cite] == ["PSA 63-11(2)", "GL16 II-2-2-3-2(3)④ note 2"]
        # Friday 20 November + 5 business days, Monday 23 being a holiday: 24, 25, 26, 27, Monday 30.
        assert short.cure_by == MONDAY

    def test_money_short_by_one_yen(self, exchange: SmallExchange) -> None:
        exchange.put("trust_balances", "yen", "1499999")
        closing = closed(exchange).closing
        assert breaches(closing) == [("money-in-trust", "JPY")]
        assert found(closing, "money-in-trust", "JPY").distance == Yen(-1)
        assert found(closing, "money-in-trust", "JPY").cure_by == date(2026, 11, 25)

    def test_the_cold_share_one_unit_below(self, exchange: SmallExchange) -> None:
        # 95% of ¥140m is ¥133m. BTC 9.34 cold = ¥93.4m with ETH ¥39.6m is exactly ¥133m; a satoshi less is short.
        exchange.put("wallet_balances", "units", str(934 * BTC // 100 - 1), wallet_id="btc-cold")
        exchange.put("wallet_balances", "units", str(66 * BTC // 100 + 1), wallet_id="btc-hot")
        for table in ("wallet_balances", "house_balances"):
            key = {"wallet_id": "btc-guarantee"} if table == "wallet_balances" else {"asset": "BTC"}
            exchange.put(table, "units", str(66 * BTC // 100 + 1), **key)
        closing = closed(exchange).closing
        assert breaches(closing) == [("cold-share", "")]
        assert found(closing, "cold-share").cure_by == date(2026, 11, 24)

    def test_exactly_on_the_cold_share_is_met(self, exchange: SmallExchange) -> None:
        exchange.put("wallet_balances", "units", str(934 * BTC // 100), wallet_id="btc-cold")
        exchange.put("wallet_balances", "units", str(66 * BTC // 100), wallet_id="btc-hot")
        exchange.put("wallet_balances", "units", str(66 * BTC // 100), wallet_id="btc-guarantee")
        exchange.put("house_balances", "units", str(66 * BTC // 100), asset="BTC")
        assert breaches(closed(exchange).closing) == []

    def test_guarantee_one_wei_short_has_no_time_to_cure(self, exchange: SmallExchange) -> None:
        exchange.put("wallet_balances", "units", str(ETH - 1), wallet_id="eth-guarantee")
        closing = closed(exchange).closing
        assert breaches(closing) == [("guarantee-quantity", "ETH"), ("guarantee-ledger", "ETH")]
        assert found(closing, "guarantee-quantity", "ETH").immediate

    def test_a_deposit_in_flight_must_be_there_on_top(self, exchange: SmallExchange) -> None:
        deposit = {
            "day": "2026-11-20",
            "transfer_id": "T1",
            "asset": "BTC",
            "direction": "deposit",
            "seen_on": "chain",
            "units": "1",
        }
        closing = closed(exchange.add("transfers", deposit)).closing
        assert breaches(closing) == [("crypto-shortage", "BTC")]

    def test_the_reserve_under_a_scenario(self, exchange: SmallExchange) -> None:
        # Peak year ¥500bn: 2bn + (500,000 − 252,840) ÷ (8,090,880 − 252,840) × 38bn = ¥3,198,268,954.6 → …955.
        # A = level ÷ 4 = 799,567,238.75 → …239; held ¥100m.
        reserve = closed(exchange, scenario="press-band").closing.reserve
        assert reserve is not None
        assert reserve.requirement.level == Yen(3_198_268_955)
        assert reserve.addition == Yen(799_567_239)
        assert reserve.due == date(2027, 3, 31)

    def test_trades_count_into_the_year_of_their_legal_day(self, exchange: SmallExchange) -> None:
        trade = {
            "id": "X1",
            "timestamp": "2026-11-19T15:00:00Z",  # midnight in Japan: already the 20th
            "asset": "BTC",
            "side": "buy",
            "maker": "C1",
            "taker": "house",
            "product": "margin",
            "amount": "1",
            "price": "10000000",
            "cost": "7",
        }
        late = trade | {"id": "X2", "timestamp": "2026-11-20T15:00:00Z"}  # the 21st in Japan: not yet
        closing = closed(exchange.add("trades", trade, late)).closing
        assert closing.volumes[-1].by_class == {"margin": Yen(7), "spot": Yen(40_000_000_000)}


class TestCutOffs:
    def test_the_closing_says_as_of_which_block_each_side_was_read(self, exchange: SmallExchange) -> None:
        closing = closed(exchange.add("chain_cutoffs", READ)).closing
        assert closing.cut_offs == (CutOff("test", "self", "2026-11-20 14:59:59", 900, "ff00", 6),)
        assert closing_from_json(closing_json(closing)) == closing

    def test_a_book_that_does_not_say_has_none(self, exchange: SmallExchange) -> None:
        assert closed(exchange).closing.cut_offs == ()


class TestAssets:
    def test_the_largest_value_stands_first_and_money_last(self, exchange: SmallExchange) -> None:
        lines = closed(exchange).closing.assets
        assert [(one.asset, one.owed_yen) for one in lines] == [
            ("BTC", Yen(100_000_000)),
            ("ETH", Yen(40_000_000)),
            ("JPY", Yen(1_500_000)),
        ]
        assert lines[0].cold == Units(97 * BTC // 10)


class TestKept:
    def test_the_same_input_is_the_same_closing(self, exchange: SmallExchange) -> None:
        first, second = closed(exchange), closed(exchange)
        assert not first.already_there
        assert second.already_there
        assert second.same_body
        assert (second.entry, second.version, second.anchor) == (first.entry, 1, first.anchor)
        assert second.closing == first.closing

    def test_other_input_is_a_new_version_that_names_what_changed(self, exchange: SmallExchange) -> None:
        closed(exchange)
        again = closed(exchange.put("trust_balances", "yen", "1500001"))
        assert again.version == 2
        assert again.changed == ("file:trust_balances.csv changed",)

    def test_days_that_are_added_to_the_book_change_nothing_of_a_day_that_is_closed(
        self, exchange: SmallExchange
    ) -> None:
        close(exchange.write_by_day(), FRIDAY)
        again = close(exchange.on("2026-11-24").write_by_day(), FRIDAY)
        assert again.already_there
        assert all("2026-11-24" not in one.path for one in again.closing.inputs)

    def test_another_scenario_is_another_closing(self, exchange: SmallExchange) -> None:
        closed(exchange)
        assert closed(exchange, scenario="press-band").version == 1

    def test_a_breach_that_stays_open_keeps_its_first_deadline(self, exchange: SmallExchange) -> None:
        exchange.put("wallet_balances", "units", str(97 * BTC // 10 - 1), wallet_id="btc-cold").on(
            "2026-11-24"
        )
        closed(exchange)
        tuesday = close(exchange.write(), date(2026, 11, 24))
        short = found(tuesday.closing, "crypto-shortage", "BTC")
        assert (short.breach_since, short.cure_by) == (FRIDAY, MONDAY)

    def test_closing_the_earlier_day_late_makes_the_later_one_a_new_version(
        self, exchange: SmallExchange
    ) -> None:
        exchange.put("wallet_balances", "units", str(97 * BTC // 10 - 1), wallet_id="btc-cold").on(
            "2026-11-24"
        )
        book, tuesday = exchange.write(), date(2026, 11, 24)
        assert found(close(book, tuesday).closing, "crypto-shortage", "BTC").breach_since == tuesday
        close(book, FRIDAY)
        again = close(book, tuesday)
        assert again.version == 2
        assert again.changed == ("breaches carried over changed",)

    def test_the_books_hold_the_closing_whole(self, exchange: SmallExchange) -> None:
        kept = closed(exchange, scenario="press-band")
        with open_books(Path(exchange.root.parent / "home" / "books.sqlite")) as books:
            assert closing_from_json(books.closing(kept.entry).body) == kept.closing
            assert books.verify().ok

    def test_a_closing_survives_json_and_json_names_each_figure_of_the_law_once(
        self, exchange: SmallExchange
    ) -> None:
        closing = closed(exchange, scenario="press-band").closing
        text = json.dumps(closing_json(closing), ensure_ascii=False)
        assert closing_from_json(json.loads(text)) == closing
        assert text.count('"custody.hot_share_max": {') == 1


class TestEvidence:
    def test_every_file_is_hashed_and_every_named_one_is_there(self, exchange: SmallExchange) -> None:
        kept = closed(exchange)
        named = {one.evidence for one in kept.closing.findings if one.evidence}
        assert {one.check for one in kept.closing.evidence} == named
        for one in kept.closing.evidence:
            data = (kept.folder / one.path).read_bytes()
            assert hashlib.sha256(data).hexdigest() == one.sha256

    def test_customers_rows_are_written_for_what_is_short_only(self, exchange: SmallExchange) -> None:
        def rows(kept: Kept) -> int:
            return next(one.rows for one in kept.closing.evidence if one.check == "crypto-shortage")

        sound = rows(closed(exchange))  # four customers' wallets
        exchange.put("wallet_balances", "units", str(97 * BTC // 10 - 1), wallet_id="btc-cold")
        assert (sound, rows(closed(exchange))) == (4, 4 + 2)  # and the two customers that are owed BTC


class TestRefused:
    def test_one_bad_row_stops_the_close_and_nothing_is_kept(self, exchange: SmallExchange) -> None:
        exchange.add("wallet_balances", balance("nobody", "BTC", 1))
        with pytest.raises(RowsRefused) as refused:
            closed(exchange)
        assert refused.value.first[0].reason == "unknown-wallet"
        with open_books(exchange.root.parent / "home" / "books.sqlite") as books:
            assert books.closings() == ()

    def test_a_day_without_balances_is_refused_by_name(self, exchange: SmallExchange) -> None:
        with pytest.raises(RowsRefused) as refused:
            close(exchange.write(), date(2026, 11, 19))
        assert {one.reason for one in refused.value.first} == {"day-absent"}


@pytest.mark.slow  # Spark plans the evidence of the breaks, a dozen joins
@pytest.mark.spark
def test_spark_comes_to_the_same_closing_to_the_last_unit(
    exchange: SmallExchange, spark_engine: object
) -> None:
    exchange.put("wallet_balances", "units", str(97 * BTC // 10 - 1), wallet_id="btc-cold")
    exchange.add("customer_balances", owed("C1", "ETH", 3))
    exchange.add("accounting_balances", owed("C1", "BTC", 6 * BTC + 1))
    exchange.add("chain_cutoffs", READ)
    here = closed(exchange, scenario="press-band").closing
    there = closed(exchange, scenario="press-band", engine="spark").closing
    assert there.findings == here.findings
    assert there.assets == here.assets
    assert there.reserve == here.reserve
    assert there.breaks == here.breaks
    assert there.cut_offs == here.cut_offs != ()
    assert [(one.asset, one.units) for one in here.breaks] == [("BTC", Units(-1)), ("ETH", Units(-3))]
    assert [(one.check, one.rows) for one in there.evidence] == [
        (one.check, one.rows) for one in here.evidence
    ]
