"""A cause that is corrected: what follows from it is worked out anew, and what was done stays done."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from incident_world import CASE, DAY, FOUND, NOW, hand, law, opened

from hozen.books.errors import SamePerson
from hozen.faces.cli import main
from hozen.workflows.incident import Cause, Correction, IncidentRefused, as_of, correct_cause

LEARNT = FOUND + timedelta(hours=13)  # 01:00 in Japan, the day after


def correct(books, cause=Cause.INSIDER, reason="the key was used from our own desk", who="sato", **more):
    order = Correction(cause, reason, **more)
    return correct_cause(hand(books, who), order, law(), NOW)


def codes(state) -> list[str]:
    return [one.code for one in state.notices]


def test_an_outsiders_theft_that_was_an_insiders_is_an_accident_and_calls_for_form_16(books, firm) -> None:
    before = opened(books, firm)
    entry = correct(books)
    state = hand(books).state()
    assert (before.is_accident, state.is_accident, state.cause) == (False, True, "insider")
    assert state.cause_why == "the key was used from our own desk"
    # CAE Order 42: two weeks from 20 November, the day of the discovery, as nothing says that it was learnt later.
    assert state.notice("misconduct").due == date(2026, 12, 4)
    assert codes(before) == ["authority", "customers", "payment_policy"]
    assert codes(state) == ["misconduct", *codes(before)]
    assert as_of(books.cases.show("small", CASE), entry.seq - 1) == before


def test_form_16_runs_from_the_day_on_which_the_cause_was_learnt(books, firm) -> None:
    opened(books, firm)
    correct(books, learnt=LEARNT)
    assert hand(books).state().notice("misconduct").due == date(2026, 12, 5)  # two weeks from 21 November


def test_what_was_given_stays_given_and_what_is_no_longer_due_goes(books, firm) -> None:
    opened(books, firm, Cause.INSIDER)
    hand(books, day=DAY).give_notice("authority", "letter 1")
    hand(books).give_notice("customers", "", waived="no customer is hit")
    correct(books, Cause.HOT_KEY_THEFT)
    state = hand(books).state()
    assert (state.is_accident, codes(state)) == (False, ["authority", "customers", "payment_policy"])
    assert (state.notice("authority").given_on, state.notice("authority").reference) == (DAY, "letter 1")
    assert state.notice("customers").waived == "no customer is hit"
    assert state.notice("payment_policy").is_open


def test_a_form_16_that_was_sent_is_still_shown_and_one_that_was_waived_is_due_again(books, firm) -> None:
    for case, (reference, waived) in {"sent": ("form 1", ""), "waived": ("", "settled")}.items():
        opened(books, firm, Cause.INSIDER, case=case)
        hand(books, case=case, day=DAY).give_notice("misconduct", reference, waived)
        for cause in (Cause.HOT_KEY_THEFT, Cause.INSIDER):
            correct_cause(hand(books, case=case), Correction(cause, "seen again"), law(), NOW)
            found = hand(books, case=case).state().notice("misconduct")
            if case == "sent":
                assert (found.given_on, found.reference) == (DAY, "form 1")
            else:
                # The waiver rested on a cause that has fallen.
                assert found is None if cause is Cause.HOT_KEY_THEFT else found.is_open


def test_another_person_approves_the_newest_correction_before_the_case_can_close(books, firm) -> None:
    opened(books, firm)
    first, second = correct(books).seq, correct(books, Cause.ACCOUNTING_FAULT).seq
    assert hand(books).state().unapproved == (second,)  # it replaces the first
    with pytest.raises(IncidentRefused) as refused:
        hand(books).close()
    assert f"approval of entry {second}" in refused.value.found
    assert str(first) not in refused.value.found
    with pytest.raises(SamePerson):
        hand(books).approve(second)
    hand(books, "suzuki").approve(second)
    assert hand(books).state().unapproved == ()


def test_a_correction_sent_twice_under_its_key_is_one_entry(books, firm) -> None:
    opened(books, firm)
    order = Correction(Cause.INSIDER, "seen")
    first = correct_cause(hand(books, key="k"), order, law(), NOW)
    assert correct_cause(hand(books, key="k"), order, law(), NOW) == first


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({"reason": " "}, "with a reason"),
        ({"cause": Cause.HOT_KEY_THEFT}, "this is the cause already"),
        ({"learnt": FOUND - timedelta(seconds=1)}, "after the discovery"),
        ({"learnt": NOW + timedelta(seconds=1)}, "not in the future"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_nothing_is_written(books, firm, more, match) -> None:
    opened(books, firm)
    before = books.anchor()
    with pytest.raises(IncidentRefused, match=match):
        correct(books, **more)
    assert books.anchor() == before


def test_the_same_cause_may_be_judged_otherwise_by_hand(books, firm) -> None:
    opened(books, firm)
    correct(books, Cause.HOT_KEY_THEFT, "the key was left on a shared disk", accident=True)
    state = hand(books).state()
    assert (state.is_accident, state.accident_why) == (True, "the key was left on a shared disk")
    assert state.notice("misconduct") is not None


def test_the_command_corrects_and_shows_the_cause_in_both_languages(books, firm, capsys, monkeypatch) -> None:
    for name, said in {"HOZEN_LANG": "en", "HOZEN_WORDS": "strict", "COLUMNS": "240"}.items():
        monkeypatch.setenv(name, said)
    monkeypatch.setenv("HOZEN_BOOKS", str(firm.parent / "books.sqlite"))
    opened(books, firm)
    words = ["incident", "cause", str(firm), CASE]
    assert main([*words, "insider", "--reason", "our desk", "--learnt", "2026-11-21T01:00", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["cause"], told["is_accident"], told["notices"][0]["due"]) == ("insider", True, "2026-12-05")
    assert main(["incident", "show", str(firm), CASE, "--lang", "ja"]) == 0
    assert "原因を訂正した理由" in capsys.readouterr().out
    assert main(["incident", "replay", str(firm), CASE]) == 0
    assert "cause corrected" in capsys.readouterr().out
    assert main([*words, "magic", "--reason", "x"]) == 1
    assert "not a cause" in capsys.readouterr().err
