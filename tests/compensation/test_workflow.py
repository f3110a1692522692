"""From the valued case to payments, by hand: 0.3 BTC at ¥10m and 1 ETH at ¥400,000 are gone, ¥3,400,000 in all.

BTC falls on C1 and C2 as 6 : 4, so 0.18 and 0.12; the ETH is all C2's. Guarantee crypto of 0.3 BTC and 1 ETH covers all.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from comp_world import (
    BTC,
    CASE,
    DAY,
    ETH,
    YEN,
    desk,
    hand,
    planned,
    results,
    rows,
    sent,
    states,
)

from hozen.books.errors import SamePerson
from hozen.rules.compensation import IN_YEN, SourceKind, Spread
from hozen.values import Yen
from hozen.workflows.case_folder import CaseFileRefused
from hozen.workflows.compensation import payment_files
from hozen.workflows.compensation.book_facts import WhatIf
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.planning import enter_plan, totals_of
from hozen.workflows.compensation.results import accept_payees, take_results
from hozen.workflows.compensation.terms import Terms
from hozen.workflows.compensation.working import worked_out


def payees(firm: Path, change) -> None:
    path = firm / "payees.csv"
    with path.open(newline="") as file:
        kept = list(csv.DictReader(file))
    names = list(kept[0])
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(kept))


def other_account(kept: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**one, "account_number": one["account_number"] and "7777777"} for one in kept]


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

    def test_a_method_for_what_nobody_lost_is_refused(self, books, firm) -> None:
        with desk(books, firm) as at, pytest.raises(CompensationRefused, match="nothing is lost") as refused:
            worked_out(at, None, Terms(methods={"BTX": IN_YEN}))
        assert (refused.value.found, refused.value.expected) == ("BTX", "BTC, ETH")

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
        """C1: 0.18 × 10m = 1,800,000. C2: 0.12 × 10m + 400,000 = 1,600,000. Whoever entered it does not approve."""
        plan = planned(books, firm, approve=False)
        path = firm / f"cases/{CASE}/plan-1.parquet"
        assert [row[1:4] for row in rows(path)] == [("C1", "JPY", 1_800_000), ("C2", "JPY", 1_600_000)]
        with desk(books, firm) as at:
            totals = totals_of(at, path)
        assert [(one.asset, one.payments, one.amount, one.unclaimed) for one in totals] == [
            ("JPY", 2, 3_400_000, 1)
        ]
        assert (plan.planned, plan.overpaid) == (Yen(3_400_000), ())
        with pytest.raises(SamePerson):
            hand(books).approve(plan.entry.seq)

    def test_in_kind_each_gets_his_coins_at_his_address(self, books, firm) -> None:
        planned(books, firm, Terms())
        assert [row[1:4] for row in rows(firm / f"cases/{CASE}/plan-1.parquet")] == [
            ("C1", "BTC", 18 * BTC // 100),
            ("C2", "BTC", 12 * BTC // 100),
            ("C2", "ETH", ETH),
        ]
        sent(books, firm)
        lines = (firm / f"cases/{CASE}/batch-1-chain.csv").read_text().splitlines()
        assert lines[0] == "payment_id,chain,address,asset,units,amount"
        assert lines[1].split(",")[1:] == ["test", "btc of C1", "BTC", "18000000", "0.18000000"]

    def test_a_payment_file_that_would_lose_a_row_is_refused_and_no_batch_is_entered(
        self, books, firm, monkeypatch
    ) -> None:
        planned(books, firm, Terms())
        monkeypatch.setattr(
            payment_files, "_CSV_OF", payment_files._CSV_OF.replace("JOIN assets d", "JOIN none d")
        )
        with desk(books, firm) as at:
            at.engine.view("none", "SELECT * FROM assets WHERE asset <> 'BTC'")
        with pytest.raises(CompensationRefused, match="every payment of its batch") as refused:
            sent(books, firm)
        assert (refused.value.found, refused.value.expected) == ("0 rows", "1, as in the batch")
        assert books.cases.show("small", CASE).of("batch") == ()

    def test_nothing_goes_out_before_approval(self, books, firm) -> None:
        planned(books, firm, approve=False)
        assert states(books, firm) == {"planned": 2}
        with pytest.raises(CompensationRefused, match="nothing can be paid"):
            sent(books, firm)

    def test_losses_that_were_changed_on_disk_are_refused(self, books, firm) -> None:
        (firm / f"cases/{CASE}/losses.parquet").write_bytes(b"other")
        with pytest.raises(CaseFileRefused), desk(books, firm):
            pass

    def test_a_crash_before_the_entry_stands_in_nobodys_way(self, books, firm) -> None:
        """Files that no entry names were left behind; the next plan is another one, and gets names of its own."""
        folder = firm / f"cases/{CASE}"
        (folder / "plan-1.parquet").write_bytes(b"of a plan that was never entered")
        (folder / "lines-1.parquet").write_bytes(b"of a plan that was never entered")
        plan = planned(books, firm)
        assert (plan.payments.name, plan.lines.name) == ("plan-1-2.parquet", "lines-1-2.parquet")
        assert len(rows(folder / plan.payments.name)) == 2


class TestPayments:
    stage = "planned"

    def test_what_was_planned_and_approved_is_not_planned_again(self, books, firm) -> None:
        with pytest.raises(CompensationRefused, match="nothing is left to pay"):
            planned(books, firm)

    def test_another_method_would_pay_one_loss_twice(self, books, firm) -> None:
        with pytest.raises(CompensationRefused, match="by another method") as refused:
            planned(books, firm, Terms())
        assert "0, as in plan 1" in str(refused.value)

    def test_the_bank_file_is_as_the_format_asks(self, books, firm) -> None:
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

    def test_a_crash_before_the_entry_leaves_nothing_that_could_be_sent(
        self, books, firm, monkeypatch
    ) -> None:
        """Nor does it stand in the way when the account has changed by the time of the next call."""

        def crash(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        folder = firm / f"cases/{CASE}"
        with monkeypatch.context() as patch:
            patch.setattr("hozen.books.cases.CaseLog.enter", crash)
            with pytest.raises(KeyboardInterrupt):
                sent(books, firm)
        assert not list(folder.rglob("*.txt")) + list(folder.rglob("*.csv"))
        payees(firm, other_account)
        with desk(books, firm) as at:
            hand(books, "tanaka").approve(accept_payees(at, DAY, actor="sato").seq)
        assert sent(books, firm).totals == (("bank", "JPY", 1, 1_800_000),)
        assert b"7777777" in (folder / "batch-1-bank-001.txt").read_bytes()

    def test_a_crash_after_the_entry_is_made_good_by_the_next_call(self, books, firm, monkeypatch) -> None:
        def crash(*_: object) -> None:
            raise KeyboardInterrupt

        path = firm / f"cases/{CASE}/batch-1-bank-001.txt"
        with monkeypatch.context() as patch:
            patch.setattr("hozen.workflows.compensation.batch_files.settle", crash)
            with pytest.raises(KeyboardInterrupt):
                sent(books, firm)
        assert not path.exists()
        again = sent(books, firm)
        assert again.already
        assert [one.file.name for one in again.files] == [path.name]
        before = path.read_bytes()
        path.unlink()  # a lost file comes back in the same way
        assert sent(books, firm).already
        assert path.read_bytes() == before
        assert len(books.cases.show("small", CASE).of("batch")) == 1

    def test_a_customer_whose_account_changed_mid_round_is_held_back(self, books, firm) -> None:
        payees(firm, other_account)
        with pytest.raises(CompensationRefused, match="nothing can be paid") as refused:
            sent(books, firm)
        assert "1 payee_changed" in str(refused.value)
        with desk(books, firm) as at:
            entry = accept_payees(at, DAY, actor="sato")
        with pytest.raises(CompensationRefused, match="nothing can be paid"):
            sent(books, firm)  # not yet approved
        hand(books, "tanaka").approve(entry.seq)
        assert sent(books, firm).totals == (("bank", "JPY", 1, 1_800_000),)


class TestResults:
    stage = "sent"

    def payment(self, firm: Path, customer: str = "C1") -> str:
        return next(row[0] for row in rows(firm / f"cases/{CASE}/plan-1.parquet") if row[1] == customer)

    def take(self, books, firm, *told: tuple[str, str]):
        with desk(books, firm) as at:
            return take_results(at, results(firm, *told), actor="sato")

    def test_paid_is_paid_and_the_same_file_again_is_the_same_entry(self, books, firm) -> None:
        told = (self.payment(firm), "paid")
        assert not self.take(books, firm, told).already
        assert self.take(books, firm, told).already
        assert states(books, firm) == {"paid": 1, "unclaimed": 1}

    def test_what_failed_goes_out_again_only_when_asked_and_may_fail_again(self, books, firm) -> None:
        failed = (self.payment(firm), "failed")
        self.take(books, firm, failed)
        assert sent(books, firm).already
        assert sent(books, firm, retry=True).totals == (("bank", "JPY", 1, 1_800_000),)
        assert states(books, firm) == {"retried": 1, "unclaimed": 1}
        # The second failure reads like the first, to the byte. Taken for the first it would be lost.
        with pytest.raises(CompensationRefused, match="before its payments went out again"):
            self.take(books, firm, failed)

    def test_the_word_of_the_first_batch_is_not_taken_for_the_second(self, books, firm) -> None:
        """Typed anew it reads otherwise than the file that was taken: it must say which batch it speaks of."""
        payment = self.payment(firm)
        self.take(books, firm, (payment, "failed"))
        sent(books, firm, retry=True)

        def told(batch: str):
            path = firm.parent / "results.csv"
            path.write_text(f"payment_id,outcome,day,reason,batch\n{payment},failed,2026-11-28,,{batch}\n")
            with desk(books, firm) as at:
                return take_results(at, path, actor="sato")

        for batch, why in (
            ("", "went out twice, now in batch 2"),
            ("1", "is out in batch 2"),
            ("x", "is out in batch 2"),
        ):
            with pytest.raises(CompensationRefused, match="does not fit") as refused:
                told(batch)
            assert why in str(refused.value)
        assert states(books, firm) == {"retried": 1, "unclaimed": 1}
        assert [told("2").already, told("2").already] == [False, True]
        assert states(books, firm) == {"failed": 1, "unclaimed": 1}

    def test_a_result_that_does_not_fit_is_refused_whole(self, books, firm) -> None:
        for customer, outcome, why in [("C1", "maybe", "outcome"), ("C2", "paid", "is unclaimed")]:
            with pytest.raises(CompensationRefused, match="does not fit") as refused:
                self.take(books, firm, (self.payment(firm, customer), outcome))
            assert why in str(refused.value)
        assert states(books, firm) == {"sent": 1, "unclaimed": 1}

    def test_a_bank_that_paid_twice_is_seen(self, books, firm) -> None:
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
