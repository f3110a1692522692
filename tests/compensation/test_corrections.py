"""What is corrected after a plan: it falls, what was sent stays and counts, and nobody is compensated twice."""

from __future__ import annotations

import pytest
from close_book import FRIDAY
from comp_world import BTC, CASE, END_OF_FRIDAY, ETH, NOW, desk, hand, planned, results, rows, sent, states

from hozen.faces.cli import main
from hozen.law import Law
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.letter_rows import plan_numbered
from hozen.workflows.compensation.plans import Overpaid
from hozen.workflows.compensation.results import take_results
from hozen.workflows.incident import (
    Attribution,
    Cause,
    Correction,
    IncidentRefused,
    Valuation,
    correct_cause,
    value_losses,
)
from hozen.workflows.incident.errors import PlanOutdated


def cause_corrected(books, approve: bool = True) -> None:
    order = Correction(Cause.INSIDER, "the key was used from our own desk")
    entry = correct_cause(hand(books), order, Law.load("jp").reading(FRIDAY), NOW)
    if approve:
        hand(books, "tanaka").approve(entry.seq)


def valued_anew(books, firm, lost: dict[str, int], approve: bool = True) -> None:
    order = Valuation(FRIDAY, END_OF_FRIDAY, Attribution.PRO_RATA, lost)
    entry = value_losses(hand(books), firm, order, NOW)
    if approve:
        hand(books, "tanaka").approve(entry.seq)


def payments(firm, plan: int) -> list[tuple]:
    return [row[1:4] for row in rows(firm / f"cases/{CASE}/plan-{plan}.parquet")]


class TestAPlanThatWasNotApproved:
    def test_it_is_not_approved_after_a_correction(self, books, firm, capsys, monkeypatch) -> None:
        plan = planned(books, firm, approve=False)
        cause_corrected(books, approve=False)
        with pytest.raises(PlanOutdated) as refused:
            hand(books, "tanaka").approve(plan.entry.seq)
        assert "another cause: insider" in str(refused.value)
        assert plan.entry.seq not in hand(books).state().unapproved
        monkeypatch.setenv("HOZEN_BOOKS", str(firm.parent / "books.sqlite"))
        said = ["incident", "approve", str(firm), CASE, str(plan.entry.seq), "--as", "tanaka", "--lang", "en"]
        assert main(said) == 1
        assert "plan-outdated" in capsys.readouterr().err

    def test_corrected_back_it_stands_again(self, books, firm) -> None:
        plan = planned(books, firm, approve=False)
        cause_corrected(books)
        order = Correction(Cause.HOT_KEY_THEFT, "it was not")
        correct_cause(hand(books), order, Law.load("jp").reading(FRIDAY), NOW)
        hand(books, "tanaka").approve(plan.entry.seq)


class TestAPlanThatWasPartlyPaid:
    """C1's ¥1,800,000 are out, C2's ¥1,600,000 wait for a payee."""

    stage = "sent"

    def test_a_corrected_cause_stops_it_and_a_new_plan_pays_the_rest(self, books, firm) -> None:
        cause_corrected(books, approve=False)
        for call in (lambda: sent(books, firm), lambda: sent(books, firm, retry=True)):
            with pytest.raises(PlanOutdated, match="corrected since"):
                call()
        with desk(books, firm) as at, pytest.raises(PlanOutdated):
            plan_numbered(at, None)  # no letters that promise what will not come
        assert states(books, firm) == {"sent": 1, "void": 1}
        with pytest.raises(CompensationRefused, match="approved the correction of the cause"):
            planned(books, firm)
        hand(books, "tanaka").approve(hand(books).state().seq)
        assert planned(books, firm).overpaid == ()
        assert payments(firm, 2) == [("C2", "JPY", 1_600_000)]
        assert states(books, firm) == {"unclaimed": 1, "sent": 1, "void": 1}

    def test_what_comes_back_of_it_is_planned_once_more_and_keeps_the_case_open(self, books, firm) -> None:
        cause_corrected(books)
        planned(books, firm)
        assert _open(books) == ["plan 1: payments not finished: 1", "plan 2: payments not finished: 1"]
        with desk(books, firm) as at:
            paid = next(row[0] for row in rows(firm / f"cases/{CASE}/plan-1.parquet") if row[1] == "C1")
            take_results(at, results(firm, (paid, "failed")), actor="sato")
        # Plan 2 counted it as made: C1 would get nothing.
        assert _open(books) == ["plan 1: payments not finished: 1", "plan 2: payments not finished: 1"]
        planned(books, firm)
        assert payments(firm, 3) == [("C1", "JPY", 1_800_000)]
        assert _open(books) == ["plan 2: payments not finished: 1", "plan 3: payments not finished: 1"]
        assert states(books, firm) == {"approved": 1, "unclaimed": 1, "void": 2}

    def test_corrected_back_the_plan_that_was_approved_pays_on_beside_one_that_fell(
        self, books, firm
    ) -> None:
        cause_corrected(books)
        planned(books, firm, approve=False)
        order = Correction(Cause.HOT_KEY_THEFT, "it was not")
        correct_cause(hand(books), order, Law.load("jp").reading(FRIDAY), NOW)
        assert [bool(hand(books).state().outdated(one)) for one in hand(books).state().plans] == [False, True]
        assert sent(books, firm).held == (("no_payee", 1),)
        assert states(books, firm) == {"sent": 1, "unclaimed": 1}

    def test_less_lost_than_was_thought_what_one_has_too_much_is_no_others_loss(self, books, firm) -> None:
        """0.15 BTC and 1 ETH: C1 0.09 = ¥900,000, C2 0.06 = ¥600,000 and ¥400,000. C1 has ¥1,800,000."""
        valued_anew(books, firm, {"BTC": 15 * BTC // 100, "ETH": ETH}, approve=False)
        with pytest.raises(PlanOutdated):
            sent(books, firm)
        with pytest.raises(CompensationRefused, match="approved the valuation"):
            planned(books, firm)
        hand(books, "tanaka").approve(hand(books).state().seq)
        assert planned(books, firm).overpaid == (Overpaid("BTC", 0, 900_000),)
        assert payments(firm, 2) == [("C2", "JPY", 1_000_000)]

    def test_more_lost_than_was_thought_each_gets_what_he_still_lacks(self, books, firm) -> None:
        """0.6 BTC: C1 0.36 = ¥3,600,000, of which he has half; C2 0.24 = ¥2,400,000, and ¥400,000 for 1 ETH."""
        valued_anew(books, firm, {"BTC": 6 * BTC // 10, "ETH": ETH})
        assert planned(books, firm).overpaid == ()
        assert payments(firm, 2) == [("C1", "JPY", 1_800_000), ("C2", "JPY", 2_800_000)]

    def test_an_asset_that_was_not_lost_after_all_is_overpaid_whole(self, books, firm) -> None:
        valued_anew(books, firm, {"ETH": ETH})
        assert planned(books, firm).overpaid == (Overpaid("BTC", 0, 1_800_000),)
        assert payments(firm, 2) == [("C2", "JPY", 400_000)]

    def test_valued_again_the_same_way_it_stands(self, books, firm) -> None:
        valued_anew(books, firm, {"BTC": 3 * BTC // 10, "ETH": ETH})
        assert hand(books).state().plans[0].basis == hand(books).state().basis
        assert sent(books, firm).already

    def test_a_valuation_below_what_has_come_back_is_refused(self, books, firm) -> None:
        hand(books).recover("BTC", 2 * BTC // 10, "police")
        for lost in ({"BTC": 2 * BTC // 10 - 1}, {"ETH": ETH}):
            with pytest.raises(IncidentRefused, match="less lost than has come back"):
                valued_anew(books, firm, lost)

    def test_the_page_of_the_case_says_so_in_both_languages(self, books, firm, capsys, monkeypatch) -> None:
        monkeypatch.setenv("HOZEN_BOOKS", str(firm.parent / "books.sqlite"))
        monkeypatch.setenv("HOZEN_WORDS", "strict")
        cause_corrected(books)
        for lang, width, words in [("en", "80", "NO LONGER STANDS"), ("ja", "80", "失効")]:
            monkeypatch.setenv("COLUMNS", width)
            assert main(["incident", "show", str(firm), CASE, "--lang", lang]) == 0
            assert words in capsys.readouterr().out

    def test_a_case_with_payments_under_way_closes_only_with_a_reason_that_is_kept(self, books) -> None:
        assert _open(books) == ["plan 1: payments not finished: 2"]
        hand(books).close("C2 cannot be found; deposited with the registry")
        assert hand(books).state().closed_for == "C2 cannot be found; deposited with the registry"


def _open(books) -> list[str]:
    with pytest.raises(IncidentRefused) as refused:
        hand(books).close()
    return [one for one in str(refused.value.found).split("; ") if one.startswith("plan")]
