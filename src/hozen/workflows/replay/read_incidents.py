"""Rows of the incident list become incidents, or are refused."""

from __future__ import annotations

from collections.abc import Iterable

from hozen.values import Yen
from hozen.workflows.replay.errors import IncidentFileError
from hozen.workflows.replay.incident import Confidence, Incident, Kind, Whose
from hozen.workflows.replay.incident_columns import COLUMNS, PAID_BY, UNVERIFIED
from hozen.workflows.strict_csv import Row, rows

MILLION = 1_000_000
_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"


def read_incidents(raw: bytes, file: str) -> tuple[Incident, ...]:
    """Every incident of the file, in its order. IncidentFileError for the first row that is not one."""
    taken: set[str] = set()
    return tuple(_incident(_unique(row, taken)) for row in rows(raw, file, COLUMNS, IncidentFileError))


def _unique(row: Row, taken: set[str]) -> Row:
    for column in ("id", "name", "aliases"):
        words = row.words(column)
        if taken.intersection(words) or (column != "aliases" and len(words) != 1):
            row.refuse(column, "a name that no other incident has")
        taken.update(words)
    return row


def _incident(row: Row) -> Incident:
    _check(row)
    loss_m = row.whole_or_none("yen_m")
    return Incident(
        id=row.filled("id", r"[0-9]{4}-[0-9]{2}-[a-z0-9]+"),
        name=row.filled("name", _NAME + "-[0-9]{4}"),
        aliases=row.words("aliases"),
        day=row.day("day"),
        firm=row.filled("firm"),
        jurisdiction=row.filled("jurisdiction"),
        registered_jp=row.flag("registered_jp"),
        kind=row.member("kind", Kind),
        cause=row.filled("cause", "[a-z0-9_]+"),
        wallet=row.filled("wallet"),
        whose=row.member("whose", Whose),
        assets=row.filled("assets"),
        units=row.text("units"),
        loss_usd_m=row.decimal_or_none("usd_m"),
        loss=None if loss_m is None else Yen(loss_m * MILLION),
        yen_basis=row.choice("yen_basis", ("reported", "converted", "")),
        usd_jpy=row.decimal("usd_jpy"),
        customer_usd_m=row.decimal_or_none("customer_usd_m"),
        own_usd_m=row.decimal_or_none("own_usd_m"),
        customer=_yen(row, "customer_yen"),
        own=_yen(row, "own_yen"),
        customer_basis=row.choice("customer_basis", ("reported", "paid", "made_up", "")),
        custody_usd_m=row.decimal_or_none("custody_usd_m"),
        custody_pct=row.decimal_or_none("custody_pct"),
        paid_by=row.choice("paid_by", PAID_BY),
        outcome=row.text("outcome"),
        outcome_ja=row.text("outcome_ja"),
        recovery_pct=row.decimal_or_none("recovery_pct"),
        recovered_usd_m=row.decimal_or_none("recovered_usd_m"),
        days=row.whole_or_none("days"),
        context=row.text("context"),
        unverified=row.words("unverified", UNVERIFIED),
        unverified_note=row.text("unverified_note"),
        confidence=row.member("confidence", Confidence),
        sources=_sources(row),
    )


def _check(row: Row) -> None:
    """Cells that only make sense together."""
    pairs: Iterable[tuple[str, str]] = (("yen_m", "yen_basis"), ("customer_yen", "customer_basis"))
    for amount, basis in pairs:
        if bool(row.cells[amount]) != bool(row.cells[basis]):
            row.refuse(basis, f"a basis exactly where {amount} is given")
    if row.cells["yen_basis"] == "converted" and not row.cells["usd_m"]:
        row.refuse("usd_m", "the dollars that the yen were converted from")


def _yen(row: Row, column: str) -> Yen | None:
    amount = row.whole_or_none(column)
    return None if amount is None else Yen(amount)


def _sources(row: Row) -> tuple[str, ...]:
    sources = row.words("sources")
    if not sources or not all(one.startswith(("https://", "http://")) for one in sources):
        row.refuse("sources", "one or more addresses separated by one blank")
    return sources
