"""Who, when, the verdict, and what must be done first."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.closing.in_books import InBooks
from hozen.faces.cli.closing.urgency import deadline, wrong
from hozen.faces.cli.view import BOLD, DIM, STYLES, View
from hozen.faces.cli.wrap import paragraph, wrapped
from hozen.findings import Finding, Status
from hozen.workflows.daily_close import Closing

_DO_FIRST = 3
_ORDER = (Status.BREACH, Status.CANNOT_TELL, Status.ATTENTION, Status.MET)


def head(closing: Closing, kept: InBooks, view: View) -> list[Text]:
    """The first lines: they must do for somebody who reads no further."""
    weekday = view.say(f"weekday.{closing.day.weekday()}")
    title = f"{view.pick(closing.firm, closing.firm_ja)}  {closing.day} ({weekday})"
    about = view.say(
        "closing.about",
        scenario=closing.scenario,
        version=kept.version,
        by=kept.prepared_by,
        hozen=closing.hozen_version,
    )
    return [
        Text(title, BOLD),
        *(Text(line, DIM) for line in wrapped(about, view.width)),
        Text(""),
        verdict(closing.findings, view),
        *_do_first(closing, view),
    ]


def verdict(findings: tuple[Finding, ...], view: View) -> Text:
    """'✕ 3 breaches · ! 1 needs attention · ✓ 41 met'."""
    line = Text()
    for status in _ORDER:
        count = sum(one.status is status for one in findings)
        if count:
            line.append(" · " if line else "")
            line.append(f"{view.word('status.sign', status.value)} ", STYLES[status])
            line.append(_count(status, count, view), STYLES[status])
    return line


def _count(status: Status, count: int, view: View) -> str:
    from hozen.faces.words import say

    return say(f"status.count.{status.value}", view.lang, count=count)


def _do_first(closing: Closing, view: View) -> list[Text]:
    due = [one for one in wrong(closing.findings) if one.immediate or one.cure_by]
    if not due:
        return paragraph(view.say("closing.nothing_due"), view.width, 0)
    lines = [Text(view.say("closing.do_first"), BOLD)]
    for number, one in enumerate(due[:_DO_FIRST], 1):
        name = f"{view.title(one.code)}{f' ({view.subject(one.subject)})' if one.subject else ''}"
        text = f"{number}. {deadline(one, closing.day, view)}: {name}"
        lines += paragraph(text, view.width, 2)
    if len(due) > _DO_FIRST:
        lines += paragraph(view.say("closing.more_due", count=len(due) - _DO_FIRST), view.width, 2, DIM)
    return lines
