"""The reserve journal, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from hozen.books import ReserveBalance, ReserveEntered, ReserveLine
from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.findings import Status
from hozen.findings.table import NOTHING

_COLUMNS = ("entry", "day", "movement", "amount", "state", "by")


def show_journal(
    lines: Sequence[ReserveLine], balance: ReserveBalance, lang: Language, width: int
) -> list[Text]:
    """Every statement in order of entry, then what is held."""
    view = View(lang, width)
    rows = [_row(line, view) for line in lines]
    heads = [view.say(f"journal.{name}") for name in _COLUMNS]
    right = (True, False, False, True, False, False)
    table = laid(heads, lambda _: rows, right, width) if rows else []
    return [
        Text(view.say("journal.title", book=balance.book, count=len(lines)), BOLD),
        *table,
        *_notes(lines, view),
        *_balance(balance, view),
    ]


def _row(line: ReserveLine, view: View) -> list[str]:
    return [
        str(line.seq),
        str(line.day),
        view.say(f"journal.movements.{line.movement.value}"),
        str(line.amount),
        _state(line, view),
        line.entered_by,
    ]


def _state(line: ReserveLine, view: View) -> str:
    if line.restated_by is not None:
        return view.say("journal.restated_by", entry=line.restated_by)
    if line.approval is not None:
        return view.say(f"journal.approval.{line.approval.value}")
    return "" if line.restates is None else view.say("journal.restates", entry=line.restates)


def _notes(lines: Sequence[ReserveLine], view: View) -> list[Text]:
    told = [(str(line.seq), "; ".join(_said(line, view))) for line in lines]
    rows = [row for row in told if row[1]]
    return [heading(view.say("journal.notes")), *pairs(rows, view.width)] if rows else []


def _said(line: ReserveLine, view: View) -> list[str]:
    accident = view.say("journal.accident") if line.accident else ""
    return [text for text in (line.cause, accident, line.link, line.note) if text]


def _balance(balance: ReserveBalance, view: View) -> list[Text]:
    told = [(view.say("journal.held", day=balance.day), str(balance.held))]
    if balance.requested:
        told.append((view.say("journal.requested"), str(balance.requested)))
    return [Text(""), *pairs(told, view.width)]


def show_entered(done: ReserveEntered, did: str, lang: Language, width: int) -> list[Text]:
    """The line as it now stands, the balance, and the anchor."""
    view, line = View(lang, width), done.line
    key = "already" if done.already_there else did
    title = view.say(f"journal.{key}", entry=line.seq)
    told = [
        (view.say("journal.day"), str(line.day)),
        (view.say("journal.movement"), view.say(f"journal.movements.{line.movement.value}")),
        (view.say("journal.amount"), str(line.amount)),
        (view.say("journal.state"), _state(line, view) or NOTHING),
        (view.say("journal.held", day=done.balance.day), str(done.balance.held)),
        (view.say("kept.anchor"), done.anchor),
    ]
    hint = paragraph(view.say("journal.give_key"), width) if done.already_there else []
    return [Text.assemble(("✓ ", STYLES[Status.MET]), (title, BOLD)), *pairs(told, width), *hint]
