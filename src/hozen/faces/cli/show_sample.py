"""What a made-up exchange holds, and which faults were planted in it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from rich.text import Text

from hozen.faces.cli.grid import amounts, pairs
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, has, retold
from hozen.records import BY_NAME
from hozen.workflows.sample import SCENARIO, Sample
from hozen.workflows.sample.plants import Plant, Planted


def show_sample(made: Sample, lang: Language, width: int) -> list[Text]:
    """Where it is, how many rows, what was planted, and the next command."""
    view = View(lang, width)
    rows = [
        (name, f"{count:,}", view.pick("", BY_NAME[name].name_ja))
        for name, count in made.rows.items()
        if count
    ]
    close = f"hozen close {shlex.quote(str(made.folder))} --day {made.last_day} --scenario {SCENARIO}"
    return [
        Text(view.say("sample.made", folder=made.folder), BOLD),
        *amounts(rows, width),
        *([heading(view.say("sample.planted"))] if made.planted else []),
        *(line for one in made.planted for line in _planted(one, view)),
        heading(view.say("closing.next")),
        Text(f"    {close}"),  # never broken: it is there to be copied
    ]


def _planted(one: Planted, view: View) -> list[Text]:
    days = one.cure_business_days
    told = [
        (view.say("sample.subject"), one.subject),
        (view.say("sample.amount"), retold("sample", f"{one.amount:,} {one.unit}", view.lang)),
        (view.say("sample.found_as"), _finders(one.plant, view)),
        (view.say("sample.cure_days"), "" if days is None else str(days)),
    ]
    return [
        Text(f"  {one.plant.name}", BOLD),
        *paragraph(view.pick(one.plant.text, one.plant.text_ja), view.width, 4),
        *pairs([row for row in told if row[1]], view.width, 4),
    ]


def _finders(plant: Plant, view: View) -> str:
    """What must find it, one to a line: a check by its title and code, the door by its reason."""
    codes = plant.expects.split(", ")
    return "\n".join(f"{view.title(one)} ({one})" if has(f"findings.{one}.title") else one for one in codes)


def show_plants(plants: Iterable[Plant], lang: Language, width: int) -> list[Text]:
    """Every fault that can be planted, and what finds it."""
    view = View(lang, width)
    lines = []
    for one in plants:
        lines.append(Text(f"{one.name}", BOLD))
        lines += paragraph(view.pick(one.text, one.text_ja), width, 4)
        lines += pairs([(view.say("sample.found_as"), _finders(one, view))], width, 4)
    return lines
