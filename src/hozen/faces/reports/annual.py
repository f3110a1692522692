"""年間取引報告書: one customer's annual transaction report as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hozen.faces.reports.pdf import Block, Document, Grid, Heading, Pairs, Text
from hozen.faces.words import Language, say
from hozen.values import Units
from hozen.workflows.tax_year.columns import IN_BTC, IN_YEN, MARGIN, MARGIN_NET, SPOT
from hozen.workflows.tax_year.reading import Change, CustomerReport, Line

_BAND = 3  # assets side by side
_RARE = frozenset(
    name
    for name in (*SPOT, MARGIN_NET)
    if "_btc" in name or name in ("lent_units", "returned_units", "lending_units", MARGIN_NET)
)
_NOTES = ("identity", "yen", "grant", "rare")


@dataclass(frozen=True, slots=True)
class AnnualHead:
    """報告書の共通事項: what every report of a year says alike. `days`: issue → the day on its papers; 0 is a draft."""

    firm: str
    year: int
    days: Mapping[int, date]
    decimals: Mapping[str, int]
    lang: Language
    draft: bool = False


def annual_report(head: AnnualHead, report: CustomerReport) -> Document:
    """The report as it is sent: the form's items down, assets across."""
    title = "title_corrected" if report.number > 1 else "title"
    day = head.days[report.issue]
    return Document(
        _say(head, title, year=head.year),
        [
            *([Text(_say(head, "draft"))] if head.draft else []),
            Pairs(_who(head, report, day)),
            Text(_say(head, "notes.income")),  # on the first page: it says what none of the figures is
            *_corrected(head, report),
            Heading(_say(head, "spot")),
            *_spot(head, report.lines),
            Heading(_say(head, "margin")),
            *_margin(head, report.lines),
            *(Text(_say(head, f"notes.{name}"), small=True) for name in _NOTES),
        ],
        head.lang,
        day,
        f"{head.year} / {report.customer} / {report.number}{_foot(head)}",
    )


def figure(name: str, asset: str, units: int, decimals: Mapping[str, int]) -> str:
    """A figure as it is read: yen in whole yen, BTC paid in BTC, all else in coins of the asset."""
    if not units:
        return "0"
    if name in IN_YEN:
        return f"{units:,}"
    return Units(units).coins(decimals["BTC" if name in IN_BTC else asset])


def _foot(head: AnnualHead) -> str:
    """Every page of a draft says that it is one."""
    return f" / {_say(head, 'draft_foot')}" if head.draft else ""


def _say(head: AnnualHead, key: str, **values: object) -> str:
    return say(f"tax_year.{key}", head.lang, **values)


def _who(head: AnnualHead, report: CustomerReport, day: date) -> list[tuple[str, str]]:
    return [
        (_say(head, "who.customer"), report.customer),
        (_say(head, "who.firm"), head.firm),
        (_say(head, "who.period"), _say(head, "period_text", year=head.year)),
        (_say(head, "who.number"), _say(head, "number_text", number=report.number)),
        (_say(head, "who.day"), str(day)),
    ]


def _corrected(head: AnnualHead, report: CustomerReport) -> list[Block]:
    if report.number < 2:
        return []
    heads = [_say(head, name) for name in ("asset", "item", "was", "now")]
    rows = [_change(head, one) for one in report.changes]
    return [
        Heading(_say(head, "corrected")),
        Text(_say(head, "corrected_text", before=report.number - 1)),
        Grid(heads, rows, (False, False, True, True)),
    ]


def _change(head: AnnualHead, one: Change) -> list[str]:
    name = _say(head, f"column.{one.item}")
    was, now = (figure(one.item, one.asset, units, head.decimals) for units in (one.was, one.now))
    return [one.asset, name, was, now]


def _spot(head: AnnualHead, lines: Sequence[Line]) -> list[Block]:
    shown = [one for one in lines if any(one.figures[name] for name in SPOT)]
    if not shown:
        return [Text(_say(head, "no_spot"))]
    return [_table(head, band, _items(band)) for band in _bands(shown)]


def _items(band: Sequence[Line]) -> tuple[str, ...]:
    """The form's items; those of few customers (BTC, lending, the yen's margin results) where one of the band has any."""
    every = (*SPOT[:-1], MARGIN_NET, SPOT[-1])
    return tuple(name for name in every if name not in _RARE or any(one.figures[name] for one in band))


def _margin(head: AnnualHead, lines: Sequence[Line]) -> list[Block]:
    shown = [one for one in lines if any(one.figures[name] for name in MARGIN)]
    if not shown:
        return [Text(_say(head, "no_margin"))]
    return [_table(head, band, MARGIN) for band in _bands(shown)]


def _bands(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    for first in range(0, len(lines), _BAND):
        yield lines[first : first + _BAND]


def _table(head: AnnualHead, band: Sequence[Line], items: Sequence[str]) -> Grid:
    rows = [[_say(head, f"column.{name}"), *_row(head, band, name)] for name in items]
    return Grid([_say(head, "item"), *(one.asset for one in band)], rows, (False, *([True] * len(band))))


def _row(head: AnnualHead, band: Sequence[Line], name: str) -> list[str]:
    return [figure(name, one.asset, one.figures[name], head.decimals) for one in band]
