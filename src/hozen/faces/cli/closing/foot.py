"""The law it rests on, where it is kept, and what to do next."""

from __future__ import annotations

from collections import Counter

from rich.text import Text

from hozen.faces.cli.closing.breaks import left_alone, log_line
from hozen.faces.cli.closing.in_books import InBooks
from hozen.faces.cli.grid import pairs
from hozen.faces.cli.view import View, heading
from hozen.faces.cli.wrap import hanging, paragraph
from hozen.faces.words import retold
from hozen.findings import Status
from hozen.workflows.daily_close import Closing


def foot(closing: Closing, kept: InBooks, view: View) -> list[Text]:
    """How firm the figures of the law are, the entry and its anchor, files, and the next command."""
    return [
        heading(view.say("closing.law")),
        *paragraph(_standings(closing, view), view.width),
        heading(view.say("closing.kept")),
        *pairs(_kept(kept, view), view.width),
        *_warnings(closing, kept, view),
        *_next(closing, kept, view),
    ]


def _standings(closing: Closing, view: View) -> str:
    counts = Counter(figure.standing for figure in closing.law)
    firm = [
        view.say("law.counted", count=counts[one], standing=view.standing(one))
        for one in sorted(counts, reverse=True)
    ]
    return view.say("law.figures", count=len(closing.law), standings=" · ".join(firm))


def _kept(kept: InBooks, view: View) -> list[tuple[str, str]]:
    state = "kept.new" if kept.new else "kept.there"
    rows = [
        ("entry", view.say(state, entry=kept.entry, version=kept.version)),
        ("changed", view.join([retold("parts", one, view.lang) for one in kept.changed])),
        ("approved", kept.approved_by or view.say("kept.nobody")),
        ("break_log", log_line(kept.carried, view)),
        ("anchor", kept.anchor),
        ("folder", str(kept.folder or "")),
        ("pack", str(kept.pack or "")),
    ]
    return [(view.say(f"kept.{label}"), text) for label, text in rows if text]


def _warnings(closing: Closing, kept: InBooks, view: View) -> list[Text]:
    texts = [retold("hints", hint, view.lang) for hint in closing.hints]
    texts += [text] if (text := left_alone(kept.carried, closing, view)) else []
    texts += [] if kept.same_body else [view.say("kept.other_outcome")]
    texts += [view.say("kept.superseded")] if kept.superseded else []
    return [line for text in texts for line in hanging("  ! ", text, view.width, "yellow")]


def _next(closing: Closing, kept: InBooks, view: View) -> list[Text]:
    if kept.superseded:
        return []
    lines = [heading(view.say("closing.next"))]
    if any(one.status is Status.BREACH for one in closing.findings):
        lines += paragraph(view.say("next.cure"), view.width)
    if not kept.approved_by:
        lines += paragraph(view.say("next.approve", by=kept.prepared_by), view.width)
        lines.append(Text(f"    hozen books approve {kept.entry} --as {view.say('next.name')}"))
    return lines
