"""Every check with what was found, what is asked, how far apart they are, and by when to cure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from hozen.faces.cli.closing.urgency import by_urgency, short_deadline, urgency
from hozen.faces.cli.grid import Grid, fitted
from hozen.faces.cli.quantities import found
from hozen.faces.cli.view import BOLD, DIM, STYLES, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.findings import Finding, Quantity, Status, worst
from hozen.findings.table import NOTHING, width
from hozen.law import weakest
from hozen.workflows.daily_close import Closing

_ROWS = 10  # of one check; more are in the Excel pack and in --json
_CITES = 3
_RIGHT = (False, True, True, True, False)
_LONGEST_NAME = 18  # a longer one has a line of its own, so that the figures still fit
_LONGEST_TEXT = 18  # a threshold that is a sentence has no place in a column


@dataclass(frozen=True, slots=True)
class _Group:
    """One check: the findings shown row by row, and those folded into one line."""

    code: str
    findings: tuple[Finding, ...]
    rows: tuple[Finding, ...]
    hidden: int
    folded: int

    @property
    def status(self) -> Status:
        return worst(self.findings)


def checks(closing: Closing, view: View) -> list[Text]:
    """A block per check, the worst first; met findings of many assets are one line."""
    groups = _groups(closing)
    rows = [one for group in groups for one in group.rows]
    cure = "cure" if view.business_days else "cure_day"
    heads = ["", *(view.say(f"check.{name}") for name in ("found", "asked", "distance", cure))]

    def write(places: int | None) -> list[list[str]]:
        return [_cells(one, closing, view, places) for one in rows]

    grid, texts = fitted(heads, write, _RIGHT, view.width, indent=4)
    by_finding = {id(one): text for one, text in zip(rows, texts, strict=True)}
    lines = [heading(view.say("closing.checks")), grid.line(heads, DIM)]
    for group in groups:
        lines += _block(group, [by_finding[id(one)] for one in group.rows], grid, closing.scenario, view)
    return lines


def _groups(closing: Closing) -> list[_Group]:
    by_code: dict[str, list[Finding]] = {}
    for one in closing.findings:
        by_code.setdefault(one.code, []).append(one)
    groups = [_group(code, tuple(found)) for code, found in by_code.items()]
    return sorted(groups, key=lambda group: urgency(by_urgency(group.findings)[0]))


def _group(code: str, findings: tuple[Finding, ...]) -> _Group:
    met = [one for one in findings if one.status is Status.MET]
    rows = by_urgency(one for one in findings if one.status is not Status.MET)
    folded = met if len(met) > 1 else []
    shown = (*rows[:_ROWS], *(() if folded else met))
    return _Group(code, findings, shown, max(0, len(rows) - _ROWS), len(folded))


def _cells(one: Finding, closing: Closing, view: View, places: int | None) -> list[str]:
    figures = [_figure(one, each, view, places) for each in (one.measure, one.threshold, one.distance)]
    name = _subject(one, view)
    beside = "" if _is_long(name) else name
    return [beside, *figures, short_deadline(one, closing.day, view)]


def _subject(one: Finding, view: View) -> str:
    return view.subject(one.subject) or view.say("check.whole_firm")


def _is_long(name: str) -> bool:
    return width(name) > _LONGEST_NAME


def _figure(one: Finding, value: Quantity | None, view: View, places: int | None) -> str:
    text = found(one, value, view, places)
    if hasattr(value, "asset"):
        text = text.rpartition(" ")[0]  # the row names the asset
    return NOTHING if isinstance(value, str) and width(text) > _LONGEST_TEXT else text


def _block(group: _Group, rows: Sequence[Sequence[str]], grid: Grid, scenario: str, view: View) -> list[Text]:
    lines = _title(group, scenario, view)
    for one, cells in zip(group.rows, rows, strict=True):
        lines += _row(one, cells, grid, view)
    if group.hidden:
        lines += paragraph(view.say("check.hidden", count=group.hidden), view.width, 4)
    if group.folded and group.rows:
        text = Text("  ").append("✓", STYLES[Status.MET])
        lines.append(text.append(f" {view.say('check.folded_rest', count=group.folded)}"))
    return lines


def _row(one: Finding, cells: Sequence[str], grid: Grid, view: View) -> list[Text]:
    """A line with sign, name and figures; a long name has a line above them."""
    style = "" if one.status is Status.MET else BOLD
    sign = Text("  ").append(view.word("status.sign", one.status.value), STYLES[one.status])
    name = _subject(one, view)
    if not _is_long(name):
        return [grid.line(cells, style, sign)]
    return [sign.append(f" {name}", style), grid.line(cells, style)]


def _title(group: _Group, scenario: str, view: View) -> list[Text]:
    """Status and name, with provision and standing beside them, or below where there is no room."""
    standing = weakest([figure for one in group.findings for figure in one.rests_on])
    law = f"{_cites(group, scenario, view)} · {view.standing(standing)}"
    line = Text.assemble(
        (view.status(group.status), STYLES[group.status]), " ", (view.title(group.code), BOLD)
    )
    if group.folded and not group.rows:
        line.append(f" ({view.say('check.folded', count=group.folded)})")
    gap = view.width - width(line.plain) - width(law)
    if gap >= 2:
        return [line.append(" " * gap + law, DIM)]
    return [line, *paragraph(law, view.width, 4, DIM)]


def _cites(group: _Group, scenario: str, view: View) -> str:
    """The first few provisions; where the figures are a scenario's, its name: they stand below and in its file."""
    read = [figure for one in group.findings for figure in one.rests_on]
    if read and not any("/parameters/" in figure.source for figure in read):
        return view.say("check.scenario", name=scenario)
    places = list(dict.fromkeys(place for one in group.findings for place in one.cite))
    first = view.cited(tuple(places[:_CITES]))
    more = len(places) - _CITES
    return view.say("check.more_cites", first=first, count=more) if more > 0 else first
