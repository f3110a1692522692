"""A closing as plain tables; enum cells and column names are glossary keys, so that faces can translate them."""

from __future__ import annotations

from hozen.findings import AssetUnits
from hozen.findings.table import Cell, Table
from hozen.workflows.daily_close.closing import Closing

_FINDINGS = "code subject status measure threshold distance standing cure_by immediate breach_since provision evidence"
_ASSETS = (
    "asset owed owed_yen in_flight cold not_cold buffer guarantee_cold guarantee_not_cold price price_source"
)


def finding_table(closing: Closing) -> Table:
    """One row per finding, the worst first."""
    ranked = sorted(closing.findings, key=lambda one: one.status.rank)
    rows = tuple(
        (
            one.code,
            one.subject or None,
            one.status,
            one.measure,
            one.threshold,
            one.distance,
            one.standing.word,
            one.cure_by,
            one.immediate,
            one.breach_since,
            "; ".join(map(str, one.cite)),
            one.evidence or None,
        )
        for one in ranked
    )
    return Table(tuple(_FINDINGS.split()), rows, "findings")


def asset_table(closing: Closing) -> Table:
    """One row per asset, in smallest units and whole yen."""
    names = _ASSETS.split()
    rows: list[tuple[Cell, ...]] = [tuple(getattr(line, name) for name in names) for line in closing.assets]
    return Table(tuple(names), tuple(rows), "assets")


def reserve_table(closing: Closing) -> Table:
    """Where the reserve stands, or why that cannot be told."""
    found = closing.reserve
    if found is None:
        return Table(("scenario", "gap"), ((closing.scenario, closing.reserve_gap),), "reserve")
    row = (
        closing.scenario,
        found.requirement.standing.word,
        found.requirement.level,
        found.insurance_credit,
        found.level_after_credit,
        found.held,
        found.addition,
        found.due,
        found.releasable,
        found.full_on,
    )
    columns = (
        "scenario standing level insurance_credit level_after_credit held addition due releasable full_on"
    )
    return Table(tuple(columns.split()), (row,), "reserve")


def break_table(closing: Closing) -> Table:
    """One row per break."""
    rows = tuple(
        (
            one.asset,
            one.cause,
            AssetUnits(one.asset, one.units, one.decimals),
            one.rows,
            one.opened_on,
            one.age,
            one.cure_by,
            "; ".join(map(str, one.cite)),
        )
        for one in closing.breaks
    )
    return Table(
        ("asset", "cause", "quantity", "rows", "opened", "age", "cure_by", "provision"), rows, "breaks"
    )


def all_tables(closing: Closing) -> tuple[Table, ...]:
    """Findings, assets, reserve, breaks."""
    return (finding_table(closing), asset_table(closing), reserve_table(closing), break_table(closing))
