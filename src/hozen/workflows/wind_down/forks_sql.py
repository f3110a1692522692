"""分岐・無償交付の計算に使う問合せ: claims in a new asset that follow from claims in another at the moment of the fork."""

from __future__ import annotations

from hozen.workflows.wind_down.terms import Terms

_NONE = "CAST(0 AS DECIMAL(38,0))"
_ONE = "CAST(1 AS DECIMAL(38,0))"

SET_OFF_BY_FORK = """
    SELECT f.child, e.customer_id, CAST(sum(e.units) AS DECIMAL(38,0)) AS units
    FROM events e JOIN fork_terms f ON f.parent = e.asset AND e.on_day <= f.on_day
    WHERE e.event = 'set_off' GROUP BY f.child, e.customer_id
"""
PAID_BY_FORK = """
    SELECT f.child, p.customer_id, CAST(sum(p.units) AS DECIMAL(38,0)) AS units
    FROM payment_states p JOIN fork_terms f ON f.parent = p.asset AND p.on_day <= f.on_day
    WHERE p.state = 'paid' GROUP BY f.child, p.customer_id
"""
"""Coins that had been paid out before the fork: who held them was given the new asset without us."""


def _at_fork(terms: Terms, parts: tuple[str, str, str]) -> str:
    """(child, top, bottom, customer_id, priority, gross, payable, reserved) in the parent's units, as it stood then."""
    pay, keep, late = parts
    paid = _NONE if terms.pooled else f"coalesce(p.units, {_NONE})"
    join = (
        ""
        if terms.pooled
        else "LEFT JOIN paid_by_fork p ON p.child = f.child AND p.customer_id = r.customer_id"
    )
    left = f"r.admitted_units - coalesce(o.units, {_NONE})"
    return f"""
        SELECT child, top, bottom, customer_id, priority, gross, reserved,
               CASE WHEN gross > paid THEN gross - paid ELSE {_NONE} END AS payable
        FROM (
            SELECT f.child, f.top, f.bottom, r.customer_id,
                   CASE WHEN r.priority = '' THEN '{terms.unnamed}' ELSE r.priority END AS priority,
                   CASE WHEN {left} > 0 THEN {left} ELSE {_NONE} END + {pay} AS gross,
                   r.disputed_units + {keep} AS reserved, {paid} AS paid
            FROM register r JOIN fork_terms f ON f.parent = r.asset
            LEFT JOIN set_off_by_fork o ON o.child = f.child AND o.customer_id = r.customer_id {join}
            WHERE TRUE {late}
        ) AS each_claim
    """


def fork_claims_select(terms: Terms, parts: tuple[str, str, str]) -> str:
    """(child, customer_id, priority, gross, before, payable, reserved): claims in the child, each rounded down.

    `gross` and `before` are the parent's units at the fork, with and without what had been paid by then.
    """
    return f"""
        SELECT child, customer_id, priority, gross, payable AS before,
               mul_floor(payable, top, bottom, {_ONE}) AS payable, mul_floor(reserved, top, bottom, {_ONE}) AS reserved
        FROM ({_at_fork(terms, parts)}) AS each_fork
    """


FORK_PARTS = f"""
    SELECT customer_id, child AS asset, priority, payable, reserved FROM fork_claims
    WHERE payable + reserved > {_NONE}
"""
FORK_MOVED = f"""
    SELECT m.customer_id, m.child AS asset, m.holder, mul_floor(m.units, c.payable, c.gross, {_ONE}) AS units
    FROM (
        SELECT f.child, each_move.customer_id, holder, CAST(sum(units) AS DECIMAL(38,0)) AS units FROM (
            SELECT customer_id, asset, on_day, coalesce(holder, customer_id) AS holder, -units AS units
            FROM events WHERE event = 'transferred'
            UNION ALL
            SELECT customer_id, asset, on_day, `to`, units FROM events WHERE event = 'transferred'
        ) AS each_move JOIN fork_terms f ON f.parent = each_move.asset AND each_move.on_day <= f.on_day
        GROUP BY f.child, each_move.customer_id, holder
    ) m JOIN fork_claims c ON c.child = m.child AND c.customer_id = m.customer_id
    WHERE m.units > {_NONE} AND c.gross > {_NONE}
"""
"""Who held the claim at the end of that day holds the claim in the child; later assignments of the parent do not move it."""
