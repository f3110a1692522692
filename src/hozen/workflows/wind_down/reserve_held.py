"""責任準備金の残高確認: a round gives no more of the reserve than its journal holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hozen.books import Movement, UseApproval
from hozen.values import Yen, legal_day, total
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.errors import EstateRefused
from hozen.workflows.wind_down.estate import held
from hozen.workflows.wind_down.round_sql import MONEY
from hozen.workflows.wind_down.views import case_views

if TYPE_CHECKING:
    from hozen.books import CaseRecord
    from hozen.workflows.wind_down.terms import Terms

RESERVE = "reserve"


def reserve_given(at: At, record: CaseRecord, terms: Terms) -> int:
    """Yen of the pool `reserve` that the terms give; 0 where they do not name it. Raises EstateRefused."""
    if RESERVE not in terms.pools:
        return 0
    case_views(at.engine, at.folder, record.entries)
    lines = held(at, record.entries)
    given = sum(one.units for one in lines if (one.pool, one.asset) == (RESERVE, MONEY))
    must_hold(at, given)
    return given


def must_hold(at: At, given: int) -> None:
    """Raises EstateRefused where the reserve's journal holds less, what was used for this case counted in.

    Without a journal the sealed position is all that is known.
    """
    there = _there(at) if at.books.reserve_journal(at.book) else Yen(given)
    if Yen(given) > there:
        raise EstateRefused(
            "the pool has more than the reserve's journal",
            where=f"case {at.case} {RESERVE} {MONEY}",
            found=str(Yen(given)),
            expected=f"at most {there}",
            try_next="say what went (hozen wind-down estate --pool reserve), or correct the journal (hozen books reserve)",
        )


def _there(at: At) -> Yen:
    """Held today, less what is promised to others; what this case was given before is part of what it gives in all."""
    balance = at.books.reserve_balance(at.book, legal_day(datetime.now(UTC)))
    own = [one for one in balance.lines if one.link == at.case and one.movement is Movement.USE]
    taken = [one.amount for one in own if one.approval is not UseApproval.REFUSED]
    return balance.held - balance.requested + total(taken)
