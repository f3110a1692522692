"""A replay of real incidents, and what it does not show."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.replay_all import everything
from hozen.faces.cli.replay_one import one_incident, without_amount
from hozen.faces.cli.view import View, heading
from hozen.faces.cli.wrap import hanging
from hozen.faces.words import Language, retold
from hozen.workflows.replay import Note, ReplayReport


def show_replay(report: ReplayReport, lang: Language, width: int) -> list[Text]:
    """One incident in full, or all of them in short; then the notes that hold for every one."""
    view = View(lang, width)
    if len(report.replayed) + len(report.not_replayed) > 1:
        lines = everything(report, view)
    elif report.replayed:
        lines = one_incident(report.replayed[0], view)
    else:
        lines = without_amount(report.not_replayed[0], view)
    return [*lines, heading(view.say("replay.limits")), *notes(report.notes, view)]


def notes(told: tuple[Note, ...], view: View) -> list[Text]:
    """Each note with its sources."""
    lines = []
    for note in told:
        named = "; ".join(retold("sources", one, view.lang) for one in note.sources)
        sources = f" [{named}]" if named else ""
        lines += hanging("  · ", f"{view.word('replay.notes', note.key)}{sources}", view.width)
    return lines
