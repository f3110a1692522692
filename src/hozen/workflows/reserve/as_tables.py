"""A reserve report as plain tables; column names are glossary keys, so that faces can translate them."""

from __future__ import annotations

from hozen.findings.table import Cell, Table
from hozen.workflows.reserve.report import ReserveAnswer, ReserveReport

_COLUMNS = (
    "scenario standing yearly_addition level insurance_credit level_after_credit held addition due "
    "releasable full_on"
)


def scenario_table(report: ReserveReport) -> Table:
    """One row per scenario; without a position only its name stands, and the note says why."""
    rows = tuple(_row(one, report) for one in report.answers)
    notes = tuple(f"{one.scenario}: {one.gap}" for one in report.answers if one.gap)
    return Table(tuple(_COLUMNS.split()), rows, "reserve", notes)


def _row(one: ReserveAnswer, report: ReserveReport) -> tuple[Cell, ...]:
    found = one.position
    if found is None:
        return (one.scenario, None, None, None, None, None, report.held, None, None, None, None)
    needed = found.requirement
    return (
        one.scenario,
        needed.standing.word,
        needed.yearly_addition,
        needed.level,
        found.insurance_credit,
        found.level_after_credit,
        found.held,
        found.addition,
        found.due,
        found.releasable,
        found.full_on,
    )


def path_table(report: ReserveReport) -> Table:
    """One row per scenario and year: what is added and held at today's volumes."""
    rows: list[tuple[Cell, ...]] = [
        (one.scenario, year.ends, year.held_before, year.addition, year.held_after)
        for one in report.answers
        if one.position
        for year in one.position.path
    ]
    return Table(
        ("scenario", "year_ends", "held_before", "addition", "held_after"), tuple(rows), "reserve_path"
    )


def volume_table(report: ReserveReport) -> Table:
    """One row per business year and class."""
    rows: list[tuple[Cell, ...]] = [
        (year.year.first, year.year.last, name, yen, year.so_far)
        for year in report.volumes
        for name, yen in year.by_class.items()
    ]
    return Table(("year_begins", "year_ends", "product", "volume", "so_far"), tuple(rows), "volumes")


def all_tables(report: ReserveReport) -> tuple[Table, ...]:
    """The scenarios first, then their paths and the volumes below them; empty tables are left out."""
    tables = (scenario_table(report), path_table(report), volume_table(report))
    return tuple(table for table in tables if table.rows)
