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
