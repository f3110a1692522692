"""Breaks: what a day shows, what the log holds, and one break's whole story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.text import Text

from hozen.books import BreakRecord, BreakStep, Carried
from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.quantities import coins
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, say
from hozen.findings import Status
from hozen.findings.table import NOTHING
from hozen.values import Units
from hozen.workflows.reconcile import Reconciled

_LISTED = ("number", "asset", "cause", "quantity", "opened", "age", "cure_by", "owner")
_FOUND = ("asset", "cause", "quantity", "rows", "cure_by")
_TOLD = ("opened", "changed", "reclassified", "reopened", "resolved")


def show_found(found: Reconciled, lang: Language, width: int) -> list[Text]:
    """The day's breaks, what that did to the log, and where the rows are."""
    view = View(lang, width)
    heads = [_say(view, f"columns.{name}") for name in _FOUND]

    def rows(places: int | None) -> list[list[str]]:
        return [
            [
                one.subject,
                _cause(one.cause, view),
                _quantity(one.units, one.decimals, places),
                str(one.rows),
                _day(one.cure_by),
            ]
            for one in found.breaks
        ]

    status = Status.MET if found.is_clean else Status.ATTENTION
    key = "clean" if found.is_clean else "found"
    title = _say(view, key, book=found.book, day=found.day, count=len(found.breaks))
    return [
        Text(title, STYLES[status]),
        *(laid(heads, rows, (False, False, True, True, False), width) if found.breaks else []),
        *_open_ended(found, view),
        *(_carried(found.carried, view) if found.carried else []),
        *(paragraph(_say(view, "rows_at", path=found.evidence), width) if found.evidence else []),
    ]


def show_breaks(book: str, found: Sequence[BreakRecord], day: date, lang: Language, width: int) -> list[Text]:
    """The log of a book as it stands on a day."""
    view = View(lang, width)
    title = Text(_say(view, "title", book=book, count=len(found)), BOLD)
    if not found:
        return [title]
    heads = [_say(view, f"columns.{name}") for name in _LISTED]
    right = (True, False, False, True, False, False, False, False)
    return [title, *laid(heads, lambda places: [_row(one, day, view, places) for one in found], right, width)]


def show_break(one: BreakRecord, lang: Language, width: int) -> list[Text]:
    """One break, and every entry about it."""
    view = View(lang, width)
    told = [
        (_say(view, "columns.asset"), one.subject),
        (_say(view, "columns.cause"), _cause(one.cause, view)),
        (_say(view, "columns.quantity"), _quantity(one.units, one.decimals, None)),
        (_say(view, "columns.opened"), str(one.opened_on)),
        (_say(view, "columns.cure_by"), _day(one.cure_by)),
        (_say(view, "columns.owner"), one.owner or NOTHING),
        (_say(view, "columns.resolved"), _resolved(one, view)),
    ]
    status = Status.ATTENTION if one.is_open else Status.MET
    return [
        Text(_say(view, "one", number=one.seq, book=one.book), STYLES[status]),
        *pairs(told, width),
        heading(_say(view, "story")),
        *pairs([(str(step.day), _step(step, view)) for step in one.steps], width),
    ]


def show_history(book: str, found: Sequence[BreakRecord], lang: Language, width: int) -> list[Text]:
    """Every entry of the log, one a line."""
    view = View(lang, width)
    steps = steps_in_order(found)
    title = Text(_say(view, "history", book=book, count=len(steps)), BOLD)
    wide = max((len(str(one.seq)) for one in found), default=0)
    told = [(f"{step.day}  {one.seq:>{wide}}  {one.subject}", _step(step, view)) for one, step in steps]
    return [title, *pairs(told, width)]


def steps_in_order(found: Iterable[BreakRecord]) -> list[tuple[BreakRecord, BreakStep]]:
    """Each entry with its break, as they were entered."""
    return sorted(((one, step) for one in found for step in one.steps), key=lambda pair: pair[1].seq)


def _row(one: BreakRecord, day: date, view: View, places: int | None) -> list[str]:
    late = _say(view, "overdue") if one.is_overdue(day) else ""
    age = _say(view, "resolved") if not one.is_open else _say(view, f"ages.{one.age(day).value}")
    return [
        str(one.seq),
        one.subject,
        _cause(one.cause, view),
        _quantity(one.units, one.decimals, places),
        str(one.opened_on),
        late or age,
        _day(one.cure_by),
        one.owner or NOTHING,
    ]


def _step(step: BreakStep, view: View) -> str:
    said = [str(step.body.get(name) or "") for name in ("owner", "by", "note")]
    if "cause" in step.body:
        said.insert(0, _cause(str(step.body["cause"]), view))
    if "units" in step.body:
        said.insert(0, f"{step.body['units']:,}")
    what = _say(view, f"events.{step.event.value}")
    return view.join([f"{what} ({step.actor})", *(text for text in said if text)])


def _resolved(one: BreakRecord, view: View) -> str:
    if one.resolved_on is None:
        return _say(view, "still_open")
    return f"{one.resolved_on} {one.resolved_by}"


def _open_ended(found: Reconciled, view: View) -> list[Text]:
    if not found.open_ended:
        return []
    return paragraph(_say(view, "open_ended", count=found.open_ended), view.width)


def _carried(carried: Carried, view: View) -> Iterable[Text]:
    told = [(_say(view, f"events.{name}"), str(len(getattr(carried, name)))) for name in _TOLD]
    told += [(_say(view, "open_now"), str(len(carried.open))), (_say(view, "anchor"), carried.anchor)]
    return [heading(_say(view, "log")), *pairs(told, view.width)]


def _quantity(units: int, decimals: int, places: int | None) -> str:
    return coins(Units(units), decimals, places)


def _cause(cause: str, view: View) -> str:
    return view.word("breaks", f"causes.{cause}")


def _day(day: date | None) -> str:
    return NOTHING if day is None else str(day)


def _say(view: View, key: str, **values: object) -> str:
    return say(f"breaks.{key}", view.lang, **values)
