"""A replay as plain tables; enum cells and column names are glossary keys, so that faces can translate them."""

from __future__ import annotations

from hozen.findings.table import Cell, Table
from hozen.workflows.replay.facts_table import facts_table
from hozen.workflows.replay.report import IncidentReplay, ReplayReport


def payout_table(report: ReplayReport) -> Table:
    """One row per incident and reserve."""
    columns = [
        "incident",
        "day",
        "firm",
        "kind",
        "loss",
        "customers_part",
        "bound",
        "reserve",
        "covered",
        "share_covered",
        "left",
    ]
    rows = [
        (*_lead(one), paid.reserve, paid.covered, paid.share, paid.left)
        for one in report.replayed
        for paid in one.payouts
    ]
    return Table(tuple(columns), tuple(rows), "replay_payouts")


def overview_table(report: ReplayReport) -> Table:
    """One row per incident, one column per reserve: the share of the customers' part that it covers."""
    columns = (
        *["incident", "day", "firm", "kind", "loss", "customers_part", "bound"],
        *map(str, report.reserves),
    )
    rows = [(*_lead(one), *(paid.share for paid in one.payouts)) for one in report.replayed]
    return Table(columns, tuple(rows), "replay_overview")


def group_table(report: ReplayReport) -> Table:
    """One row per group and reserve."""
    columns = ["group", "reserve", "firms", "paid_in_full", "losses", "covered", "share_covered", "left"]
    rows = [
        (group.key, pool.reserve, pool.firms, pool.in_full, pool.loss, pool.covered, pool.share, pool.left)
        for group in report.groups
        for pool in group.payouts
    ]
    return Table(tuple(columns), tuple(rows), "replay_groups")


def scenario_table(report: ReplayReport) -> Table:
    """One row per incident and scenario: what it requires, or why it does not answer."""
    columns = "incident scenario standing yearly_addition level bound covered_if_full share_covered reason"
    rows: list[tuple[Cell, ...]] = []
    for one in report.replayed:
        for answer in one.scenarios:
            needed, paid = answer.requirement, answer.if_full
            rows.append(
                (
                    one.incident.name,
                    answer.scenario,
                    answer.standing,
                    needed.yearly_addition if needed else None,
                    needed.level if needed else None,
                    answer.bound if needed else None,
                    paid.covered if paid else None,
                    paid.share if paid else None,
                    answer.reason or None,
                )
            )
    return Table(tuple(columns.split()), tuple(rows), "replay_scenarios")


def open_table(report: ReplayReport) -> Table:
    """What is not known, by incident; and which incidents were not replayed, and why."""
    rows: list[tuple[Cell, ...]] = [
        (one.incident.name, None, " ".join(one.not_known), " ".join(one.incident.unverified) or None)
        for one in report.replayed
    ]
    rows += [
        (one.incident.name, one.reason, " ".join(one.not_known), " ".join(one.incident.unverified) or None)
        for one in report.not_replayed
    ]
    columns = ("incident", "not_replayed", "not_known", "unverified")
    return Table(columns, tuple(rows), "replay_open")


def note_table(report: ReplayReport) -> Table:
    """What the replay does not show, with sources; notes of one incident name it."""
    rows: list[tuple[Cell, ...]] = [
        (one.incident.name, note.key, " ".join(note.sources) or None)
        for one in report.replayed
        for note in one.notes
    ]
    rows += [(None, note.key, "; ".join(note.sources) or None) for note in report.notes]
    return Table(("incident", "note", "sources"), tuple(rows), "replay_notes")


def all_tables(report: ReplayReport) -> tuple[Table, ...]:
    """Everything, the answer first. Facts of single incidents only where few were asked for."""
    lead: tuple[Table, ...]
    several = len(report.replayed) + len(report.not_replayed) > 1
    if several:
        lead = (group_table(report), overview_table(report))
    else:
        told = [facts_table(one) for one in report.replayed] + [
            facts_table(one) for one in report.not_replayed
        ]
        lead = (*told, payout_table(report))
    tables = (*lead, scenario_table(report), open_table(report), note_table(report))
    return tuple(table for table in tables if table.rows)


def _lead(one: IncidentReplay) -> tuple[Cell, ...]:
    told = one.incident
    return (told.name, told.day, told.firm, told.kind, told.loss, one.part.yen, one.part.bound)
