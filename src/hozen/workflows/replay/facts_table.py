"""One incident's facts, one a row."""

from __future__ import annotations

from decimal import Decimal

from hozen.findings.table import Cell, Table
from hozen.workflows.replay.report import IncidentReplay, NotReplayed


def facts_table(one: IncidentReplay | NotReplayed) -> Table:
    """Fact and value, missing ones left out: they are listed among what is not known."""
    told = one.incident
    part: list[tuple[str, Cell]] = []
    if isinstance(one, IncidentReplay):
        part = [("customers_part", one.part.yen), ("bound", one.part.bound), ("part_basis", one.part.basis)]
        part += [(f"{size.measure}_{size.period}", f"{size.value_m} {size.currency}m") for size in one.sizes]
    rows: list[tuple[str, Cell]] = [
        ("incident", told.name),
        ("day", told.day),
        ("firm", told.firm),
        ("jurisdiction", told.jurisdiction),
        ("kind", told.kind),
        ("cause", told.cause),
        ("wallet", told.wallet),
        ("units", told.units or told.assets),
        ("loss", told.loss),
        ("yen_basis", told.yen_basis or None),
        ("loss_usd_m", _text(told.loss_usd_m)),
        ("usd_jpy", _text(told.usd_jpy)),
        *part,
        ("own_part", told.own),
        ("paid_by", told.paid_by),
        ("outcome", told.outcome or None),
        ("days_to_compensation", told.days),
        ("recovery_pct", _text(told.recovery_pct)),
        ("recovered_usd_m", _text(told.recovered_usd_m)),
        ("context", told.context or None),
        ("unverified", told.unverified_note or " ".join(told.unverified) or None),
        ("confidence", told.confidence),
        ("sources", " ".join(told.sources)),
    ]
    known = tuple((name, value) for name, value in rows if value is not None)
    return Table(("fact", "value"), known, "replay_facts")


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else str(figure)
