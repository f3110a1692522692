"""What is wrong, one by one: why, how far, since when, by when, under which article, and the rows behind it."""

from __future__ import annotations

from fractions import Fraction

from rich.text import Text

from hozen.faces.cli.closing.urgency import deadline, wrong
from hozen.faces.cli.grid import amounts, pairs
from hozen.faces.cli.quantities import found, worked
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.findings import AssetUnits, Finding, Status
from hozen.values import DUTY_UP, Price, Yen
from hozen.workflows.daily_close import Closing

_MOST = 12  # more are in the Excel pack and in --json


def details(closing: Closing, view: View) -> list[Text]:
    """A block for each finding that is not met, the most urgent first."""
    open_ones = wrong(closing.findings)
    if not open_ones:
        return []
    lines = [heading(view.say("closing.details"))]
    for place, one in enumerate(open_ones[:_MOST]):
        lines += [Text("")] if place else []
        lines += detail(one, closing, view)
    if len(open_ones) > _MOST:
        lines += paragraph(view.say("closing.more_details", count=len(open_ones) - _MOST), view.width)
    return lines


def detail(one: Finding, closing: Closing, view: View) -> list[Text]:
    """One finding: its sentence, then its facts, then the working."""
    name = f" {view.title(one.code)}{f' ({view.subject(one.subject)})' if one.subject else ''}"
    title = Text.assemble((view.status(one.status), STYLES[one.status]), (name, BOLD))
    facts = [(view.say(f"detail.{label}"), text) for label, text in _facts(one, closing, view) if text]
    return [
        title,
        *(paragraph(view.word("reasons", one.reason), view.width) if one.reason else []),
        *pairs(facts, view.width),
        *_working(one, view),
    ]


def _facts(one: Finding, closing: Closing, view: View) -> list[tuple[str, str]]:
    short = one.status in (Status.BREACH, Status.ATTENTION)
    return [
        ("found", _against(one, view)),
        ("short" if _negative(one) else "distance", _distance(one, closing, view) if short else ""),
        ("since", str(one.breach_since or "")),
        ("cure", deadline(one, closing.day, view)),
        ("under", _under(one, view)),
        ("standing", _firmness(one, view)),
        ("evidence", _evidence(one, closing, view)),
    ]


def _against(one: Finding, view: View) -> str:
    """Both figures in full: the columns above may have shown fewer decimals."""
    if one.measure is None:
        return ""
    asked = found(one, one.threshold, view)
    return view.say("detail.against", found=found(one, one.measure, view), asked=asked)


def _negative(one: Finding) -> bool:
    return _signed(one.distance) < 0


def _signed(value: object) -> Fraction:
    if isinstance(value, AssetUnits):
        return Fraction(value.units.amount)
    if isinstance(value, Yen):
        return Fraction(value.amount)
    if isinstance(value, int):
        return Fraction(value)
    return Fraction(getattr(value, "value", 0))


def _distance(one: Finding, closing: Closing, view: View) -> str:
    """Exact, without its sign where the label says 'short by'; coins with their yen value, rounded up."""
    text = found(one, one.distance, view) if one.distance is not None else ""
    text = text.removeprefix("-") if _negative(one) else text
    worth = _worth(one, closing)
    return f"{text} ({worth})" if worth else text


def _worth(one: Finding, closing: Closing) -> Yen | None:
    line = next((line for line in closing.assets if line.asset == one.subject and line.price), None)
    if line is None or not isinstance(one.distance, AssetUnits):
        return None
    return Yen(DUTY_UP(Price.parse(line.price).value_of(abs(one.distance.units.amount), line.decimals)))


def _under(one: Finding, view: View) -> str:
    """Both short forms, the reader's own first."""
    both = (view.pick(f"{place} / {place.ja}", f"{place.ja} / {place}") for place in one.cite)
    return "\n".join(dict.fromkeys(both))


def _firmness(one: Finding, view: View) -> str:
    seen = dict.fromkeys(view.word("standing.seen", figure.seen.value) for figure in one.rests_on)
    return f"{view.standing(one.standing)} ({view.join(seen)})" if seen else view.standing(one.standing)


def _evidence(one: Finding, closing: Closing, view: View) -> str:
    file = next((file for file in closing.evidence if one.evidence and file.check == one.evidence), None)
    if file is None:
        return ""
    return view.say("detail.file", path=file.path, count=file.rows, rows=f"{file.rows:,}")


def _working(one: Finding, view: View) -> list[Text]:
    """The steps, as the finding tells them."""
    steps = [(view.word("steps", step.label), *worked(step, view)) for step in one.steps]
    if not steps:
        return []
    return [Text(f"  {view.say('detail.working')}", "dim"), *amounts(steps, view.width, 4)]
