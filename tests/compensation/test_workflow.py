"""From the valued case to payments, by hand: 0.3 BTC at ¥10m and 1 ETH at ¥400,000 are gone, ¥3,400,000 in all.

BTC falls on C1 and C2 as 6 : 4, so 0.18 and 0.12; the ETH is all C2's. Guarantee crypto of 0.3 BTC and 1 ETH covers all.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest
from comp_world import CASE

from hozen.books import Books
from hozen.books.errors import SamePerson
from hozen.rules.compensation import IN_YEN, SourceKind, Spread
from hozen.values import Yen
from hozen.workflows.case_folder import CaseFileRefused
from hozen.workflows.compensation.book_facts import WhatIf
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.paying import Order, pay
from hozen.workflows.compensation.planning import enter_plan
from hozen.workflows.compensation.results import accept_payees, take_results
from hozen.workflows.compensation.states import lay_states, state_totals
from hozen.workflows.compensation.terms import Terms
from hozen.workflows.compensation.working import Desk, at_desk, worked_out
from hozen.workflows.compensation.zengin_order import Payer

DAY, PAY_DAY = date(2026, 11, 25), date(2026, 11, 27)
PAYER = Payer.read("0009-001-1-7654321", "0123456789", "ｺｳｶﾝｼﾞﾖ(ｶ")
YEN = Terms(method=IN_YEN)
BTC, ETH = 10**8, 10**18


@contextmanager
def desk(books: Books, firm: Path) -> Iterator[Desk]:
    with at_desk(books, firm, CASE) as found:
        yield found


def rows(path: Path) -> list[tuple]:
    return duckdb.sql(f"SELECT * FROM '{path}'").fetchall()


def planned(books: Books, firm: Path, terms: Terms = YEN, approve: bool = True):
    with desk(books, firm) as at:
        plan, totals = enter_plan(at, worked_out(at, None, terms), DAY, actor="sato")
    if approve:
        books.cases.approve("small", CASE, plan.entry.seq, actor="tanaka")
    return plan, totals


def sent(books: Books, firm: Path, **more: object):
    with desk(books, firm) as at:
        return pay(at, Order(PAY_DAY, PAYER, **more), actor="sato")  # type: ignore[arg-type]  # of the test


def states(books: Books, firm: Path) -> dict[str, int]:
    with desk(books, firm) as at:
        lay_states(at)
        return {one.state: one.payments for one in state_totals(at)}


def payees(firm: Path, change) -> None:
    path = firm / "payees.csv"
    with path.open(newline="") as file:
        kept = list(csv.DictReader(file))
    names = list(kept[0])
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(kept))


def results(firm: Path, *told: tuple[str, str]) -> Path:
    path = firm.parent / "results.csv"
    lines = [f"{payment},{outcome},2026-11-27," for payment, outcome in told]
    path.write_text("payment_id,outcome,day,reason\n" + "\n".join(lines) + "\n")
    return path


class TestWhoPays:
    def test_guarantee_crypto_of_the_hot_part_pays_all(self, books, firm) -> None:
        with desk(books, firm) as at:
            found = worked_out(at, None, YEN)
        assert found.waterfall.loss == Yen(3_400_000)
        assert found.waterfall.used(SourceKind.GUARANTEE) == Yen(3_400_000)
        assert [(one.code, one.status.value) for one in found.findings] == [
            ("reserve-use", "attention"),
            ("guarantee-covers-hot", "met"),
            ("guarantee-covers-hot", "met"),
        ]

    def test_own_capital_is_what_stands_above_least_capital_once_the_guarantee_is_spent(
        self, books, firm
    ) -> None:
        """¥50,000,000 − ¥3,400,000 spent − ¥10,000,000 least capital."""
        with desk(books, firm) as at:
            (own,) = worked_out(at, None, YEN).waterfall.of(SourceKind.CAPITAL)
        assert own.source.gives == Yen(36_600_000)

    def test_a_drill_takes_the_amounts_it_names_and_cannot_be_entered(self, books, firm) -> None:
        with desk(books, firm) as at:
            found = worked_out(at, "press-band", YEN, WhatIf(reserve=Yen(7)))
            assert found.waterfall.of(SourceKind.RESERVE)[0].source.gives == Yen(7)
            with pytest.raises(CompensationRefused, match="a drill cannot be planned with"):
                enter_plan(at, found, DAY, actor="sato")


class TestThePlan:
    def test_each_gets_what_he_lost_in_yen_and_has_one_payment(self, books, firm) -> None:
        """C1: 0.18 × 10m = 1,800,000. C2: 0.12 × 10m + 400,000 = 1,600,000."""
        plan, totals = planned(books, firm)
        assert [row[1:4] for row in rows(firm / f"cases/{CASE}/plan-1.parquet")] == [
            ("C1", "JPY", 1_800_000),
            ("C2", "JPY", 1_600_000),
        ]
        assert [(one.asset, one.payments, one.amount, one.unclaimed) for one in totals] == [
            ("JPY", 2, 3_400_000, 1)
        ]
        assert plan.planned == Yen(3_400_000)

    def test_in_kind_each_gets_his_coins(self, books, firm) -> None:
        planned(books, firm, Terms())
        assert [row[1:4] for row in rows(firm / f"cases/{CASE}/plan-1.parquet")] == [
            ("C1", "BTC", 18 * BTC // 100),
            ("C2", "BTC", 12 * BTC // 100),
            ("C2", "ETH", ETH),
        ]

    def test_what_was_planned_and_approved_is_not_planned_again(self, books, firm) -> None:
        planned(books, firm)
        with pytest.raises(CompensationRefused, match="nothing is left to pay"):
            planned(books, firm)

    def test_whoever_entered_it_does_not_approve(self, books, firm) -> None:
        plan, _ = planned(books, firm, approve=False)
        with pytest.raises(SamePerson):
            books.cases.approve("small", CASE, plan.entry.seq, actor="sato")

    def test_losses_that_were_changed_on_disk_are_refused(self, books, firm) -> None:
        (firm / f"cases/{CASE}/losses.parquet").write_bytes(b"other")
        with pytest.raises(CaseFileRefused), desk(books, firm):
            pass


class TestPayments:
    def test_nothing_goes_out_before_approval(self, books, firm) -> None:
        planned(books, firm, approve=False)
        assert states(books, firm) == {"planned": 2}
        with pytest.raises(CompensationRefused, match="nothing can be paid"):
            sent(books, firm)

    def test_the_bank_file_is_as_the_format_asks(self, books, firm) -> None:
        planned(books, firm)
        batch = sent(books, firm)
        assert batch.totals == (("bank", "JPY", 1, 1_800_000),)
        assert batch.held == (("no_payee", 1),)
        raw = (firm / f"cases/{CASE}/batch-1-bank-001.txt").read_bytes()
        records = raw.decode("cp932").split("\r\n")
        assert [len(one.encode("cp932")) for one in records] == [120, 120, 120, 120, 0]
        head, data, trailer, end, _ = records
        assert head.startswith("1210" + "0123456789" + "ｺｳｶﾝｼﾞﾖ(ｶ".ljust(40) + "1127" + "0009")
        assert (data[0], data[1:5], data[20:23], data[42], data[43:50]) == (
            "2",
            "0005",
            "001",
            "1",
            "1234567",
        )
        assert data[50:80].rstrip() == "ﾔﾏﾀﾞ ﾊﾅｺ"
        assert data[80:90] == "0001800000"
        ((payment, *_),) = rows(firm / f"cases/{CASE}/plan-1.parquet")[:1]
        assert (data[91:111], data[111:113]) == (payment, "7Y")
        assert trailer.rstrip() == "8" + "000001" + "000001800000"
        assert end.rstrip() == "9"
        assert states(books, firm) == {"sent": 1, "unclaimed": 1}

    def test_coins_go_to_the_address(self, books, firm) -> None:
        planned(books, firm, Terms())
        sent(books, firm)
        lines = (firm / f"cases/{CASE}/batch-1-chain.csv").read_text().splitlines()
        assert lines[0] == "payment_id,chain,address,asset,units,amount"
        assert lines[1].split(",")[1:] == ["test", "btc of C1", "BTC", "18000000", "0.18000000"]

    def test_a_crash_after_the_files_leaves_the_same_files(self, books, firm, monkeypatch) -> None:
        planned(books, firm)

        def crash(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("hozen.books.cases.CaseLog.enter", crash)
            with pytest.raises(KeyboardInterrupt):
                sent(books, firm)
        path = firm / f"cases/{CASE}/batch-1-bank-001.txt"
        before = path.read_bytes()
        assert not sent(books, firm).already
        assert path.read_bytes() == before

    def test_asked_again_nothing_new_goes_out_and_a_lost_file_is_made_again(self, books, firm) -> None:
        planned(books, firm)
        sent(books, firm)
        path = firm / f"cases/{CASE}/batch-1-bank-001.txt"
        before = path.read_bytes()
        path.unlink()
        again = sent(books, firm)
        assert again.already
        assert path.read_bytes() == before
        assert len(books.cases.show("small", CASE).of("batch")) == 1

    def test_a_customer_whose_account_changed_mid_round_is_held_back(self, books, firm) -> None:
        planned(books, firm)
        payees(
            firm,
            lambda kept: [{**one, "account_number": one["account_number"] and "7777777"} for one in kept],
        )
        with pytest.raises(CompensationRefused, match="nothing can be paid") as refused:
            sent(books, firm)
        assert "1 payee_changed" in str(refused.value)
        with desk(books, firm) as at:
            entry = accept_payees(at, DAY, actor="sato")
        with pytest.raises(CompensationRefused, match="nothing can be paid"):
            sent(books, firm)  # not yet approved
        books.cases.approve("small", CASE, entry.seq, actor="tanaka")
        assert sent(books, firm).totals == (("bank", "JPY", 1, 1_800_000),)
        assert b"7777777" in (firm / f"cases/{CASE}/batch-1-bank-001.txt").read_bytes()


class TestResults:
    def payment(self, firm: Path, customer: str = "C1") -> str:
        return next(row[0] for row in rows(firm / f"cases/{CASE}/plan-1.parquet") if row[1] == customer)

    def take(self, books, firm, *told: tuple[str, str]):
        with desk(books, firm) as at:
            return take_results(at, results(firm, *told), actor="sato")

    def test_paid_is_paid_and_the_same_file_again_is_the_same_entry(self, books, firm) -> None:
        planned(books, firm)
        sent(books, firm)
        told = (self.payment(firm), "paid")
        assert not self.take(books, firm, told).already
        assert self.take(books, firm, told).already
        assert states(books, firm) == {"paid": 1, "unclaimed": 1}

    def test_what_failed_goes_out_again_only_when_asked(self, books, firm) -> None:
        planned(books, firm)
        sent(books, firm)
        self.take(books, firm, (self.payment(firm), "failed"))
        assert sent(books, firm).already
        assert sent(books, firm, retry=True).totals == (("bank", "JPY", 1, 1_800_000),)
        assert states(books, firm) == {"retried": 1, "unclaimed": 1}

    @pytest.mark.parametrize(
        ("customer", "outcome", "why"),
        [("C1", "maybe", "outcome"), ("C2", "paid", "is unclaimed")],
    )
    def test_a_result_that_does_not_fit_is_refused_whole(self, books, firm, customer, outcome, why) -> None:
        planned(books, firm)
        sent(books, firm)
        with pytest.raises(CompensationRefused, match="does not fit") as refused:
            self.take(books, firm, (self.payment(firm, customer), outcome))
        assert why in str(refused.value)
        assert states(books, firm) == {"sent": 1, "unclaimed": 1}

    def test_a_bank_that_paid_twice_is_seen(self, books, firm) -> None:
        planned(books, firm)
        sent(books, firm)
        one = (self.payment(firm), "paid")
        with pytest.raises(CompensationRefused, match="does not fit") as refused:
            self.take(books, firm, one, one)
        assert "twice" in str(refused.value)
        self.take(books, firm, one)
        results(firm, one).write_text("payment_id,outcome,day,reason\n" + f"{one[0]},paid,2026-11-28,\n")
        with desk(books, firm) as at, pytest.raises(CompensationRefused, match="does not fit") as refused:
            take_results(at, firm.parent / "results.csv", actor="sato")
        assert "is paid" in str(refused.value)


def test_where_all_is_covered_both_spreads_pay_all(books, firm) -> None:
    """Where money is short they differ: see TestPerAssetOrOnePool in test_payment."""
    with desk(books, firm) as at:
        found = worked_out(at, None, Terms(method=IN_YEN, spread=Spread.ONE_POOL))
    assert found.other_spread is Spread.PER_ASSET
    assert [one.value for one in found.payments] == [Yen(3_000_000), Yen(400_000)]
    assert found.otherwise == found.payments
