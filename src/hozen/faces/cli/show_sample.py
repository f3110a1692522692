"""What a made-up exchange holds, and which faults were planted in it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from rich.text import Text

from hozen.faces.cli.grid import pairs
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.workflows.sample import Sample
from hozen.workflows.sample.plants import Plant, Planted


def show_sample(made: Sample, lang: Language, width: int) -> list[Text]:
    """Where it is, how many rows, what was planted, and the next command."""
    view = View(lang, width)
    rows = [(name, f"{count:,}") for name, count in made.rows.items() if count]
    close = f"hozen close {shlex.quote(str(made.folder))} --day {made.last_day}"
    return [
        Text(view.say("sample.made", folder=made.folder), BOLD),
        *pairs(rows, width),
        *([heading(view.say("sample.planted"))] if made.planted else []),
        *(line for one in made.planted for line in _planted(one, view)),
        heading(view.say("closing.next")),
        Text(f"    {close}"),  # never broken: it is there to be copied
    ]


def _planted(one: Planted, view: View) -> list[Text]:
    days = one.cure_business_days
    told = [
        (view.say("sample.amount"), f"{one.amount:,} {one.unit} {one.subject}".rstrip()),
        (view.say("sample.found_as"), one.plant.expects),
        (view.say("sample.cure_days"), "" if days is None else str(days)),
    ]
    return [
        Text(f"  {one.plant.name}", BOLD),
        *paragraph(view.pick(one.plant.text, one.plant.text_ja), view.width, 4),
        *pairs([row for row in told if row[1]], view.width, 4),
    ]


def show_plants(plants: Iterable[Plant], lang: Language, width: int) -> list[Text]:
    """Every fault that can be planted, and what finds it."""
    view = View(lang, width)
    lines = []
    for one in plants:
        lines.append(Text(f"{one.name}", BOLD))
        lines += paragraph(view.pick(one.text, one.text_ja), width, 4)
        lines += paragraph(f"{view.say('sample.found_as')}: {one.expects}", width, 4, "dim")
    return lines
