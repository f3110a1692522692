"""The report on customers resident abroad, on the screen. No name and no number of anybody is here to show."""

from __future__ import annotations

import shlex
from datetime import date

from rich.text import Text

from hozen.faces.cli.grid import amounts, laid, pairs
from hozen.faces.cli.quantities import found as quantity
from hozen.faces.cli.quantities import worked
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, has, say
from hozen.findings import Finding, Status
from hozen.law import Standing
from hozen.rules.carf import due_day
from hozen.values import Yen
from hozen.workflows.carf import Built, Checked, Entry, Reports, Validated
from hozen.workflows.carf.validating import Problem
from hozen.workflows.carf.who import Chosen, reading_of


def said(key: str, view: View, **values: object) -> str:
    """A text of the room `carf`."""
    return say(f"carf.{key}", view.lang, **values)


def show_checked(done: Checked, lang: Language, width: int) -> list[Text]:
    """Each finding with its working, the worst first; then what the checks do not say."""
    view = View(lang, width)
    title = said(
        "checked", view, book=done.book, year=done.year, day=done.day, customers=f"{done.facts.customers:,}"
    )
    ordered = sorted(done.findings, key=lambda one: one.status.rank)
    rows = (
        []
        if done.rows is None
        else paragraph(said("rows", view, rows=done.rows.rows, file=done.rows.path), width)
    )
    return [
        Text(title, BOLD),
        *(line for one in ordered for line in _finding(one, view)),
        Text(),
        *rows,
        *paragraph(said("not_said", view), width),
    ]


def _finding(one: Finding, view: View) -> list[Text]:
    subject = (
        one.subject if one.subject.isdigit() else said(f"subject.{one.subject}", view) if one.subject else ""
    )
    name = f" {view.title(one.code)}{view.pick(f' ({subject})', f'（{subject}）') if subject else ''}"
    head = Text.assemble((view.status(one.status), STYLES[one.status]), (name, BOLD))
    told = f"{view.word('reasons', one.reason)}"
    rows = [
        (said("found", view), quantity(one, one.measure, view)),
        (said("until", view), "" if one.cure_by is None else str(one.cure_by)),
        (said("under", view), view.cited(one.cite)),
        (said("standing", view), _known(one.standing, view)),
    ]
    if one.status is Status.MET:
        return [head]
    steps = [(view.word("steps", step.label), *worked(step, view)) for step in one.steps]
    shown = pairs([(label, text) for label, text in rows if text], view.width)
    return [head, *paragraph(told, view.width), *shown, *amounts(steps, view.width, 4)]


def _known(standing: Standing, view: View) -> str:
    """How firm it is. What others report of the law in force is not called unlawful for that."""
    return view.say("tax.known") if standing is Standing.REPORTED else view.standing(standing)


def show_built(done: Built, lang: Language, width: int) -> list[Text]:
    """What a run made: messages, records by kind, sums by category, and what was chosen."""
    view = View(lang, width)
    if done.entry is None:
        return paragraph(said("nothing", view, users=f"{done.users:,}"), width)
    return [
        *_run(done.entry, view),
        *_sums(done.entry, view),
        *_chosen(done.chosen, view),
        Text(),
        *_private(view),
        heading(view.say("closing.next")),
        Text(f"    hozen carf validate {shlex.quote(str(done.folder))} --schema {view.say('next.folder')}"),
    ]


def show_status(found: Reports, day: date, lang: Language, width: int) -> list[Text]:
    """Every run, the newest last, and the due day of the year."""
    view = View(lang, width)
    last = found.last
    if last is None:
        return paragraph(said("no_run", view, folder=found.folder), width)
    due = due_day(reading_of(last.year, None), last.year)
    told = said("due", view, due=due, count=(due - day).days)
    return [
        *(line for entry in found.entries for line in _run(entry, view)),
        *_sums(last, view),
        Text(),
        *paragraph(told if due >= day else said("due_over", view, due=due), width),
        *paragraph(said("whole", view), width),
    ]


def _run(entry: Entry, view: View) -> list[Text]:
    kinds = [said(f"action.{one}", view, count=f"{count:,}") for one, count in sorted(entry.actions.items())]
    title = said(f"run.{entry.kind}", view, number=entry.number, year=entry.year, at=entry.at)
    heads = [said(f"column.{name}", view) for name in ("file", "kind", "users", "bytes")]
    rows = [
        [f"{entry.name}/{one.file}", said(f"kind.{one.kind}", view), f"{one.users:,}", f"{one.size:,}"]
        for one in entry.messages
    ]
    return [
        heading(title),
        *laid(heads, lambda _: rows, (False, False, True, True), view.width),
        *(paragraph(view.join(kinds), view.width) if kinds else []),
    ]


def _sums(entry: Entry, view: View) -> list[Text]:
    if not entry.sums:
        return []
    heads = [said(f"column.{name}", view) for name in ("category", "transactions", "yen")]
    rows = [
        [said(f"category.{name}", view), f"{one['transactions']:,}", str(Yen(one["yen"]))]
        for name, one in entry.sums.items()
    ]
    return [heading(said("sums", view)), *laid(heads, lambda _: rows, (False, True, True), view.width)]


def _chosen(chosen: Chosen, view: View) -> list[Text]:
    """The choices that no text decides, each with how many cases it had here."""
    choices = chosen.choices
    told = [
        (name, count, yes)
        for name, count, yes in (
            ("dual", chosen.dual, choices.dual_reported),
            ("uncertified", chosen.uncertified, choices.uncertified_reported),
            ("margin", chosen.margin, choices.margin_reported),
        )
        if count
    ]
    rows = [
        (said(f"choice.{name}", view), said("reported" if yes else "left_out", view, count=f"{count:,}"))
        for name, count, yes in told
    ]
    day = (said("choice.residence_day", view), str(choices.residence_day))
    return [heading(said("chosen", view)), *pairs([day, *rows], view.width)]


def _private(view: View) -> list[Text]:
    return paragraph(said("private", view), view.width)


def show_validated(done: Validated, lang: Language, width: int) -> list[Text]:
    """What was checked against what, and each problem by file, line and element."""
    view = View(lang, width)
    sign = Status.BREACH if done.problems else Status.MET
    title = said("validated", view, count=done.files, records=f"{done.records:,}")
    against = said("against", view, schema=done.schema) if done.schema else said("no_schema", view)
    heads = [said(f"column.{name}", view) for name in ("file", "line", "element", "problem")]
    rows = [[one.file, str(one.line), one.element, _problem(one, view)] for one in done.problems]
    shown = f"{len(rows):,}"
    more = said("more", view, count=f"{done.found:,}", shown=shown) if done.found > len(rows) else ""
    cut = "" if done.whole else said("cut", view)
    return [
        Text.assemble((view.word("status.sign", sign.value), STYLES[sign]), (f" {title}", BOLD)),
        *paragraph(against, width),
        *paragraph(said("rules", view), width),
        *(paragraph(said("whole", view), width) if done.chained else []),
        *(laid(heads, lambda _: rows, (False, True, False, False), width) if rows else []),
        *(line for text in (more, cut) if text for line in paragraph(text, width)),
    ]


def _problem(one: Problem, view: View) -> str:
    """A fault in words; of what a schema refuses the schema's own name for it."""
    if has(f"carf.problem.{one.kind}"):
        return said(f"problem.{one.kind}", view)
    return said("problem.schema", view, kind=one.kind.removeprefix("schemav_"))
