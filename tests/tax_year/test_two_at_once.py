"""Two people at work on the same year, or one who is cut off: what is made is whole, and rests on what still is so."""

from __future__ import annotations

from pathlib import Path

import pytest
from year_book import owed
from year_exchange import Exchange

from hozen.books.cases import CaseLog
from hozen.books.errors import CaseMoved
from hozen.workflows.tax_year import draft
from hozen.workflows.tax_year.errors import TaxYearRefused
from hozen.workflows.tax_year.papers import draft_papers


def test_an_issue_that_is_being_made_is_made_by_nobody_else(exchange: Exchange) -> None:
    refused = list[str]()

    def meanwhile(what: str, _done: int, _of: int) -> None:
        if what == "reports":
            with pytest.raises(TaxYearRefused, match="another process makes this year's reports"):
                exchange.issue()
            refused.append(what)

    assert exchange.issue(progress=meanwhile).reports.number == 1
    assert refused == ["reports"]
    assert [one.reports.number for one in exchange.at(lambda place: place.issues())] == [1]


def test_a_draft_does_not_stand_in_the_way_of_an_issue(exchange: Exchange) -> None:
    made = list[int]()

    def meanwhile(what: str, _done: int, _of: int) -> None:
        if what == "reports":
            made.append(exchange.issue().reports.number)

    assert draft(exchange.ask(progress=meanwhile)).number == 0
    assert made == [1]


def test_a_draft_that_is_killed_while_it_is_written_is_no_draft(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.write_text

    def killed(path: Path, text: str, encoding: str | None = None) -> int:
        real(path, text[: len(text) // 2], encoding)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", killed)
    with pytest.raises(KeyboardInterrupt):
        draft(exchange.ask())
    monkeypatch.undo()
    with pytest.raises(TaxYearRefused, match="there is no draft of the year"):
        exchange.at(lambda place: place.draft())


def test_papers_of_a_draft_are_made_anew_when_an_issue_was_approved_since(exchange: Exchange) -> None:
    """The files are the same, but the draft is now compared with an issue, and its papers say other numbers."""
    draft(exchange.ask())
    before = exchange.at(draft_papers).key
    exchange.issue()
    exchange.approve()
    draft(exchange.ask())
    assert exchange.at(draft_papers).key != before


def test_an_issue_compared_with_none_is_not_entered_when_one_was_approved_meanwhile(
    exchange: Exchange,
) -> None:
    exchange.issue()
    exchange.rewrite(lambda book: book.tables["customer_movements"][13].update(yen="4500"))

    def meanwhile(what: str, _done: int, _of: int) -> None:
        if what == "reports":
            exchange.approve()  # of issue 1, with which issue 2 ought to be compared from now on

    with pytest.raises(CaseMoved, match="the case has gone on"):
        exchange.issue(progress=meanwhile)
    assert [one.reports.number for one in exchange.at(lambda place: place.issues())] == [1]
    found = exchange.issue().reports
    assert (found.number, found.before, found.states) == (2, 1, {"corrected": 1, "unchanged": 1})


def test_a_close_that_is_replaced_while_somebody_approves_is_seen(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    """31 December is closed again after the approval was asked for, and before the books take it."""
    exchange.issue()
    real = CaseLog.approve

    def late(log: CaseLog, *asked: object, **more: object) -> object:
        exchange.rewrite(
            lambda book: book.tables["customer_balances"].append(owed("2026-12-31", "C3", "JPY", 1))
        )
        exchange.close()
        return real(log, *asked, **more)  # type: ignore[arg-type]  # as it was asked

    monkeypatch.setattr(CaseLog, "approve", late)
    with pytest.raises(TaxYearRefused, match="closed again"):
        exchange.approve()
    assert exchange.at(lambda place: place.approved()) is None
