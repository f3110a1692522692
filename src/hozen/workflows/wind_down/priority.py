"""優先弁済権: whether what customers rank first on covers what the sealed ledger owes them, asset by asset."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.findings import Finding
from hozen.law import Law, LawGap
from hozen.records import Query
from hozen.rules.recovery.estate import EstateLine as Held
from hozen.rules.recovery.jp import customer_priority_findings, estate_split
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.estate import EstateLine, kind_of


def priority(at: At, lines: Sequence[EstateLine]) -> tuple[Finding, ...]:
    """The finding customer-priority of each asset of `lines`; none on a day on which no provision gives the right.

    Owed is what the sealed ledger says, not what was admitted: the right is that of the moment.
    """
    first = at.record().entries[0]
    owed = first.body["owed"]
    sealed = {str(asset): int(units) for asset, units, _ in (owed if isinstance(owed, list) else [])}
    held = [Held(kind_of(one.pool), one.asset, one.units) for one in lines]
    try:
        found = customer_priority_findings(
            Law.load("jp").reading(first.day), estate_split(held, sealed), _decimals(at)
        )
    except LawGap:
        return ()
    return tuple(found)


def _decimals(at: At) -> dict[str, int]:
    rows = at.engine.rows(Query("decimals", "SELECT asset, decimals FROM case_assets ORDER BY asset", ()))
    return {str(asset): whole(places) for asset, places in rows}
