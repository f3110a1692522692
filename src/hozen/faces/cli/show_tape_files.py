"""What was read into a tape, and what was handed out of one."""

from __future__ import annotations

import shlex
from pathlib import Path

from rich.text import Text

from hozen.faces.cli.grid import amounts, pairs
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.words import Language
from hozen.records.tape_tables import TAPE_BY_NAME
from hozen.workflows.tape_files import HandedOut, TakenTape


def show_taken(taken: TakenTape, lang: Language, width: int) -> list[Text]:
    """Rows by table, what was left out and why, and the next command."""
    view = View(lang, width)
    rows = [
        (name, f"{count:,}", view.pick("", TAPE_BY_NAME[name].name_ja)) for name, count in taken.rows.items()
    ]
    left = [(why, f"{count:,}", "") for why, count in taken.left_out.items()]
    return [
        Text(view.say("tape.taken", folder=taken.tape), BOLD),
        *amounts(rows, width),
        *([heading(view.say("tape.left_out")), *amounts(left, width)] if left else []),
        heading(view.say("closing.next")),
        Text(f"    hozen surveil run {shlex.quote(str(taken.tape))}"),
    ]


def show_handed(out: HandedOut, folder: Path, lang: Language, width: int) -> list[Text]:
    """How many records in how many pages; trades that no order record tells of are said, for they are not in it."""
    view = View(lang, width)
    told = [
        (view.say("tape.records"), f"{out.records:,}"),
        (view.say("tape.pages"), f"{len(out.pages):,}"),
        *([(view.say("tape.untold"), f"{out.untold_trades:,}")] if out.untold_trades else []),
    ]
    return [Text(view.say("tape.handed", folder=folder), BOLD), *pairs(told, width, 2)]


def taken_document(taken: TakenTape) -> dict[str, object]:
    """As JSON."""
    return {
        "tape": str(taken.tape),
        "rows": dict(taken.rows),
        "left_out": dict(taken.left_out),
        "files": dict(taken.files),
    }


def handed_document(out: HandedOut, folder: Path) -> dict[str, object]:
    """As JSON."""
    return {
        "folder": str(folder),
        "records": out.records,
        "untold_trades": out.untold_trades,
        "pages": dict(out.pages),
    }
