"""原因の訂正: the cause that was not known at first, or not rightly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from hozen.books import CaseEntry
from hozen.books.canonical import instant_text
from hozen.law import Reading
from hozen.values import legal_day
from hozen.workflows.incident.act import Hand
from hozen.workflows.incident.cause import Cause
from hozen.workflows.incident.consequences import CauseFound, consequences
from hozen.workflows.incident.errors import IncidentRefused
from hozen.workflows.incident.fits import fits_cause
from hozen.workflows.incident.state import IncidentState


@dataclass(frozen=True, slots=True)
class Correction:
    """原因の訂正の指図: the right cause, and `reason`, why it is that. `accident` None: worked out anew from the cause.

    `learnt` is when the firm learnt it; None: with the discovery, from which the first notices run.
    """

    cause: Cause
    reason: str
    accident: bool | None = None
    learnt: datetime | None = None


def correct_cause(hand: Hand, order: Correction, reading: Reading, now: datetime) -> CaseEntry:
    """Enter the right cause, with whether it is an accident and the notices now due; another person approves it.

    `reading` is the law of the day of discovery. Raises IncidentRefused without a reason, for the cause that stands
    already, for an instant before the discovery or in the future.
    """
    discovered = datetime.fromisoformat(hand.state().discovered_at)
    learnt = discovered if order.learnt is None else order.learnt
    _in_time(hand, learnt, discovered, now)
    why = "" if order.accident is None else order.reason
    found = CauseFound(order.cause, order.accident, why, legal_day(discovered), legal_day(learnt))
    brought = consequences(hand.case, found, reading)
    body = {**brought, "reason": order.reason, "learnt": instant_text(learnt)}

    def check(state: IncidentState) -> None:
        fits_cause(state, order.cause.value, brought["is_accident"] is True, order.reason)

    return hand.say("cause", body, check)


def _in_time(hand: Hand, learnt: datetime, discovered: datetime, now: datetime) -> None:
    if not discovered <= learnt <= now:
        raise IncidentRefused(
            "the cause is learnt after the discovery, and not in the future",
            where=f"case {hand.case}",
            found=learnt.astimezone(UTC).isoformat(),
            expected=f"{discovered.isoformat()} to {now.isoformat()}",
        )
