"""A year's annual reports on the terminal: what was issued, what holds customers back, and every issue."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.reports.annual import figure
from hozen.faces.words import Language
from hozen.workflows.tax_year import Issue, YearReports
from hozen.workflows.tax_year.closes import TiedClose
from hozen.workflows.tax_year.issue import Difference

_RIGHT = (False, False, True, True)
_SHOWN = 10  # on the terminal: with two amounts a row fits eighty columns at eighteen decimals


def show_issue(found: Issue, book: Path, lang: Language, width: int) -> list[Text]:
    """An issue: where it stands in the books, its counts, the differences, and what comes next."""
    view = View(lang, width)
    told = found.reports
    key = "already" if found.already else "issued"
    title = view.say(f"tax_year.{key}", year=told.year, number=told.number, entry=found.entry.seq)
    approved = found.approved_by or view.say("tax_year.not_approved")
    files = str(book / "cases" / f"tax-{told.year}" / f"issue-{told.number}")
    rows = [
        *_counts(told, view),
        (view.say("tax_year.approval"), approved),
        (view.say("tax_year.files"), files),
    ]
    return [
        Text(title, BOLD),
        *pairs(rows, width),
        *_differences(told, view),
        *_not_said(view),
        *show_next(found, book, view),
    ]


def show_next(found: Issue, book: Path, view: View) -> list[Text]:
    """The next command, never broken: it is there to be copied."""
    name = view.say("next.name")
    end = "papers {} --to reports" if found.approved_by else f"approve {{}} --as {name}"
    ask = f"{shlex.quote(str(book))} --year {found.reports.year}"
    return [heading(view.say("closing.next")), Text(f"    hozen tax-year {end.format(ask)}")]


def show_draft(told: YearReports, lang: Language, width: int) -> list[Text]:
    """A draft: the same, kept nowhere."""
    view = View(lang, width)
    title = Text(view.say("tax_year.draft", year=told.year), BOLD)
    return [title, *pairs(_counts(told, view), width), *_differences(told, view), *_not_said(view)]


def show_issues(found: Sequence[Issue], year: int, lang: Language, width: int) -> list[Text]:
    """Every issue of a year, oldest first."""
    view = View(lang, width)
    if not found:
        return paragraph(view.say("tax_year.none", year=year), width, 0)
    heads = [
        view.say(f"tax_year.head.{name}")
        for name in ("issue", "day", "new", "corrected", "unchanged", "held", "by", "approved")
    ]
    rows = [_issue_row(one) for one in found]
    right = (True, False, True, True, True, True, False, False)
    title = Text(view.say("tax_year.title", year=year), BOLD)
    return [title, *laid(heads, lambda _places: rows, right, width)]


def _issue_row(one: Issue) -> list[str]:
    states = one.reports.states
    counts = (states.get(name, 0) for name in ("new", "corrected", "unchanged"))
    return [
        str(one.reports.number),
        str(one.day),
        *(f"{count:,}" for count in counts),
        f"{one.reports.held:,}",
        one.entry.actor,
        one.approved_by or "-",
    ]


def _counts(told: YearReports, view: View) -> list[tuple[str, str]]:
    states = [(view.say(f"tax_year.state.{name}"), f"{count:,}") for name, count in told.states.items()]
    opening = told.not_closed or view.say("tax_year.with_nothing")
    return [
        *states,
        (view.say("tax_year.held"), f"{told.held:,}"),
        (view.say("tax_year.closing"), _tied(told.closing, view, view.say("tax_year.not_tied"))),
        (view.say("tax_year.opening"), _tied(told.opening, view, opening)),
    ]


def _tied(close: TiedClose | None, view: View, otherwise: str) -> str:
    if close is None:
        return otherwise
    return view.say("tax_year.tied", day=close.day, entry=close.entry)


def _differences(told: YearReports, view: View) -> list[Text]:
    """What the close does not bear out, the first of them; where all of them are."""
    if not told.differences:
        return paragraph(view.say("tax_year.all_agree"), view.width)
    heads = [view.say(f"tax_year.head.{name}") for name in ("customer", "asset", "close", "difference")]
    rows = [_difference(one, told) for one in told.shown[:_SHOWN]]
    text = view.say("tax_year.held_text", count=told.differences, shown=len(rows), year=told.year)
    title = view.say("tax_year.differences")
    return [
        heading(title),
        *laid(heads, lambda _places: rows, _RIGHT, view.width),
        *paragraph(text, view.width),
    ]


def _difference(one: Difference, told: YearReports) -> list[str]:
    amounts = (one.ledger, one.difference)
    return [one.customer, one.asset, *(figure("", one.asset, units, told.decimals) for units in amounts)]


def _not_said(view: View) -> list[Text]:
    return paragraph(view.say("tax_year.not_said"), view.width)
