"""A surveillance run, and its alerts, on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.view import BOLD, DIM, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, has, say
from hozen.values import JST
from hozen.workflows.surveillance_run import LeftOut, SurveillanceRun
from hozen.workflows.surveillance_run.reading import Alert

_MOST_ACCOUNTS = 4


def show_run(done: SurveillanceRun, lang: Language, width: int) -> list[Text]:
    """How many alerts each detector gave, what was left out, and where the alerts are."""
    view = View(lang, width)
    title = _say(view, "title", tape=Path(done.tape).name, count=done.total)
    heads = [_say(view, "column.detector"), _say(view, "column.alerts")]
    rows = [[view.word("surveillance.detector", name), f"{count:,}"] for name, count in done.counts.items()]
    numbers = {name: f"{count:,}" for name, count in done.rows.items()}
    return [
        Text(title, BOLD),
        *paragraph(_say(view, "looked_at", parameters=done.parameters, **numbers), width),
        Text(),
        *laid(heads, lambda _: rows, (False, True), width),
        *_left_out(done.left_out, view),
        *_busy(done, view),
        Text(),
        *paragraph(_say(view, "not_a_report"), width),
        *paragraph(_say(view, "files", alerts=done.alerts.path, rows=done.alert_rows.path), width),
    ]


def show_alerts(found: Sequence[Alert], folder: Path, limit: int, lang: Language, width: int) -> list[Text]:
    """Each alert with its reason and figures."""
    view = View(lang, width)
    lines = [Text(_say(view, "alerts_title", count=len(found), folder=folder), BOLD)]
    for one in found[:limit]:
        lines += _alert(one, view)
    if not found:
        lines += paragraph(_say(view, "none"), width)
    if len(found) > limit:
        lines += paragraph(_say(view, "more", count=len(found) - limit), width)
    return [*lines, Text(), *paragraph(_say(view, "not_a_report"), width)]


def _alert(one: Alert, view: View) -> list[Text]:
    begins = one.begins.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S")
    figures = [figure_text(name, value, view) for name, value in one.figures.items()]
    told = [
        (_say(view, "column.time"), begins),
        (_say(view, "column.accounts"), _accounts(one, view)),
        (_say(view, "column.score"), _say(view, "score", score=one.score, figures=view.join(figures))),
        (_say(view, "column.id"), one.alert_id),
    ]
    name = view.word("surveillance.detector", one.detector)
    return [
        Text(),
        Text.assemble((f"{one.symbol}  {name}", BOLD), (f"  FIEA {one.law} · {one.eu}", DIM)),
        *paragraph(view.word("surveillance.reason", one.reason), view.width, 2),
        *pairs(told, view.width),
    ]


def figure_text(name: str, value: int | str, view: View) -> str:
    """A figure of an alert in plain words: '30.0% of the visible depth'."""
    key = f"surveillance.figure.{name}"
    if not has(key):
        return f"{name.replace('_', ' ')} {value}"
    whole = value if isinstance(value, int) else 0
    links = [view.word("surveillance.link", one) for one in str(value).split()] if name == "link" else []
    shown = f"{value:,}" if isinstance(value, int) else value
    told = {"percent": _percent(whole, 1), "thin": _percent(whole, 3), "ms": f"{_cut(whole, 3)} ms"}
    return say(key, view.lang, value=shown, count=whole, link=view.join(links), **told)


def _percent(value: int, places: int) -> str:
    """A figure in parts of 100 × 10^places as a percentage, with every digit."""
    return f"{_cut(value, places)}%"


def _cut(value: int, places: int) -> str:
    whole, part = divmod(abs(value), 10**places)
    return f"{'-' if value < 0 else ''}{whole:,}.{part:0{places}d}"


def _accounts(one: Alert, view: View) -> str:
    shown = list(one.accounts[:_MOST_ACCOUNTS])
    more = len(one.accounts) - len(shown)
    return view.join([*shown, *([f"+{more:,}"] if more else [])]) or "–"


def _left_out(left: Sequence[LeftOut], view: View) -> list[Text]:
    if not left:
        return []
    told = [
        (
            view.word("surveillance.detector", one.what),
            say(f"surveillance.why.{one.why}", view.lang, rows=one.rows),
        )
        for one in left
    ]
    return [heading(_say(view, "left_out")), *pairs(told, view.width)]


def _busy(done: SurveillanceRun, view: View) -> list[Text]:
    if not done.warnings:
        return []
    lines = [
        Text("  " + _say(view, "busy_day", symbol=one.symbol, day=one.day, times=one.times))
        for one in done.warnings
    ]
    return [heading(_say(view, "busy")), *lines]


def _say(view: View, key: str, **values: object) -> str:
    return say(f"surveillance.{key}", view.lang, **values)
