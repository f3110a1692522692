"""支払の状態: a fold over batches and results, in the engine; no object for a customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hozen.books import CaseEntry
from hozen.records import Query
from hozen.workflows.case_folder import CaseFile, unchanged
from hozen.workflows.compensation.payment_rows import PAYEE
from hozen.workflows.compensation.plans import Plan, plans_of
from hozen.workflows.compensation.working import Desk

BATCH, RESULTS, PAYEES = "batch", "results", "payees"
STATES = ("planned", "approved", "unclaimed", "sent", "retried", "failed", "paid", "void")
MADE = ("sent", "retried", "paid")
"""What counts as money that a customer has, as long as nobody says that it failed."""


@dataclass(frozen=True, slots=True)
class StateTotal:
    """状態別の合計: payments of one asset in one state."""

    state: str
    asset: str
    payments: int
    amount: int


def lay_states(desk: Desk) -> None:
    """Name the view `states`: every payment of every plan that counts, with its state, attempts, newest batch and payee.

    A plan counts once it is approved, and while it is the newest. Of an outdated plan, what was not sent or came back is
    void. Payees that were accepted later, and approved, take the place of the plan's. CaseFileRefused for a file that is
    not what the books say.
    """
    engine = desk.engine
    engine.view("plans", _union([_of_plan(desk, one) for one in _counting(desk)], _NO_PLAN))
    engine.view("events", _union(_events(desk), _NO_EVENT))
    engine.view("accepted", _union(_accepted(desk), _NO_PAYEE))
    engine.view("states", _STATES)


def state_totals(desk: Desk) -> tuple[StateTotal, ...]:
    """Bounded: one line a state and asset, in the order of STATES. Needs `lay_states`."""
    query = Query(
        "state totals",
        "SELECT state, asset, count(*) AS payments, CAST(sum(amount) AS DECIMAL(38,0)) AS amount"
        " FROM states GROUP BY state, asset ORDER BY state, asset",
        (),
    )
    rows: Any = desk.engine.rows(query)
    found = (StateTotal(*row) for row in rows)
    return tuple(sorted(found, key=lambda one: (STATES.index(one.state), one.asset)))


def by_plan(desk: Desk, what: str, counts: str) -> list[list[int]]:
    """[plan, counts…] over the rows of `what`, which name payments. Needs `lay_states`."""
    query = Query(
        "by plan",
        f"SELECT s.plan, {counts} FROM {what} t JOIN states s ON t.payment_id = s.payment_id"
        " GROUP BY s.plan ORDER BY s.plan",
        (),
    )
    rows: Any = desk.engine.rows(query)
    return [[int(one) for one in row] for row in rows]


def file_of(entry: CaseEntry, name: str = "file") -> CaseFile:
    """The file that an entry names."""
    told: Any = entry.body[name]
    return CaseFile(told["name"], told["sha256"], told["rows"])


def _counting(desk: Desk) -> list[Plan]:
    plans = plans_of(desk.record, desk.state)
    return [one for one in plans if one.approved or (one is plans[-1] and not one.outdated)]


def _of_plan(desk: Desk, plan: Plan) -> str:
    scan = desk.engine.scan([unchanged(desk.folder, plan.payments)], "parquet", {})
    approved, outdated = ("true" if one else "false" for one in (plan.approved, plan.outdated))
    return f"SELECT {plan.number} AS plan, {approved} AS approved, {outdated} AS outdated, * FROM {scan}"


def _events(desk: Desk) -> list[str]:
    found = []
    for entry in desk.record.of(BATCH):
        scan = desk.engine.scan([unchanged(desk.folder, file_of(entry))], "parquet", {})
        number = entry.body["number"]
        found.append(f"SELECT {entry.seq} AS seq, payment_id, 'sent' AS event, {number} AS batch FROM {scan}")
    for entry in desk.record.of(RESULTS):
        scan = desk.engine.scan([unchanged(desk.folder, file_of(entry))], "parquet", {})
        found.append(f"SELECT {entry.seq} AS seq, payment_id, outcome AS event, 0 AS batch FROM {scan}")
    return found


def _accepted(desk: Desk) -> list[str]:
    found = []
    for entry in desk.record.of(PAYEES):
        if entry.approved_by:
            scan = desk.engine.scan([unchanged(desk.folder, file_of(entry))], "parquet", {})
            found.append(f"SELECT {entry.seq} AS seq, * FROM {scan}")
    return found


def _union(parts: list[str], nothing: str) -> str:
    return " UNION ALL ".join(parts) or nothing


_TEXTS = ", ".join(f"CAST('' AS VARCHAR) AS {name}" for name in (*PAYEE, "payee"))
_NO_PLAN = (
    "SELECT 0 AS plan, false AS approved, false AS outdated, CAST('' AS VARCHAR) AS payment_id,"
    " CAST('' AS VARCHAR) AS customer_id, CAST('' AS VARCHAR) AS asset, CAST(0 AS DECIMAL(38,0)) AS amount,"
    f" {_TEXTS} WHERE false"
)
_NO_EVENT = (
    "SELECT 0 AS seq, CAST('' AS VARCHAR) AS payment_id, CAST('' AS VARCHAR) AS event, 0 AS batch WHERE false"
)
_NO_PAYEE = f"SELECT 0 AS seq, CAST('' AS VARCHAR) AS payment_id, {_TEXTS} WHERE false"
_NEWEST = ", ".join(f"arg_max({name}, seq) AS {name}" for name in (*PAYEE, "payee"))
_KNOWN = ", ".join(f"coalesce(a.{name}, p.{name}) AS {name}" for name in (*PAYEE, "payee"))
_STATES = f"""
    SELECT p.plan, p.payment_id, p.customer_id, p.asset, p.amount, coalesce(e.attempts, 0) AS attempts,
           coalesce(e.batch, 0) AS batch, {_KNOWN},
           CASE WHEN NOT p.approved THEN 'planned'
                WHEN p.outdated AND (e.newest IS NULL OR e.newest = 'failed') THEN 'void'
                WHEN e.newest IN ('paid', 'failed') THEN e.newest
                WHEN e.attempts > 1 THEN 'retried'
                WHEN e.attempts = 1 THEN 'sent'
                WHEN coalesce(a.payee, p.payee) = '' THEN 'unclaimed'
                ELSE 'approved' END AS state
    FROM plans p
    LEFT JOIN (SELECT payment_id, arg_max(event, seq) AS newest, count(*) FILTER (event = 'sent') AS attempts,
                      max(batch) AS batch
               FROM events GROUP BY payment_id) e ON p.payment_id = e.payment_id
    LEFT JOIN (SELECT payment_id, {_NEWEST} FROM accepted GROUP BY payment_id) a ON p.payment_id = a.payment_id
"""
