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
MOVED_BY_FORK = f"""
    SELECT child, customer_id, holder, units,
           CAST(sum(units) OVER (PARTITION BY child, customer_id) AS DECIMAL(38,0)) AS of_others
    FROM (
        SELECT f.child, each_move.customer_id, holder, CAST(sum(units) AS DECIMAL(38,0)) AS units FROM (
            SELECT customer_id, asset, on_day, coalesce(holder, customer_id) AS holder, -units AS units
            FROM events WHERE event = 'transferred'
            UNION ALL
            SELECT customer_id, asset, on_day, `to`, units FROM events WHERE event = 'transferred'
        ) AS each_move JOIN fork_terms f ON f.parent = each_move.asset AND each_move.on_day <= f.on_day
        WHERE holder <> each_move.customer_id GROUP BY f.child, each_move.customer_id, holder
    ) AS each_holder WHERE units > {_NONE}
"""
"""Who held the claim at the end of that day holds the claim in the child; later assignments of the parent do not move it."""
GONE_BY_FORK = f"""
    SELECT f.child, p.customer_id, p.holder,
           CAST(sum(CASE WHEN p.state = 'paid' AND p.on_day <= f.on_day THEN p.units ELSE {_NONE} END)
                AS DECIMAL(38,0)) AS paid,
           CAST(sum(CASE WHEN p.state = 'sent' AND o.day <= f.on_day THEN p.units ELSE {_NONE} END)
                AS DECIMAL(38,0)) AS under_way
    FROM payment_states p JOIN fork_terms f ON f.parent = p.asset
    LEFT JOIN ever_sent e ON e.payment = p.payment
    LEFT JOIN sent_on o ON o.round = p.round AND o.attempt = e.newest
    WHERE p.state IN ('paid', 'sent') GROUP BY f.child, p.customer_id, p.holder
"""
"""Coins that had been paid out before the fork: who held them was given the new asset without us. Of those that were under
way nobody knows yet whether they were there by then: what would come of them is kept back until their result is in."""


def at_fork_select(terms: Terms, parts: tuple[str, str, str]) -> str:
    """(child, customer_id, holder, priority, held, kept): claims of the register as they stood then, in the parent's units.

    Were more assigned by then than the claim now comes to, each holder's part is cut alike.
    """
    pay, keep, late = parts
    left = f"r.admitted_units - coalesce(o.units, {_NONE})"
    claims = f"""
        SELECT f.child, r.customer_id, CASE WHEN r.priority = '' THEN '{terms.unnamed}' ELSE r.priority END AS priority,
               CASE WHEN {left} > 0 THEN {left} ELSE {_NONE} END + {pay} AS gross, r.disputed_units + {keep} AS kept
        FROM register r JOIN fork_terms f ON f.parent = r.asset
        LEFT JOIN set_off_by_fork o ON o.child = f.child AND o.customer_id = r.customer_id
        WHERE TRUE {late}
    """
    return f"""
        SELECT c.child, c.customer_id, m.holder, c.priority,
               CASE WHEN m.of_others > c.gross THEN mul_floor(m.units, c.gross, m.of_others, {_ONE}) ELSE m.units END AS held,
               {_NONE} AS kept
        FROM ({claims}) c JOIN moved_by_fork m ON m.child = c.child AND m.customer_id = c.customer_id
        UNION ALL
        SELECT c.child, c.customer_id, c.customer_id, c.priority,
               CASE WHEN c.gross > coalesce(m.units, {_NONE}) THEN c.gross - coalesce(m.units, {_NONE}) ELSE {_NONE} END,
               c.kept
        FROM ({claims}) c LEFT JOIN (SELECT child, customer_id, max(of_others) AS units FROM moved_by_fork
                                     GROUP BY child, customer_id) m
          ON m.child = c.child AND m.customer_id = c.customer_id
    """


def of_fork_select(before: str) -> str:
    """The same for forks of what itself came of a fork: claims in it are those of the view `before`."""
    return f"""
        SELECT f.child, b.customer_id, b.holder, b.priority, b.payable AS held, b.kept
        FROM {before} b JOIN fork_terms f ON f.parent = b.child
    """


def fork_claims_select(held: str, pooled: bool) -> str:
    """(child, customer_id, holder, priority, payable, kept): claims in the child, each holder's rounded down."""
    gone = "" if pooled else "LEFT JOIN gone_by_fork g USING (child, customer_id, holder)"
    paid, way = (
        (_NONE, _NONE) if pooled else (f"coalesce(g.paid, {_NONE})", f"coalesce(g.under_way, {_NONE})")
    )
    return f"""
        SELECT child, customer_id, holder, priority,
               mul_floor(rest - least(rest, way), top, bottom, {_ONE}) AS payable,
               mul_floor(kept + least(rest, way), top, bottom, {_ONE}) AS kept
        FROM (
            SELECT child, customer_id, holder, priority, kept, {way} AS way, f.top, f.bottom,
                   CASE WHEN held > {paid} THEN held - {paid} ELSE {_NONE} END AS rest
            FROM ({held}) h JOIN fork_terms f USING (child) {gone}
        ) AS each_holder
    """


FORK_PARTS = f"""
    SELECT customer_id, child AS asset, priority, CAST(sum(payable) AS DECIMAL(38,0)) AS payable,
           CAST(sum(kept) AS DECIMAL(38,0)) AS reserved
    FROM fork_claims GROUP BY customer_id, child, priority HAVING sum(payable + kept) > {_NONE}
"""
FORK_MOVED = f"""
    SELECT customer_id, child AS asset, holder, payable AS units FROM fork_claims
    WHERE holder <> customer_id AND payable > {_NONE}
"""
