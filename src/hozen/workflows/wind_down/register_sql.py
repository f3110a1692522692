"""債権者表: the state of every claim, folded in the engine out of what was sealed, filed and decided."""

from __future__ import annotations

_NONE = "CAST(0 AS DECIMAL(38,0))"

EMPTY = {
    "filings": {
        "batch": "BIGINT",
        "customer_id": "STRING",
        "asset": "STRING",
        "units": "DECIMAL(38,0)",
        "filed_on": "DATE",
        "reference": "STRING",
        "priority": "STRING",
    },
    "events": {
        "batch": "BIGINT",
        "event_id": "STRING",
        "event": "STRING",
        "customer_id": "STRING",
        "asset": "STRING",
        "units": "DECIMAL(38,0)",
        "disputed_units": "DECIMAL(38,0)",
        "holder": "STRING",
        "to": "STRING",
        "reason": "STRING",
        "on_day": "DATE",
        "priority": "STRING",
    },
    "payees": {
        "batch": "BIGINT",
        "payee_id": "STRING",
        "asset": "STRING",
        "destination": "STRING",
        "name": "STRING",
        "identity": "STRING",
    },
    "results": {
        "batch": "BIGINT",
        "payment": "STRING",
        "attempt": "BIGINT",
        "result": "STRING",
        "on_day": "DATE",
        "reference": "STRING",
    },
    "forks": {
        "batch": "BIGINT",
        "child": "STRING",
        "name": "STRING",
        "decimals": "BIGINT",
        "parent": "STRING",
        "ratio": "STRING",
        "on_day": "DATE",
        "choice": "STRING",
        "price": "STRING",
        "source": "STRING",
    },
    "payments": {
        "round": "BIGINT",
        "payment": "STRING",
        "customer_id": "STRING",
        "holder": "STRING",
        "asset": "STRING",
        "units": "DECIMAL(38,0)",
    },
    "sent": {
        "round": "BIGINT",
        "attempt": "BIGINT",
        "payment": "STRING",
        "customer_id": "STRING",
        "holder": "STRING",
        "asset": "STRING",
        "units": "DECIMAL(38,0)",
        "destination": "STRING",
        "name": "STRING",
        "hold": "STRING",
    },
    "shares": {
        "round": "BIGINT",
        "customer_id": "STRING",
        "asset": "STRING",
        "priority": "STRING",
        "claim_units": "DECIMAL(38,0)",
        "due_units": "DECIMAL(38,0)",
        "before_units": "DECIMAL(38,0)",
        "pay_units": "DECIMAL(38,0)",
        "reserve_units": "DECIMAL(38,0)",
        "deferred_units": "DECIMAL(38,0)",
    },
}


def empty_select(name: str) -> str:
    """A view without rows, of the columns that such files have."""
    cells = ", ".join(f"CAST(NULL AS {kind}) AS `{column}`" for column, kind in EMPTY[name].items())
    return f"SELECT {cells} WHERE 1 = 0"


def files_select(name: str, read: str) -> str:
    """The same columns out of files."""
    return "SELECT " + ", ".join(f"`{column}`" for column in EMPTY[name]) + f" FROM {read}"


EMPTY["reversals_waiting"] = EMPTY["results"]

REGISTER_VIEWS = {
    # The newest filing of a claim, and the newest decision, each with its file's number.
    "newest_filing": """
        SELECT customer_id, asset, units, filed_on, priority, batch FROM (
            SELECT *, row_number() OVER (PARTITION BY customer_id, asset ORDER BY batch DESC) AS n FROM filings
        ) AS each_filing WHERE n = 1
    """,
    "newest_decision": f"""
        SELECT customer_id, asset, event, coalesce(units, {_NONE}) AS units,
               CASE WHEN event = 'disputed' THEN coalesce(disputed_units, {_NONE}) ELSE {_NONE} END AS disputed_units,
               reason, batch FROM (
            SELECT *, row_number() OVER (PARTITION BY customer_id, asset ORDER BY batch DESC, event_id DESC) AS n
            FROM events WHERE event IN ('admitted', 'disputed', 'rejected')
        ) AS each_decision WHERE n = 1
    """,
    "newest_class": """
        SELECT customer_id, asset, priority FROM (
            SELECT *, row_number() OVER (PARTITION BY customer_id, asset ORDER BY batch DESC, event_id DESC) AS n
            FROM events WHERE event IN ('admitted', 'disputed', 'classed') AND priority IS NOT NULL
        ) AS each_class WHERE n = 1
    """,
    "set_off_sums": """
        SELECT customer_id, asset, CAST(sum(units) AS DECIMAL(38,0)) AS units
        FROM events WHERE event = 'set_off' GROUP BY customer_id, asset
    """,
    "moved": f"""
        SELECT customer_id, asset, holder, CAST(sum(units) AS DECIMAL(38,0)) AS units FROM (
            SELECT customer_id, asset, coalesce(holder, customer_id) AS holder, -units AS units
            FROM events WHERE event = 'transferred'
            UNION ALL
            SELECT customer_id, asset, `to`, units FROM events WHERE event = 'transferred'
        ) AS each_move GROUP BY customer_id, asset, holder HAVING sum(units) <> {_NONE}
    """,
    # One row per customer and asset: everything that was ever claimed, owed or decided.
    "named_claims": """
        SELECT customer_id, asset FROM sealed_ledger
        UNION SELECT customer_id, asset FROM newest_filing
        UNION SELECT customer_id, asset FROM newest_decision
    """,
    "claim_states": f"""
        SELECT c.customer_id, c.asset,
               coalesce(l.units, {_NONE}) AS ledger_units,
               f.units AS filed_units, f.filed_on,
               CASE WHEN d.event = 'rejected' THEN {_NONE} ELSE coalesce(d.units, {_NONE}) END AS admitted_units,
               CASE WHEN d.event IS NULL THEN coalesce(f.units, {_NONE})
                    WHEN d.event = 'disputed' THEN d.disputed_units ELSE {_NONE} END AS disputed_units,
               coalesce(s.units, {_NONE}) AS set_off_units,
               CASE WHEN d.event IS NULL AND f.units IS NULL
                    THEN coalesce(l.units, {_NONE}) ELSE {_NONE} END AS unclaimed_units,
               d.event AS decision, d.batch AS decided_in,
               -- What a creditor says of his own class counts for what is kept back, until a person decides.
               coalesce(k.priority, CASE WHEN d.event IS NULL THEN f.priority END, '') AS priority
        FROM named_claims c
        LEFT JOIN sealed_ledger l ON l.customer_id = c.customer_id AND l.asset = c.asset
        LEFT JOIN newest_filing f ON f.customer_id = c.customer_id AND f.asset = c.asset
        LEFT JOIN newest_decision d ON d.customer_id = c.customer_id AND d.asset = c.asset
        LEFT JOIN set_off_sums s ON s.customer_id = c.customer_id AND s.asset = c.asset
        LEFT JOIN newest_class k ON k.customer_id = c.customer_id AND k.asset = c.asset
    """,
    "assigned": f"""
        SELECT customer_id, asset, CAST(sum(units) AS DECIMAL(38,0)) AS units FROM moved
        WHERE holder <> customer_id AND units > {_NONE} GROUP BY customer_id, asset
    """,
    # To let money go needs two people: a release counts once somebody else has confirmed its file, and so does a link undone.
    "releases": """
        SELECT * FROM events e WHERE event IN ('released', 'unlinked')
        AND EXISTS (SELECT 1 FROM confirmed c WHERE c.batch = e.batch)
    """,
    # Earlier accounts of the same person come first: the group is named for the least of the accounts it links.
    "open_links": """
        SELECT one, other FROM (
            SELECT least(customer_id, `to`) AS one, greatest(customer_id, `to`) AS other, event,
                   row_number() OVER (PARTITION BY least(customer_id, `to`), greatest(customer_id, `to`)
                                      ORDER BY batch DESC, event_id DESC) AS n
            FROM (
                SELECT * FROM events WHERE event = 'linked' UNION ALL SELECT * FROM releases WHERE event = 'unlinked'
            ) AS each_word
        ) AS each_link WHERE n = 1 AND event = 'linked'
    """,
    "holds": """
        SELECT customer_id FROM (
            SELECT customer_id, event,
                   row_number() OVER (PARTITION BY customer_id ORDER BY batch DESC, event_id DESC) AS n
            FROM (
                SELECT * FROM events WHERE event = 'held' UNION ALL SELECT * FROM releases WHERE event = 'released'
            ) AS each_word
        ) AS each_hold WHERE n = 1 AND event = 'held'
    """,
    "payees_now": """
        SELECT payee_id, asset, destination, name, identity, batch FROM (
            SELECT *, row_number() OVER (PARTITION BY payee_id, asset ORDER BY batch DESC) AS n FROM payees
        ) AS each_payee WHERE n = 1
    """,
    "forks_now": """
        SELECT child, name, decimals, parent, ratio, on_day, choice, price, source FROM (
            SELECT *, row_number() OVER (PARTITION BY child ORDER BY batch DESC) AS n FROM forks
        ) AS each_fork WHERE n = 1
    """,
    # What the book had, and what came of it since.
    "case_assets": """
        SELECT asset, name, decimals FROM sealed_assets UNION ALL SELECT child, name, decimals FROM forks_now
    """,
    "newest_sending": """
        SELECT payment, hold, attempt FROM (
            SELECT *, row_number() OVER (PARTITION BY payment ORDER BY attempt DESC) AS n FROM sent
        ) AS each_sending WHERE n = 1
    """,
    # Each time that a payment went out. A result is of one of them: of the only one there was, where it does not say.
    "ever_sent": """
        SELECT payment, min(attempt) AS first, max(attempt) AS newest, count(*) AS times
        FROM sent WHERE hold = '' GROUP BY payment
    """,
    "newest_result": """
        SELECT payment, attempt, result, on_day, batch FROM (
            SELECT r.payment, coalesce(r.attempt, e.first) AS attempt, r.result, r.on_day, r.batch,
                   row_number() OVER (PARTITION BY r.payment, coalesce(r.attempt, e.first) ORDER BY r.batch DESC) AS n
            FROM results r JOIN ever_sent e ON e.payment = r.payment
        ) AS each_result WHERE n = 1
    """,
    "last_word": """
        SELECT e.payment, r.result, r.on_day FROM ever_sent e
        LEFT JOIN newest_result r ON r.payment = e.payment AND r.attempt = e.newest
    """,
    "on_its_way": "SELECT payment FROM last_word WHERE result IS NULL OR result = 'paid'",
    "payment_states": """
        SELECT p.round, p.payment, p.customer_id, p.holder, p.asset, p.units,
               CASE WHEN r.result = 'paid' THEN 'paid'
                    WHEN w.payment IS NOT NULL THEN 'sent'
                    WHEN s.hold = 'no_payee' THEN 'unclaimed'
                    WHEN s.hold <> '' THEN 'on_hold'
                    WHEN s.payment IS NOT NULL THEN 'failed' ELSE 'approved' END AS state,
               coalesce(s.hold, '') AS hold, r.on_day
        FROM payments p LEFT JOIN newest_sending s ON s.payment = p.payment
        LEFT JOIN on_its_way w ON w.payment = p.payment
        LEFT JOIN last_word r ON r.payment = p.payment
    """,
    "early_choosers": "SELECT DISTINCT customer_id FROM events WHERE event = 'early'",
}


def register_select(bar_day: str = "") -> str:
    """The register. `bar_day` (YYYY-MM-DD): what was filed after it is late; '' for no such day."""
    late = f"coalesce(s.filed_on > CAST('{bar_day}' AS DATE), FALSE)" if bar_day else "FALSE"
    return f"""
        SELECT s.customer_id, s.asset, s.ledger_units, s.filed_units, s.filed_on, s.admitted_units, s.disputed_units,
               s.set_off_units, s.unclaimed_units, coalesce(a.units, {_NONE}) AS assigned_units,
               CASE WHEN s.admitted_units > s.set_off_units THEN s.admitted_units - s.set_off_units
                    ELSE {_NONE} END AS net_units,
               CASE WHEN s.decision = 'rejected' THEN 'rejected'
                    WHEN s.disputed_units > 0 AND s.decision = 'disputed' THEN 'disputed'
                    WHEN s.decision IS NOT NULL AND s.set_off_units > 0 THEN 'set_off'
                    WHEN s.decision IS NOT NULL AND a.units > 0 THEN 'transferred'
                    WHEN s.decision IS NOT NULL THEN 'admitted'
                    WHEN s.filed_units IS NULL THEN 'unclaimed'
                    WHEN {late} THEN 'late'
                    ELSE 'filed' END AS state,
               {late} AS is_late, s.priority
        FROM claim_states s LEFT JOIN assigned a ON a.customer_id = s.customer_id AND a.asset = s.asset
    """
