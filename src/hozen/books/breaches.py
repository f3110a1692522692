"""Since when each breach has stood without a break."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from hozen.books.canonical import day_text
from hozen.books.keep_closing import newest_version
from hozen.books.tables import closings

Subject = tuple[str, str]  # (finding code, subject)


def open_breaches(connection: Connection, book: str, before: date, scenario: str) -> dict[Subject, date]:
    """The first day of each run of breaches that reaches the last closing before `before`.

    Only days that were closed count, each by its newest version. A run ends at a day on which the finding
    was met or was not made; a day on which it could not be told neither starts nor ends one: nobody has shown
    a cure. An attention that bears a `breach_since` (a shortfall under a rule not yet in force) counts.
    Reads back only as far as the longest run.
    """
    running: set[Subject] | None = None
    first: dict[Subject, date] = {}
    for day in _days(connection, book, before, scenario):
        found = _findings(connection, book, day, scenario)
        reached = {subject for subject, state in found.items() if state is not False}
        running = reached if running is None else running & reached
        first.update({subject: day for subject in running if found[subject]})
        if not running:
            break
    return first


def _days(connection: Connection, book: str, before: date, scenario: str) -> Iterator[date]:
    """Closed days before `before`, the last first."""
    query = (
        select(closings.c.day)
        .distinct()
        .where(closings.c.book == book, closings.c.scenario == scenario, closings.c.day < day_text(before))
        .order_by(closings.c.day.desc())
    )
    for day in connection.execute(query).scalars():
        yield date.fromisoformat(day)


def _findings(connection: Connection, book: str, day: date, scenario: str) -> dict[Subject, bool | None]:
    newest = newest_version(connection, book, day, scenario)
    findings = [] if newest is None else newest.body["body"].get("findings", [])
    return {(one["code"], one["subject"]): _short(one) for one in findings}


def _short(finding: dict[str, Any]) -> bool | None:
    """True: in breach. False: not. None: it could not be told."""
    if finding["status"] == "cannot_tell":
        return None
    return finding["status"] == "breach" or (
        finding["status"] == "attention" and finding.get("breach_since") is not None
    )
