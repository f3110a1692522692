"""What customers already have by earlier plans, and that a new plan fits what was paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hozen.records import Query
from hozen.workflows.case_folder import unchanged
from hozen.workflows.compensation.answer import Compensation
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.plans import Overpaid, Plan, plans_of
from hozen.workflows.compensation.states import MADE, lay_states
from hozen.workflows.compensation.working import Desk

Counted = Mapping[str, tuple[int, int]]
"""Units and yen that a new plan counts as had, by asset."""


def lay_earlier(desk: Desk) -> str:
    """FROM expression: (customer_id, asset, coin, yen) that customers have or will get by approved plans.

    Of a plan that stands all of it; of an outdated one what was sent and did not come back.
    """
    lay_states(desk)
    parts = [_of_plan(desk, one) for one in _approved(desk)]
    return (
        "(SELECT customer_id, asset, CAST(sum(coin) AS DECIMAL(38,0)) AS coin, CAST(sum(yen) AS DECIMAL(38,0)) AS yen"
        f" FROM ({' UNION ALL '.join(parts) or _NOTHING}) AS had GROUP BY customer_id, asset)"
    )


def overpaid(desk: Desk, earlier: str, counted: Counted) -> tuple[Overpaid, ...]:
    """What stands in `earlier` and was not counted, by asset."""
    query = Query(
        "had",
        f"SELECT asset, CAST(sum(coin) AS DECIMAL(38,0)) AS coin, CAST(sum(yen) AS DECIMAL(38,0)) AS yen"
        f" FROM {earlier} AS had GROUP BY asset ORDER BY asset",
        (),
    )
    rows: Any = desk.engine.rows(query)
    found = []
    for asset, coin, yen in rows:
        coins_due, yen_due = counted.get(asset, (0, 0))
        found.append(Overpaid(asset, int(coin) - coins_due, int(yen) - yen_due))
    return tuple(one for one in found if one.coin or one.yen)


def same_method(desk: Desk, found: Compensation) -> None:
    """Raises CompensationRefused when an approved plan paid an asset in coin that is now paid in yen, or otherwise.

    Two methods for one asset would compensate one loss twice.
    """
    now = {one.due.asset: str(found.terms.of(one.due.asset).coin.value) for one in found.payments}
    for plan in _approved(desk):
        if plan.outdated and not _went_out(desk, plan):
            continue
        terms: Any = plan.entry.body["terms"]
        for asset, method in now.items():
            before = terms["methods"].get(asset, terms["method"])
            if before != method:
                raise CompensationRefused(
                    "an earlier plan pays this asset by another method",
                    where=f"case {desk.case}, {asset}",
                    found=f"the part in coin is {method}",
                    expected=f"{before}, as in plan {plan.number}",
                    try_next=f"--method {asset}={before}",
                )


def _approved(desk: Desk) -> list[Plan]:
    return [one for one in plans_of(desk.record, desk.state) if one.approved]


def _went_out(desk: Desk, plan: Plan) -> bool:
    (one,) = (each for each in desk.state.plans if each.seq == plan.entry.seq)
    return one.sent > one.failed


def _of_plan(desk: Desk, plan: Plan) -> str:
    lines = desk.engine.scan([unchanged(desk.folder, plan.lines)], "parquet", {})
    if not plan.outdated:
        return f"SELECT customer_id, asset, coin, yen FROM {lines}"
    made = ", ".join(f"'{one}'" for one in MADE)
    out = f"(SELECT customer_id, asset FROM states WHERE plan = {plan.number} AND state IN ({made}))"
    return (
        "SELECT l.customer_id, l.asset, CASE WHEN c.asset IS NULL THEN 0 ELSE l.coin END AS coin,"
        f" CASE WHEN y.asset IS NULL THEN 0 ELSE l.yen END AS yen FROM {lines} l"
        f" LEFT JOIN {out} c ON l.customer_id = c.customer_id AND l.asset = c.asset"
        f" LEFT JOIN {out} y ON l.customer_id = y.customer_id AND y.asset = 'JPY'"
    )


_NOTHING = (
    "SELECT CAST('' AS VARCHAR) AS customer_id, CAST('' AS VARCHAR) AS asset, CAST(0 AS DECIMAL(38,0)) AS coin,"
    " CAST(0 AS DECIMAL(38,0)) AS yen WHERE false"
)
