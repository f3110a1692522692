"""Closing: refused while something waits; a closed case is only read. And who is no creditor has no statement."""

from __future__ import annotations

import pytest

from hozen.workflows.wind_down.book_transfer import transfer_book
from hozen.workflows.wind_down.claims import decide_one, file_claims
from hozen.workflows.wind_down.closing import close_wind_down, left_open
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.paying import payees
from hozen.workflows.wind_down.statements import statement_of


def test_a_case_in_which_nothing_was_distributed_does_not_close(at, desk) -> None:
    file_claims(at, desk.claims("C1,BTC,1,2026-12-01"))
    with pytest.raises(WindDownRefused, match="nothing distributed; 1 claims filed in BTC"):
        close_wind_down(at, "  ")
    assert at.record().is_open


def test_with_a_reason_it_closes_and_says_what_was_open(at) -> None:
    close_wind_down(at, "the court ordered it")
    last = at.record().entries[-1]
    assert (last.event, last.body) == (
        "closed",
        {"reason": "the court ordered it", "open": ["nothing distributed"]},
    )


def test_once_the_book_was_handed_over_nothing_is_left(at) -> None:
    transfer_book(at, "another")
    assert left_open(at) == ()
    close_wind_down(at)
    assert not at.record().is_open


def test_a_closed_case_takes_nothing_in_and_keeps_no_file_of_it(at, desk) -> None:
    close_wind_down(at, "over")
    before = sorted(at.folder.rglob("*"))
    for act in (
        lambda: payees(at, desk.payees("C1,BTC,addr-1,verified")),
        lambda: decide_one(at, event="held", customer_id="C1", reason="x", on_day="2026-12-20"),
        lambda: close_wind_down(at, "again"),
    ):
        with pytest.raises(WindDownRefused, match="the case is closed"):
            act()
    assert sorted(at.folder.rglob("*")) == before


def test_whom_the_case_does_not_have_gets_an_error_not_an_empty_statement(at) -> None:
    with pytest.raises(WindDownRefused, match="no such creditor"):
        statement_of(at, "C7")
    assert [row["asset"] for row in statement_of(at, "C1").claims] == ["BTC", "JPY"]
