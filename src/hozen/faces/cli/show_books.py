"""What the books hold, who approved it, and whether the chain holds."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from hozen.books import Approval, ClosingHeading, Verification
from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.view import BOLD, DIM, STYLES, View
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.findings import Status

_COLUMNS = ("entry", "book", "day", "scenario", "version", "status", "prepared", "approved")


def show_list(found: Sequence[ClosingHeading], where: str, lang: Language, width: int) -> list[Text]:
    """One row per version, in the order of book and day."""
    view = View(lang, width)
    title = Text(view.say("books.title", count=len(found), where=where), BOLD)
    if not found:
        return [title]
    rows = [_row(one, view) for one in found]
    right = (True, False, False, False, True, False, False, False)
    heads = [view.say(f"books.{name}") for name in _COLUMNS]
    return [title, *laid(heads, lambda _: rows, right, width)]


def _row(one: ClosingHeading, view: View) -> list[str]:
    status = one.summary.get("status")
    return [
        str(one.seq),
        one.book,
        str(one.day),
        one.scenario,
        str(one.version),
        view.status(Status(status)) if status else "",
        one.prepared_by,
        _approved(one, view),
    ]


def _approved(one: ClosingHeading, view: View) -> str:
    if one.superseded:
        return view.say("books.superseded")
    return one.approval.actor if one.approval else view.say("books.waiting")


def show_approval(done: Approval, anchor: str, lang: Language, width: int) -> list[Text]:
    """What was entered, and the anchor to keep."""
    view = View(lang, width)
    key = "withdrawn" if done.withdrawn else "already" if done.already_there else "approved_now"
    text = view.say(f"books.{key}", closing=done.closing, by=done.actor, entry=done.seq)
    told = [(view.say("books.at"), f"{done.at:%Y-%m-%d %H:%M:%S} UTC"), (view.say("books.note"), done.note)]
    return [
        Text.assemble(("✓ ", STYLES[Status.MET]), (text, BOLD)),
        *pairs([*(row for row in told if row[1]), (view.say("kept.anchor"), anchor)], width),
    ]


def show_verification(found: Verification, where: str, lang: Language, width: int) -> list[Text]:
    """Whether all holds; else every problem that was found."""
    view = View(lang, width)
    if found.ok:
        text = view.say("verify.holds", count=found.entries, where=where)
        return [
            Text.assemble(("✓ ", STYLES[Status.MET]), (text, BOLD)),
            *pairs([(view.say("kept.anchor"), found.anchor)], width),
            *paragraph(view.say("verify.keep_anchor"), width, 2, DIM),
        ]
    text = view.say("verify.broken", count=len(found.problems) + found.more, where=where)
    lines = [Text.assemble(("✕ ", STYLES[Status.BREACH]), (text, BOLD))]
    for problem in found.problems:
        lines += paragraph(f"{view.say(f'verify.{problem.kind.value}')}  {problem}", width)
    if found.more:
        lines += paragraph(view.say("verify.more", count=found.more), width)
    return lines
