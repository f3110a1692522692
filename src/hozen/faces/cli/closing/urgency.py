"""What is wrong, in the order in which it must be put right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hozen.faces.cli.view import View
from hozen.findings import Finding, Status


def by_urgency(findings: Iterable[Finding]) -> list[Finding]:
    """Breaches first; at once before any day, an early day before a late one."""
    return sorted(findings, key=urgency)


def wrong(findings: Iterable[Finding]) -> list[Finding]:
    """All but what is met, most urgent first."""
    return by_urgency(one for one in findings if one.status is not Status.MET)


def deadline(finding: Finding, today: date, view: View) -> str:
    """'at once', or '2026-11-27 (4 business days left)'; '' where nothing is due."""
    if finding.immediate:
        return view.say("cure.at_once")
    if finding.cure_by is None:
        return ""
    return f"{finding.cure_by} ({_left(finding.cure_by, today, view)})".removesuffix(" ()")


def short_deadline(finding: Finding, today: date, view: View) -> str:
    """For a column: 'at once', '2026-11-27 (4)' or '2026-11-19 late'."""
    if finding.immediate:
        return view.say("cure.at_once")
    by = finding.cure_by
    if by is None:
        return ""
    if by < today:
        return f"{by} {view.say('cure.late')}"
    left = view.left(today, by)
    return str(by) if left is None else f"{by} ({left})"


def _left(by: date, today: date, view: View) -> str:
    if by < today:
        return view.say("cure.overdue")
    if by == today:
        return view.say("cure.today")
    left = view.left(today, by)
    return "" if left is None else view.say("cure.left", count=left)


def urgency(one: Finding) -> tuple[int, date]:
    """For sorting: the worst first, and of these what is due first."""
    due = date.min if one.immediate else one.cure_by or date.max
    return one.status.rank, due
