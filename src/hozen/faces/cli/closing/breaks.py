"""Breaks between chain and ledger, the most pressing first; what is left out is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from rich.text import Text

from hozen.books import BreakRecord, Carried
from hozen.faces.cli.closing.in_books import InBooks
from hozen.faces.cli.grid import fitted, stacked
from hozen.faces.cli.quantities import coins
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import say
from hozen.findings.table import NOTHING
from hozen.values import Price
from hozen.workflows.daily_close import BreakLine, Closing

_MOST = 8  # more are in the break log, in the Excel pack and in --json
_EVENTS = ("opened", "changed", "reclassified", "reopened", "resolved")
_AMOUNTS = ("number", "quantity")
_COLUMNS = (
    ("number", "asset", "cause", "quantity", "opened", "age", "cure_by", "owner"),
    ("number", "asset", "cause", "quantity", "age", "cure_by", "owner"),
    ("number", "asset", "cause", "quantity", "cure_by", "owner"),
)  # the first that fits

_Known = tuple[BreakLine, BreakRecord | None]


def breaks(closing: Closing, kept: InBooks, view: View) -> list[Text]:
    """The worst few, with number, cause and owner as the log has them."""
    if not closing.breaks:
        return []
    known = zip_longest(closing.breaks, kept.breaks[: len(closing.breaks)])
    told = sorted(known, key=lambda pair: _pressing(pair[0], closing))
    more = len(told) - _MOST
    return [
        heading(_say(view, "closing", count=len(told))),
        *_table(told[:_MOST], closing, view),
        *(paragraph(_say(view, "more", count=more, book=closing.book), view.width) if more > 0 else []),
    ]


def log_line(carried: Carried | None, view: View) -> str:
    """What the day did to the break log; '' where there is nothing to say."""
    if carried is None or carried.past is not None:
        return ""
    done = [(name, len(getattr(carried, name))) for name in _EVENTS]
    told = [f"{_say(view, f'events.{name}')} {count}" for name, count in done if count]
    if not told and not carried.open:
        return ""
    return view.join([*told, f"{_say(view, 'open_now')} {len(carried.open)}"])


def left_alone(carried: Carried | None, closing: Closing, view: View) -> str:
    """Why the day's breaks did not go into the log; '' where they did."""
    if carried is None or carried.past is None:
        return ""
    return _say(view, "past", day=carried.past, closed=closing.day)


def _pressing(one: BreakLine, closing: Closing) -> tuple[date, bool, int]:
    """What is due first, then what is short, then what is worth most."""
    price = next((line.price for line in closing.assets if line.asset == one.asset), "") or "1"
    worth = Price.parse(price).value_of(abs(one.units.amount), one.decimals)
    return one.cure_by or date.max, one.units.amount > 0, -int(worth)


def _table(told: Sequence[_Known], closing: Closing, view: View) -> list[Text]:
    for columns in _COLUMNS:
        heads = [_say(view, f"columns.{name}") for name in columns]
        right = [name in _AMOUNTS for name in columns]

        def write(places: int | None, columns: Sequence[str] = columns) -> list[list[str]]:
            return [[_cells(pair, closing, view, places)[name] for name in columns] for pair in told]

        grid, rows = fitted(heads, write, right, view.width)
        if grid.whole <= view.width:
            return [grid.line(heads, BOLD), *(grid.line(row) for row in rows)]
    return stacked(heads, rows, view.width)


def _cells(pair: _Known, closing: Closing, view: View, places: int | None) -> dict[str, str]:
    one, known = pair
    late = one.cure_by is not None and one.cure_by < closing.day
    return {
        "number": str(known.seq) if known else NOTHING,
        "asset": one.asset,
        "cause": view.word("breaks", f"causes.{known.cause if known else one.cause}"),
        "quantity": coins(one.units, one.decimals, places),
        "opened": str(one.opened_on),
        "age": _say(view, "overdue") if late else _say(view, f"ages.{one.age.value}"),
        "cure_by": str(one.cure_by or NOTHING),
        "owner": (known.owner if known else "") or NOTHING,
    }


def _say(view: View, key: str, **values: object) -> str:
    return say(f"breaks.{key}", view.lang, **values)
