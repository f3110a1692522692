"""What the tests of incidents share: a day, an hour, a hand that acts on a case."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from hozen.books import Books
from hozen.law import Law, Reading
from hozen.workflows.incident import Cause, Hand, Report, open_incident

DAY = date(2026, 11, 20)
BTC, ETH = 10**8, 10**18
FOUND = datetime(2026, 11, 20, 3, tzinfo=UTC)  # noon in Japan
NOW = datetime(2026, 11, 21, tzinfo=UTC)
MOMENT = datetime(2026, 11, 20, 14, 59, 59, tzinfo=UTC)  # 23:59:59 in Japan
CASE = "2026-hot-wallet"


def hand(books: Books, actor: str = "sato", case: str = CASE, **more) -> Hand:
    return Hand(books, "small", case, actor, **more)


def report(cause: Cause = Cause.HOT_KEY_THEFT, **more) -> Report:
    given = {"discovered_at": FOUND, "reported_at": FOUND, "cause": cause, "what": "coins left", **more}
    return Report(**given)


@cache
def law() -> Reading:
    """The law of the day, read once for all tests."""
    return Law.load("jp").reading(DAY)


def opened(books: Books, firm: Path, cause: Cause = Cause.HOT_KEY_THEFT, case: str = CASE, **more):
    return open_incident(hand(books, case=case), firm, report(cause, **more), law(), NOW)
