"""An adequacy run as plain tables; titles, columns and keys are words of `adequacy`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields

from hozen.findings.table import Cell, Table
from hozen.values import Ratio
from hozen.workflows.adequacy.report import (
    AdequacyReport,
    BackAnswer,
    CauseAnswer,
    CoverAnswer,
    CoverCounted,
    CoverRefused,
    Interval,
)
from hozen.workflows.adequacy.terms_file import Terms


def answer_table(report: AdequacyReport) -> Table:
    """The reserve needed and what the reserve held does, by way."""
    columns = ("way", "needed", "whole", "shortfall", "var", "tvar")
    rows = ((one.way, one.needed, one.whole, one.shortfall, one.var, one.tvar) for one in report.answers)
    return Table(columns, tuple(rows), "answers")


def all_tables(report: AdequacyReport) -> tuple[Table, ...]:
    """Everything, the answer first; empty tables left out."""
    found = (
        firm_table(report),
        answer_table(report),
        listed(CauseAnswer, report.causes, "causes"),
        listed(CoverCounted, report.counted, "counted"),
        listed(CoverRefused, report.refused, "refused"),
        listed(CoverAnswer, report.covers, "covers"),
        listed(BackAnswer, report.reinstated, "reinstated"),
        listed(Interval, report.intervals, "intervals"),
        _path(report),
        _end(report),
        terms_table(report.terms),
    )
    return tuple(table for table in found if table.rows)


def firm_table(report: AdequacyReport) -> Table:
    """What the model was asked about."""
    rows: tuple[tuple[Cell, ...], ...] = (
        ("source", report.source),
        ("cap", report.custody),
        ("reserve", report.reserve),
        ("capital", report.capital),
        ("level", report.level),
        ("events", f"{report.events} / {report.firm_years}"),
        ("seed", str(report.seed)),
    )
    return Table(("fact", "value"), rows, "firm")


def listed(kind: type, rows: Iterable[object], title: str) -> Table:
    """One row per item, one column per field."""
    names = tuple(one.name for one in fields(kind))
    return Table(names, tuple(tuple(getattr(row, name) for name in names) for row in rows), title)


def terms_table(terms: Terms) -> Table:
    """Each term with whose assumption it is."""
    rows = tuple((one.key, one.value, one.by) for one in terms.terms)
    return Table(("term", "set_to", "by"), rows, "terms")


def _path(report: AdequacyReport) -> Table:
    rows: Sequence[tuple[Cell, ...]] = [
        (one.year, one.whole_at_once, one.reserve) for one in report.path.years
    ]
    return Table(("year", "whole_at_once", "reserve"), tuple(rows), "path")


def _end(report: AdequacyReport) -> Table:
    path = report.path
    rows: tuple[tuple[str, Cell], ...] = (
        ("futures", path.futures),
        ("target", path.target),
        ("yearly", path.yearly),
        ("whole_in_the_end", Ratio(path.whole_in_the_end.value)),
        ("waited", path.waited),
        ("never_paid", path.never_paid),
        ("needed_at_once", path.needed_at_once),
    )
    return Table(("fact", "value"), rows, "path_end")
