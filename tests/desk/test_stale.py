"""What was decided or drafted before something else came in is not approved, not signed and not sent."""

from __future__ import annotations

import json

import pytest
from test_desk import GIVEN, alert, decided, desk, opened

from hozen.books.errors import BadField, CaseMoved
from hozen.workflows.case_folder import CaseFile, CaseFileRefused
from hozen.workflows.surveillance_desk import DeskRefused, files

FILE = CaseFile("stor.json", "0" * 64)


def test_an_alert_that_comes_in_after_the_decision_is_decided_on(books):
    """The decision knew one alert. With the second it is no decision: the case is not closed on it."""
    one = decided(books, "no-report")
    one.link([alert(2, "spoofing", "C2")])
    assert one.state().decision is None
    with pytest.raises(DeskRefused, match="nobody else has approved"):
        one.close()
    one.decide("no-report", "both are a market maker's quotes")


def test_a_decision_that_alerts_came_in_after_is_not_approved(books):
    one = opened(books)
    one.claim()
    entry = one.decide("no-report", "an iceberg")
    one.link([alert(2)])
    with pytest.raises(DeskRefused, match="does not stand"):
        desk(books, "suzuki").approve(entry.seq)


def test_a_draft_that_lacks_an_alert_or_a_piece_of_evidence_is_not_signed(books):
    one = decided(books)
    entry = one.drafted(FILE)
    one.keep(CaseFile("book.csv", "1" * 64), "order book of BTC/JPY")
    with pytest.raises(DeskRefused, match="does not stand"):
        desk(books, "suzuki").approve(entry.seq)
    again = one.drafted(FILE)
    desk(books, "suzuki").approve(again.seq)
    one.link([alert(2)])
    with pytest.raises(DeskRefused, match="nothing is to be reported"):
        one.sent("SESC-1")


def test_what_is_sent_stays_and_takes_no_alert(books):
    one = decided(books)
    desk(books, "suzuki").approve(one.drafted(FILE).seq)
    one.sent("SESC-1")
    one.keep(CaseFile("receipt.pdf", "2" * 64), "the authority's receipt")
    assert one.state().draft.signed_by == "suzuki"
    with pytest.raises(DeskRefused, match="the report is sent"):
        one.link([alert(2)])


def test_a_draft_is_of_the_case_as_it_was_read(books, tmp_path, monkeypatch):
    """Evidence comes in while the draft is written: it would be signed without it."""
    one = decided(books)
    real = files.put

    def meanwhile(path, content) -> None:
        real(path, content)
        one.keep(CaseFile("book.csv", "1" * 64), "order book of BTC/JPY")

    monkeypatch.setattr(files, "put", meanwhile)
    with pytest.raises(CaseMoved):
        files.write_draft(one, tmp_path, GIVEN)
    assert one.state().draft is None


def test_a_draft_whose_file_was_changed_is_neither_signed_nor_sent(books, tmp_path):
    one = decided(books)
    entry = files.write_draft(one, tmp_path, GIVEN)
    path = tmp_path / "cases/layers" / one.state().draft.name
    told = path.read_text()
    path.write_text(json.dumps({"form": "another"}))
    with pytest.raises(CaseFileRefused):
        files.sign_or_approve(desk(books, "suzuki"), tmp_path, entry.seq)
    path.write_text(told)
    files.sign_or_approve(desk(books, "suzuki"), tmp_path, entry.seq)
    path.unlink()
    with pytest.raises(CaseFileRefused):
        files.send(one, tmp_path, "SESC-1")


def test_a_case_is_given_to_somebody(books):
    """An empty name would give it to whoever gave it away."""
    one = opened(books)
    with pytest.raises(BadField):
        one.assign("", "on leave")
    assert one.state().holder == ""


def test_the_command_offers_the_outcomes_that_the_desk_knows():
    from hozen.faces.cli.surveil_case import decide
    from hozen.workflows.surveillance_desk.fits import OUTCOMES

    told = decide.__annotations__["outcome"]
    assert " or ".join(OUTCOMES) in str(told)
