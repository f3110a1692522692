<<<<<<< HEAD
"""What a made-up tape holds, and what can be planted in one."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from hozen.faces.cli.grid import amounts, laid
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.words import Language, say
from hozen.records.tape_tables import TAPE_BY_NAME
from hozen.workflows.market_sim import PLANTS, Plant, Tape


def show_tape(made: Tape, lang: Language, width: int) -> list[Text]:
    """Where it is, how many rows, and what was planted how often."""
    view = View(lang, width)
    rows = [
        (name, f"{made.rows[name]:,}", view.pick("", table.name_ja))
        for name, table in TAPE_BY_NAME.items()
        if name in made.rows
    ]
    made_in = say("market_sim.made", lang, folder=made.tape, days=made.days, day=made.first_day)
    lines = [Text(made_in, BOLD), heading(say("market_sim.tables", lang)), *amounts(rows, width)]
    if not made.cases:
        return [*lines, Text(say("market_sim.nothing", lang))]
    told = [(name, str(count), _what(PLANTS[name], lang)) for name, count in made.cases.items()]
    return [*lines, heading(say("market_sim.planted", lang, folder=made.truth)), *amounts(told, width)]


def show_plants(plants: Iterable[Plant], lang: Language, width: int) -> list[Text]:
    """Every case that can be planted, and what it is or only looks like."""
    rows = [[one.name, _what(one, lang)] for one in plants]
    heads = [say("market_sim.case", lang), say("market_sim.what", lang)]
    return laid(heads, lambda _places: rows, (False, False), width)


def _what(plant: Plant, lang: Language) -> str:
    name = say(f"market_sim.typology.{plant.typology}", lang)
    return say("market_sim.twin", lang, typology=name) if plant.twin else name
=======
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
>>>>>>> 12838a2 (hozen tape import and export, with their pages: a venue's logs become a tape, and a tape becomes order-book records)
