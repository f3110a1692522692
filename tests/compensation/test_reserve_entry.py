"""What a plan takes of the reserve stands in its journal, once; what comes back stands there too.

¥50,000,000 are lost. Guarantee crypto ¥3,000,000, reserve ¥20,000,000, policy L1 ¥40,000,000 in 30 days, own capital
¥50,000,000 − ¥3,000,000 − ¥10,000,000 least capital = ¥37,000,000. Until L1 pays, capital lends ¥27,000,000. L1 then
refills the last in the order first: capital ¥27,000,000, and the reserve ¥13,000,000.
"""

from __future__ import annotations

from datetime import date

import pytest
from comp_world import CASE, PAY_DAY, YEN, desk, hand, planned, sent

from hozen.books import Movement, UseApproval
from hozen.books.errors import ReserveOverdrawn
from hozen.faces.cli import main
from hozen.rules.compensation import SourceKind
from hozen.values import Yen
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.reserve_entry import receive, use_due
from hozen.workflows.compensation.working import worked_out

DECEMBER = date(2026, 12, 21)


def journal(books) -> list[tuple]:
    return [
        (one.movement.value, one.amount.amount, one.approval and one.approval.value, one.link)
        for one in books.reserve_journal("small")
    ][1:]


USED = ("use", 20_000_000, "not_needed", CASE)


class TestUseWithoutApproval:
    stage = "drawn"

    def test_paying_enters_the_use_in_the_same_step_and_once(self, books, firm) -> None:
        batch = sent(books, firm)
        assert (batch.reserve.taken, batch.reserve.entry.amount) == (Yen(20_000_000), Yen(20_000_000))
        assert journal(books) == [USED]
        assert books.reserve_balance("small", PAY_DAY).held == Yen(0)
        assert sent(books, firm).already
        assert journal(books) == [USED]
        # What was used for this case is still this case's money.
        with desk(books, firm) as at:
            found = worked_out(at, "press-band", YEN)
        assert found.waterfall.used(SourceKind.RESERVE) == Yen(20_000_000)

    def test_a_crash_between_batch_and_journal_leaves_neither(self, books, firm, monkeypatch) -> None:
        def crash(*_: object) -> None:
            raise KeyboardInterrupt

        before = books.anchor()
        with monkeypatch.context() as patch:
            patch.setattr("hozen.books.reserve_journal.enter", crash)
            with pytest.raises(KeyboardInterrupt):
                sent(books, firm)
        assert books.anchor() == before
        sent(books, firm)
        assert (journal(books), len(books.cases.show("small", CASE).of("batch"))) == ([USED], 1)

    def test_a_reserve_that_was_spent_elsewhere_meanwhile_stops_the_payment(self, books, firm) -> None:
        said = {"actor": "sato", "key": "k", "cause": "x", "approval": UseApproval.NOT_NEEDED}
        books.enter_reserve("small", date(2026, 11, 26), Movement.USE, Yen(5_000_000), link="other", **said)
        with pytest.raises(ReserveOverdrawn):
            sent(books, firm)
        assert books.cases.show("small", CASE).of("batch") == ()
        with desk(books, firm) as at:
            found = worked_out(at, "press-band", YEN)
        assert found.waterfall.used(SourceKind.RESERVE) == Yen(15_000_000)  # the next plan knows

    def test_the_same_use_that_waits_for_a_decision_is_decided_first(self, books, firm) -> None:
        asked(books, 1_000_000)
        with pytest.raises(CompensationRefused, match="waits for a decision"):
            sent(books, firm)

    def test_insurance_pays_customers_bridges_and_the_reserve_in_turn(self, books, firm, capsys) -> None:
        sent(books, firm)
        # ¥30,000,000: ¥27,000,000 to the capital that lent, ¥3,000,000 into the reserve; then the other ¥10,000,000.
        first = receive(hand(books, key="a"), DECEMBER, "L1", Yen(30_000_000))
        assert (first.refill, first.already) == (Yen(3_000_000), False)
        again = receive(hand(books, key="a"), DECEMBER, "L1", Yen(30_000_000))
        assert (again.entry, again.refill, again.already) == (first.entry, Yen(3_000_000), True)
        for _ in range(2):
            said = ["incident", "received", str(firm), CASE, "10m", "--from", "L1", "--day", "2026-12-22"]
            books_at = ["--books", str(firm.parent / "books.sqlite"), "--json"]
            assert main([*said, *books_at]) == 0
            assert '"refill": 10000000' in capsys.readouterr().out
        # More than was taken never comes back.
        assert receive(hand(books, key="b"), DECEMBER, "L1", Yen(9_000_000)).refill == Yen(0)
        assert journal(books)[1:] == [
            ("refill", 3_000_000, None, CASE),
            ("refill", 10_000_000, None, CASE),
        ]
        assert books.reserve_balance("small", date(2026, 12, 31)).held == Yen(13_000_000)
        assert [one.yen for one in hand(books).state().received] == [30_000_000, 10_000_000, 9_000_000]
        with pytest.raises(CompensationRefused, match="no such source") as refused:
            receive(hand(books), DECEMBER, "L9", Yen(1))
        assert refused.value.expected == "L1"


class TestUseThatNeedsApproval:
    stage = "deep"

    def test_an_approved_use_is_in_the_journal_already_and_is_the_most_a_plan_takes(
        self, books, firm
    ) -> None:
        use = asked(books, 5_000_000)
        books.decide_use(use, approved=True, day=date(2026, 11, 25), actor="tanaka", key="d")
        planned(books, firm)
        with desk(books, firm) as at:
            due = use_due(at, PAY_DAY)
        assert (due.taken, due.entry, due.journal) == (Yen(5_000_000), None, True)
        books.restate_reserve(use, actor="sato", key="r", note="less", amount=Yen(1_000_000))
        with pytest.raises(CompensationRefused, match="than is approved"):
            sent(books, firm)

    def test_without_a_plan_nobody_knows_what_money_is_for(self, books) -> None:
        with pytest.raises(CompensationRefused, match="no plan"):
            receive(hand(books), DECEMBER, "L1", Yen(1))


class TestNoJournal:
    def test_the_use_is_told_and_not_entered(self, books, firm) -> None:
        """reserve_positions says ¥100,000,000, the books keep no journal; 1 BTC, ¥10,000,000, less ¥3,000,000."""
        from close_book import FRIDAY
        from comp_world import BTC, END_OF_FRIDAY, NOW

        from hozen.workflows.incident import Attribution, Valuation, value_losses

        order = Valuation(FRIDAY, END_OF_FRIDAY, Attribution.PRO_RATA, {"BTC": BTC})
        hand(books, "tanaka").approve(value_losses(hand(books), firm, order, NOW).seq)
        planned(books, firm, scenario="press-band")
        batch = sent(books, firm)
        assert (batch.reserve.taken, batch.reserve.entry, batch.reserve.journal) == (
            Yen(7_000_000),
            None,
            False,
        )


def asked(books, yen: int) -> int:
    said = {"actor": "sato", "key": "ask", "cause": "theft", "approval": UseApproval.REQUESTED, "link": CASE}
    return books.enter_reserve("small", date(2026, 11, 25), Movement.USE, Yen(yen), **said).line.seq
