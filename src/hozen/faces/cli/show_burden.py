"""Wide tables at a glance: a line a firm or a policy, amounts to three figures, the burdens in one table a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text

from hozen.faces.cli.grid import laid
from hozen.faces.cli.quantities import three_figures
from hozen.faces.cli.view import DIM, View
from hozen.faces.cli.wrap import paragraph
from hozen.findings.table import Cell, Table, width
from hozen.values import Yen

GLANCED = frozenset({"burdens", "industry", "build_up", "counted"})
AT_NEED = frozenset({"answers", "causes"})
"""Tables that are told to three figures where there is no room for every yen."""
# Left out of narrow terminals, first to last: each follows from the others or stands in few lines.
_SPARE = ("var", "weight", "own_money", "of_cash", "as_of", "insured", "by", "waiting_days", "aggregate")
_NOT_SHOWN = {"burdens": ("rule", "confidence"), "industry": ("source",), "counted": ("causes",)}
Say = Callable[[Cell, str, View], str]


def parted(table: Table) -> list[tuple[str, Table]]:
    """Burdens by rule, the title saying which; any other table as it is."""
    if table.title != "burdens":
        return [(table.title, table)]
    place = table.columns.index("rule")
    rules = dict.fromkeys(row[place] for row in table.rows)
    return [
        (
            f"burdens_{rule}",
            Table(table.columns, tuple(row for row in table.rows if row[place] == rule), table.title),
        )
        for rule in rules
    ]


def glanced(table: Table, view: View, say: Say) -> list[Text]:
    """The table in the width there is. What was left out for want of width is named below it."""
    if table.title == "build_up":
        return _build_up(table, view, say)
    shown = [name for name in table.columns if name not in _NOT_SHOWN.get(table.title, ())]
    shown = [name for name in shown if any(one is not None for one in table.column(name))]
    cells = {name: _column(table, name, view, say) for name in shown}
    spare = [name for name in _SPARE if name in shown]
    left_out = []
    while spare and _wide(cells) > view.width:
        left_out.append(spare.pop(0))
        del cells[left_out[-1]]
    lines = _laid(cells, [table.numeric(name) or name == "base" for name in cells], view)
    return lines + _left_out(left_out, view)


def _column(table: Table, name: str, view: View, say: Say) -> list[str]:
    """The heading, then a cell a row. A size says that its figure is of low confidence."""
    found = [_short(one, name, view, say) for one in table.column(name)]
    if name == "size":
        low = view.word("adequacy.values", "low")
        marks = table.column("confidence")
        found = [f"{one}, {low}" if mark == "low" else one for one, mark in zip(found, marks, strict=True)]
    return [view.word("adequacy.columns", name), *found]


def _short(value: Cell, name: str, view: View, say: Say) -> str:
    return three_figures(value, view) if isinstance(value, Yen) else say(value, name, view)


def _wide(cells: dict[str, list[str]]) -> int:
    """At the least gap of one column."""
    return 1 + sum(1 + max(map(width, column)) for column in cells.values())


def _laid(cells: dict[str, list[str]], right: Sequence[bool], view: View) -> list[Text]:
    rows = [list(row) for row in zip(*cells.values(), strict=True)]
    return laid(rows[0], lambda _: rows[1:], right, view.width)


def _left_out(names: Sequence[str], view: View) -> list[Text]:
    if not names:
        return []
    told = view.pick(", ", "、").join(view.word("adequacy.columns", name) for name in names)
    return paragraph(view.say("adequacy.left_out", names=told), view.width, 2, DIM)


def _build_up(table: Table, view: View, say: Say) -> list[Text]:
    """A line for each form with and without insurance, a column a year."""
    lines: dict[tuple[Cell, Cell], list[str]] = {}
    for form, insured, _, amount in table.rows:
        lines.setdefault((form, insured), []).append(_short(amount, "set_aside", view, say))
    years = [view.say("adequacy.in_year", year=year) for year in dict.fromkeys(table.column("year"))]
    heads = [view.word("adequacy.columns", "form"), view.word("adequacy.columns", "insured"), *years]
    rows = [
        [say(form, "form", view), view.say("adequacy.insured" if insured else "adequacy.uninsured"), *told]
        for (form, insured), told in lines.items()
    ]
    return laid(heads, lambda _: rows, [False, False, *(True for _ in years)], view.width)
