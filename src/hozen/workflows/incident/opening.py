"""The first report of an incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hozen.books.canonical import instant_text
from hozen.law import Reading
from hozen.records import Book
from hozen.values import legal_day
from hozen.workflows.incident.act import Hand
from hozen.workflows.incident.book_day import assets_and_wallets
from hozen.workflows.incident.cause import Cause
from hozen.workflows.incident.consequences import CauseFound, consequences
from hozen.workflows.incident.errors import IncidentRefused
from hozen.workflows.incident.state import IncidentState


@dataclass(frozen=True, slots=True)
class Report:
    """第一報: what is known at first. `accident` None: worked out from the cause; else `why` says why it is set.

    `wallets` are those hit, as the book names them; none where no wallet was hit.
    """

    discovered_at: datetime
    reported_at: datetime
    cause: Cause
    what: str
    wallets: tuple[str, ...] = ()
    accident: bool | None = None
    why: str = ""


def open_incident(hand: Hand, book: Path, report: Report, reading: Reading, now: datetime) -> IncidentState:
    """事案の開始: enter the first report, with the notices it calls for. The law is that of the day of discovery.

    Raises IncidentRefused for an instant in the future, a report before the discovery, an unknown wallet, an accident
    set by hand without a reason; CaseRefused for a case that is there.
    """
    _in_time(hand, report, now)
    _known_wallets(hand, book, report.wallets)
    body = _body(hand, report, reading)
    hand.books.cases.open(
        hand.book,
        hand.case,
        "incident",
        body,
        actor=hand.actor,
        day=hand.day or legal_day(report.reported_at),
        key=hand.key,
        at=hand.at,
    )
    return hand.state()


def _body(hand: Hand, report: Report, reading: Reading) -> dict[str, object]:
    day = legal_day(report.discovered_at)
    found = CauseFound(report.cause, report.accident, report.why, day, day)
    return {
        "discovered_at": instant_text(report.discovered_at),
        "reported_at": instant_text(report.reported_at),
        "what": report.what,
        "wallets": list(report.wallets),
        **consequences(hand.case, found, reading),
    }


def _in_time(hand: Hand, report: Report, now: datetime) -> None:
    for name, at in (("discovered", report.discovered_at), ("reported", report.reported_at)):
        if at > now:
            raise IncidentRefused(
                f"{name} in the future",
                where=f"case {hand.case}",
                found=at.isoformat(),
                expected=f"{now.isoformat()} or before",
            )
    if report.reported_at < report.discovered_at:
        raise IncidentRefused(
            "reported before it was discovered",
            where=f"case {hand.case}",
            found=report.reported_at.isoformat(),
            expected=f"{report.discovered_at.isoformat()} or later",
        )


def _known_wallets(hand: Hand, book: Path, wallets: tuple[str, ...]) -> None:
    if not wallets:
        return
    _, known = assets_and_wallets(Book.open(book))
    unknown = [one for one in wallets if one not in known]
    if unknown:
        raise IncidentRefused(
            "the book has no such wallet",
            where=f"case {hand.case}",
            found=", ".join(unknown),
            expected="wallets as in the table wallets",
        )
