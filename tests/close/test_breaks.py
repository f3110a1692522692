"""A close and the break log: what it opens, carries, resolves and reopens, and what it leaves alone."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from close_book import BTC, FRIDAY, SmallExchange

from hozen import close
from hozen.books import AgeBand, BreakRecord, open_books
from hozen.findings import Finding, Status
from hozen.values import Units
from hozen.workflows.daily_close import Kept
from hozen.workflows.reconcile import reconcile

# Monday 23 November is a holiday: the day after Friday 20 is Tuesday 24. Five business days: 24, 25, 26, 27, Monday 30.
TUESDAY, WEDNESDAY, MONDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 30)
SHORT = 97 * BTC // 10 - 1  # a satoshi less than there should be in the cold wallet


def found(kept: Kept, code: str) -> dict[str, Finding]:
    return {one.subject: one for one in kept.closing.findings if one.code == code}


def home(exchange: SmallExchange) -> Path:
    return exchange.root.parent / "home" / "books.sqlite"


def log(exchange: SmallExchange) -> tuple[BreakRecord, ...]:
    with open_books(home(exchange)) as books:
        assert books.verify().ok
        return books.breaks.list("small")


def entries(exchange: SmallExchange) -> list[str]:
    with open_books(home(exchange)) as books:
        return [one.kind for one in books.entries()]


def story(one: BreakRecord) -> list[tuple[str, date]]:
    return [(step.event.value, step.day) for step in one.steps]


def short(exchange: SmallExchange, day: date = FRIDAY, units: int = SHORT) -> SmallExchange:
    return exchange.put("wallet_balances", "units", str(units), wallet_id="btc-cold", day=str(day))


def event(number: int, day: date, units: int, **said: str) -> dict[str, str]:
    """So many satoshi out of the cold wallet as a fee, unless said otherwise."""
    usual = {
        "event_id": f"E{number}",
        "day": str(day),
        "txid": f"T{number}",
        "chain": "test",
        "asset": "BTC",
        "address": "address of btc-cold",
        "direction": "out",
        "units": str(units),
        "kind": "fee",
        "status": "final",
    }
    return {**usual, **said}


class TestOneDay:
    def test_a_clean_book_has_no_break_and_the_log_says_that_it_was_looked_at(
        self, exchange: SmallExchange
    ) -> None:
        kept = close(exchange.write(), FRIDAY)
        assert {one.status for one in found(kept, "reconciliation").values()} == {Status.MET}
        assert found(kept, "ledgers-agree") == {}  # no text asks for a second ledger
        assert kept.closing.breaks == ()
        assert entries(exchange) == ["closing.kept", "break.carried"]

    def test_one_satoshi_is_one_breach_and_one_break_that_calls_for_attention(
        self, exchange: SmallExchange
    ) -> None:
        kept = close(short(exchange).write(), FRIDAY)
        breaches = [one.code for one in kept.closing.findings if one.status is Status.BREACH]
        assert breaches == ["crypto-shortage"]
        one = found(kept, "reconciliation")["BTC"]
        assert (one.status, one.breach_since, one.cure_by) == (Status.ATTENTION, FRIDAY, MONDAY)
        (line,) = kept.closing.breaks
        assert (line.asset, line.cause, line.units, line.opened_on) == ("BTC", "unknown", Units(-1), FRIDAY)
        assert (line.age, line.cure_by) == (AgeBand.NEW, MONDAY)
        assert [str(cite) for cite in line.cite] == ["PSA 63-11(2)", "GL16 II-2-2-3-2(3)④ note 2"]
        (record,) = log(exchange)
        assert (record.subject, record.units, record.cure_by) == ("BTC", -1, MONDAY)
        assert kept.breaks == (record,)

    def test_money_that_the_trusts_lack_is_a_break_as_well(self, exchange: SmallExchange) -> None:
        kept = close(exchange.put("trust_balances", "yen", "1499999").write(), FRIDAY)
        (record,) = log(exchange)
        # 2 business days: Tuesday 24, Wednesday 25. Its finding is money-in-trust's own.
        assert (record.subject, record.units, record.cure_by) == ("JPY", -1, WEDNESDAY)
        assert [one.asset for one in kept.closing.breaks] == ["JPY"]
        assert "JPY" not in found(kept, "reconciliation")

    def test_the_rows_behind_the_breaks_are_evidence_with_a_hash(self, exchange: SmallExchange) -> None:
        fee = event(1, FRIDAY, 1)
        kept = close(short(exchange).add("chain_events", fee).write(), FRIDAY)
        assert [one.cause for one in kept.closing.breaks] == ["fee_not_booked"]
        (file,) = [one for one in kept.closing.evidence if one.check == "breaks"]
        assert file.rows == 1
        assert hashlib.sha256((kept.folder / file.path).read_bytes()).hexdigest() == file.sha256

    def test_the_same_day_twice_adds_nothing_to_the_log(self, exchange: SmallExchange) -> None:
        book = short(exchange).write()
        first = close(book, FRIDAY)
        before = entries(exchange)
        again = close(book, FRIDAY)
        assert (again.already_there, again.anchor, again.breaks) == (True, first.anchor, first.breaks)
        assert entries(exchange) == before

    def test_two_scenarios_and_a_reconciliation_of_its_own_share_one_log(
        self, exchange: SmallExchange
    ) -> None:
        book = short(exchange).write()
        reconcile(book, FRIDAY)
        close(book, FRIDAY)
        close(book, FRIDAY, scenario="press-band")
        assert sorted(entries(exchange)) == ["break.carried", "break.opened", "closing.kept", "closing.kept"]

    def test_closing_again_does_not_undo_what_a_person_has_said_since(self, exchange: SmallExchange) -> None:
        book = short(exchange).write()
        (record,) = close(book, FRIDAY).breaks
        assert record is not None
        with open_books(home(exchange)) as books:
            books.breaks.assign(record.seq, "suzuki", actor="sato", day=FRIDAY)
            books.breaks.resolve(record.seq, "entry 7", actor="suzuki", day=FRIDAY)
        again = close(book, FRIDAY)
        assert again.same_body
        assert story(log(exchange)[0]) == [("opened", FRIDAY), ("assigned", FRIDAY), ("resolved", FRIDAY)]

    def test_better_records_of_the_same_day_resolve_it(self, exchange: SmallExchange) -> None:
        close(short(exchange).write(), FRIDAY)
        kept = close(short(exchange, units=SHORT + 1).write(), FRIDAY)
        assert kept.version == 2
        assert kept.carried is not None
        assert [one.resolved_by for one in kept.carried.resolved] == ["records of 2026-11-20"]


class TestFromDayToDay:
    def test_a_break_that_stays_keeps_its_first_day_and_its_deadline(self, exchange: SmallExchange) -> None:
        book = short(exchange).on(str(TUESDAY)).write()
        close(book, FRIDAY)
        kept = close(book, TUESDAY)
        (line,) = kept.closing.breaks
        assert (line.opened_on, line.age, line.cure_by) == (FRIDAY, AgeBand.WEEK, MONDAY)
        one = found(kept, "reconciliation")["BTC"]
        assert (one.breach_since, one.cure_by) == (FRIDAY, MONDAY)
        assert story(log(exchange)[0]) == [("opened", FRIDAY)]

    def test_a_second_break_of_the_same_asset_has_a_day_of_its_own(self, exchange: SmallExchange) -> None:
        exchange = short(exchange).on(str(TUESDAY))
        fee = event(1, TUESDAY, 4)
        book = short(exchange.add("chain_events", fee), TUESDAY, SHORT - 4).write()
        close(book, FRIDAY)
        lines = {one.cause: one for one in close(book, TUESDAY).closing.breaks}
        assert (lines["unknown"].opened_on, lines["unknown"].cure_by) == (FRIDAY, MONDAY)
        # Tuesday 24 and five business days: 25, 26, 27, 30, 1 December.
        one = lines["fee_not_booked"]
        assert (one.opened_on, one.cure_by, one.units) == (TUESDAY, date(2026, 12, 1), Units(-4))

    def test_one_that_takes_the_place_of_another_has_no_more_time(self, exchange: SmallExchange) -> None:
        # Friday's satoshi is unexplained; on Tuesday it is a fee of 2, so another cause and another quantity.
        exchange = short(exchange).on(str(TUESDAY)).add("chain_events", event(1, TUESDAY, 2))
        book = short(exchange, TUESDAY, SHORT - 1).write()
        close(book, FRIDAY)
        kept = close(book, TUESDAY)
        (line,) = kept.closing.breaks
        assert (line.cause, line.units, line.opened_on, line.cure_by) == (
            *("fee_not_booked", Units(-2)),
            *(TUESDAY, MONDAY),
        )
        assert found(kept, "reconciliation")["BTC"].cure_by == MONDAY
        assert log(exchange)[1].cure_by == MONDAY
        assert close(book, TUESDAY).closing == kept.closing

    def test_what_is_gone_is_resolved_by_an_entry_and_comes_back_as_another(
        self, exchange: SmallExchange
    ) -> None:
        exchange = short(exchange).on(str(TUESDAY)).on(str(WEDNESDAY))
        book = short(exchange, TUESDAY, SHORT + 1).write()
        close(book, FRIDAY)
        cured = close(book, TUESDAY)
        assert found(cured, "reconciliation")["BTC"].status is Status.MET
        close(book, WEDNESDAY)
        first, second = log(exchange)
        assert story(first) == [("opened", FRIDAY), ("resolved", TUESDAY)]
        assert first.resolved_by == "records of 2026-11-24"
        assert story(second) == [("opened", WEDNESDAY)]

    def test_one_that_a_person_called_resolved_too_soon_is_reopened_with_its_trail(
        self, exchange: SmallExchange
    ) -> None:
        book = short(exchange).on(str(TUESDAY)).write()
        (record,) = close(book, FRIDAY).breaks
        assert record is not None
        with open_books(home(exchange)) as books:
            books.breaks.resolve(record.seq, "entry 7", actor="suzuki", day=FRIDAY)
        kept = close(book, TUESDAY)
        assert [one.opened_on for one in kept.closing.breaks] == [FRIDAY]
        (one,) = log(exchange)
        assert story(one) == [("opened", FRIDAY), ("resolved", FRIDAY), ("reopened", TUESDAY)]
        assert kept.breaks == (one,)

    def test_an_earlier_day_closed_late_leaves_the_log_alone(self, exchange: SmallExchange) -> None:
        book = short(short(exchange).on(str(TUESDAY)), TUESDAY, SHORT + 1).write()
        close(book, TUESDAY)
        before = entries(exchange)
        late = close(book, FRIDAY)
        assert late.carried is not None
        assert (late.carried.past, late.breaks) == (TUESDAY, (None,))
        assert len(late.closing.breaks) == 1  # the closing tells it; only the log does not have it
        assert entries(exchange) == [*before, "closing.kept"]
        assert log(exchange) == ()
        assert close(book, FRIDAY).already_there

    def test_a_day_closed_again_after_a_later_one_is_the_same_closing(self, exchange: SmallExchange) -> None:
        book = short(exchange).on(str(TUESDAY)).write()
        friday, tuesday = close(book, FRIDAY), close(book, TUESDAY)
        assert close(book, FRIDAY).closing == friday.closing
        assert close(book, TUESDAY).closing == tuesday.closing
        assert [story(one) for one in log(exchange)] == [[("opened", FRIDAY)]]

    def test_what_the_chain_showed_on_friday_still_explains_tuesday(self, exchange: SmallExchange) -> None:
        exchange.put("wallet_balances", "units", str(31 * BTC // 100), wallet_id="btc-hot")
        book = exchange.on(str(TUESDAY)).write_by_day()
        arrived = {"address": "address of btc-hot", "direction": "in", "kind": "transfer"}
        deposit = event(1, FRIDAY, 10**6, **arrived)
        for row in (deposit, event(2, TUESDAY, 5, **arrived, status="pending")):
            folder = book / "chain_events" / f"day={row['day']}"
            folder.mkdir(parents=True)
            (folder / "part.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
        close(book, FRIDAY)
        (line,) = close(book, TUESDAY).closing.breaks
        assert (line.cause, line.units, line.opened_on) == ("missed_deposit", Units(10**6), FRIDAY)


class TestTwoLedgers:
    def second(self, exchange: SmallExchange, **changed: int) -> SmallExchange:
        """Accounting owes the same, but for the customers named: satoshi more."""
        rows = [dict(row) for row in exchange.tables["customer_balances"]]
        for row in rows:
            more = changed.get(row["customer_id"], 0) if row["asset"] == "BTC" else 0
            row["units"] = str(int(row["units"]) + more)
        return exchange.add("accounting_balances", *rows)

    def test_ledgers_that_agree_are_met_in_every_asset(self, exchange: SmallExchange) -> None:
        kept = close(self.second(exchange).write(), FRIDAY)
        agree = found(kept, "ledgers-agree")
        assert {asset: one.status for asset, one in agree.items()} == dict.fromkeys(
            ("BTC", "ETH", "JPY"), Status.MET
        )
        assert "ledgers-agree" not in {one.check for one in kept.closing.evidence}

    def test_two_customers_that_cancel_out_are_found_with_their_rows(self, exchange: SmallExchange) -> None:
        kept = close(self.second(exchange, C1=1, C2=-1).write(), FRIDAY)
        btc = found(kept, "ledgers-agree")["BTC"]
        assert (btc.status, str(btc.measure)) == (Status.ATTENTION, "0.00000002 BTC")
        (file,) = [one for one in kept.closing.evidence if one.check == "ledgers-agree"]
        assert file.rows == 2
        assert hashlib.sha256((kept.folder / file.path).read_bytes()).hexdigest() == file.sha256

    def test_nothing_of_the_work_is_left_lying_about(self, exchange: SmallExchange) -> None:
        kept = close(self.second(exchange, C1=1).write(), FRIDAY)
        assert [one.name for one in kept.folder.parent.iterdir() if one.name.startswith(".")] == []

    def test_a_second_ledger_that_stops_is_not_taken_for_agreement(self, exchange: SmallExchange) -> None:
        close(self.second(exchange).on(str(TUESDAY)).write(), FRIDAY)
        (one,) = found(close(exchange.root, TUESDAY), "ledgers-agree").values()
        assert (one.subject, one.status, one.reason) == ("", Status.ATTENTION, "no_second_ledger_today")
