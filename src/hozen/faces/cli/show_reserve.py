"""A reserve calculation: scenarios side by side, then the one asked for in full."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.closing.reserve import insurance, position, standing_line
from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.standings import by_standing
from hozen.faces.cli.view import BOLD, DIM, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.findings.table import NOTHING
from hozen.rules.reserves import ReservePosition
from hozen.workflows.reserve import ReserveAnswer, ReserveReport


def show_reserve(report: ReserveReport, lang: Language, width: int) -> list[Text]:
    """Head, comparison where more than one was asked, the first in full, the gaps, the volumes."""
    view = View(lang, width)
    asked, *beside = report.answers
    return [
        Text(f"{report.source}  {report.day}", BOLD),
        *_about(report, view),
        *(_comparison(report, view) if beside else []),
        *_in_full(asked, view),
        *(line for one in beside if one.gap for line in _gap(one, view)),
        *_volumes(report, view),
    ]


def _about(report: ReserveReport, view: View) -> list[Text]:
    told = [
        (view.say("reserve.year"), f"{report.year.first} – {report.year.last}"),
        (view.say("reserve.held"), str(report.held)),
        (view.say("reserve.crypto"), _or_nothing(report.customer_crypto)),
        (view.say("reserve.cold"), _or_nothing(report.cold_customer_crypto)),
    ]
    return pairs(told, view.width)


def _or_nothing(value: object) -> str:
    return NOTHING if value is None else str(value)


def _comparison(report: ReserveReport, view: View) -> list[Text]:
    heads = [view.say(f"compare.{name}") for name in ("scenario", "level", "after", "addition", "full")]
    rows = [_row(one, view) for one in report.answers]
    table = laid(heads, lambda _: rows, (False, True, True, True, False), view.width)
    firm = by_standing(((one.scenario, one.standing) for one in report.answers), view)
    return [heading(view.say("compare.title")), *table, *firm]


def _row(one: ReserveAnswer, view: View) -> list[str]:
    found = one.position
    if found is None:
        return [one.scenario, NOTHING, NOTHING, NOTHING, view.say("compare.gap")]
    return [
        one.scenario,
        str(found.requirement.level),
        str(found.level_after_credit),
        str(found.addition),
        _full(found, view),
    ]


def _full(found: ReservePosition, view: View) -> str:
    if not found.shortfall:
        return view.say("compare.already")
    return str(found.full_on) if found.full_on else view.say("compare.later")


def _in_full(one: ReserveAnswer, view: View) -> list[Text]:
    title = heading(f"{one.scenario}: {view.pick(one.title, one.title_ja)}")
    who = paragraph(f"{view.say('reserve.who')}: {view.pick(one.who, one.who_ja)}", view.width, 2, DIM)
    if one.position is None:
        return [title, *who, *_why(one, view)]
    return [
        title,
        *who,
        *standing_line(one.position, view),
        *position(one.position, view),
        *insurance(one.credit, view),
    ]


def _gap(one: ReserveAnswer, view: View) -> list[Text]:
    return [heading(f"{one.scenario}: {view.say('compare.gap')}"), *_why(one, view)]


def _why(one: ReserveAnswer, view: View) -> list[Text]:
    """What stands in the way in a sentence of the reader's language, then in full."""
    if one.law_gap:
        lead = paragraph(view.word("reasons", "reserve_no_figures"), view.width)
    else:
        lead = paragraph(view.word("errors", "fact-missing"), view.width) if view.lang == "ja" else []
    return [*lead, *paragraph(view.pick(one.gap, one.gap_ja), view.width, 2, DIM if lead else "")]


def _volumes(report: ReserveReport, view: View) -> list[Text]:
    rows = [
        [
            f"{year.year.first}",
            f"{year.year.last}",
            view.word("cli.product", name),
            str(yen),
            _so_far(year.so_far, view),
        ]
        for year in report.volumes
        for name, yen in year.by_class.items()
    ]
    if not rows:
        return []
    heads = [view.say(f"volume.{name}") for name in ("first", "last", "product", "yen")] + [""]
    table = laid(heads, lambda _: rows, (False, False, False, True, False), view.width)
    return [heading(view.say("volume.title")), *table]


def _so_far(running: bool, view: View) -> str:
    return view.say("volume.so_far") if running else ""
