"""手続の終結: a wind-down is closed once nothing waits, or for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import register
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.paying import payments
from hozen.workflows.wind_down.views import waits

if TYPE_CHECKING:
    from hozen.books import CaseEntry

SETTLED = "paid"


def close_wind_down(at: At, reason: str = "") -> CaseEntry:
    """Close the case. Raises WindDownRefused while something waits and no reason is given, CaseMoved."""
    record = at.work()
    left = left_open(at)
    if left and not reason.strip():
        raise WindDownRefused(
            "the wind-down is not finished",
            where=f"case {at.case}",
            found="; ".join(left),
            expected="every round approved and paid, no claim undecided, or the book handed over",
            try_next="settle it, or close with a reason (--why)",
        )
    return at.books.cases.close(
        at.book, at.case, {"reason": reason, "open": list(left)}, actor=at.actor, after=record.last
    )


def reopen_wind_down(at: At, reason: str) -> CaseEntry:
    """Take a closed case up again. Raises WindDownRefused without a reason, CaseRefused when it is open, CaseMoved."""
    record = at.record()
    if not reason.strip():
        raise WindDownRefused(
            "a case is taken up again for a reason",
            where=f"case {at.case}",
            expected="why, in words",
            try_next="--why REASON",
        )
    return at.books.cases.reopen(at.book, at.case, {"reason": reason}, actor=at.actor, after=record.last)


def left_open(at: At) -> tuple[str, ...]:
    """What stands in the way of closing, each in a few words. Nothing does once the whole book was handed over."""
    record = at.record()
    if record.of("book-transferred"):
        return ()
    planned = {int(str(one.body["round"])): one for one in record.of("planned")}
    rounds = [f"round {number} not approved" for number, one in planned.items() if not one.approved_by]
    claims = [
        f"{one.claims} claims {one.state} in {one.asset}"
        for one in register(at)
        if one.disputed or one.state in ("filed", "late")
    ]
    unpaid = [
        f"round {one.number}: {one.payments} payments {one.state} in {one.asset}"
        for one in payments(at)
        if one.state != SETTLED
    ]
    back = [f"entry {one.seq}: paid money came back, not confirmed" for one in record.entries if waits(one)]
    nothing = [] if planned else ["nothing distributed"]
    return (*nothing, *rounds, *claims, *unpaid, *back)
