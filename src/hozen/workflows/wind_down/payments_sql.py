"""払込みの明細に使う問合せ: what each holder of a claim gets of a share."""

from __future__ import annotations

from hozen.workflows.wind_down.round_sql import MONEY, value
from hozen.workflows.wind_down.terms import Terms

_NONE = "CAST(0 AS DECIMAL(38,0))"
_ONE = "CAST(1 AS DECIMAL(38,0))"
KEY_DIGITS = 20
"""Of a payment's key: as many as the EDI field of a bank transfer takes."""


def holders_select(terms: Terms) -> str:
    """(bucket, customer_id, priority, holder, weight): what others than the customer hold of a customer's claims."""
    if not terms.pooled:
        return f"""
            SELECT m.asset AS bucket, m.customer_id, c.priority, m.holder, m.units AS weight
            FROM moved_of_round m JOIN parts c ON c.customer_id = m.customer_id AND c.asset = m.asset
            WHERE m.holder <> m.customer_id AND m.units > {_NONE}
        """
    return f"""
        SELECT '{MONEY}' AS bucket, m.customer_id, c.priority, m.holder,
               CAST(sum({value("m.units")}) AS DECIMAL(38,0)) AS weight
        FROM moved_of_round m JOIN parts c ON c.customer_id = m.customer_id AND c.asset = m.asset
        JOIN conversion p ON p.asset = m.asset
        WHERE m.holder <> m.customer_id AND m.units > {_NONE} GROUP BY m.customer_id, c.priority, m.holder
    """


DEALT_TO_HOLDERS = f"""
    SELECT s.customer_id, h.holder, s.asset, s.priority,
           mul_floor(s.pay_units, h.weight, c.payable, {_ONE}) AS units
    FROM new_shares s
    JOIN holders h ON h.bucket = s.asset AND h.customer_id = s.customer_id AND h.priority = s.priority
    JOIN claims_of_round c ON c.bucket = s.asset AND c.customer_id = s.customer_id AND c.priority = s.priority
"""
"""What others than the customer get of a share, each rounded down."""
DEALT = f"""
    SELECT customer_id, holder, asset, CAST(sum(units) AS DECIMAL(38,0)) AS units FROM (
        SELECT customer_id, holder, asset, units FROM dealt_to_holders
        UNION ALL
        SELECT customer_id, customer_id, asset, -units FROM dealt_to_holders
        UNION ALL
        SELECT customer_id, customer_id, asset, pay_units FROM new_shares
    ) AS each_line GROUP BY customer_id, holder, asset HAVING sum(units) > {_NONE}
"""
"""(customer_id, holder, asset, units): each holder's part of a share, the rest the customer's own."""


def mixed_select() -> str:
    """(customer_id, holder, asset, units): a holder's yen as a part of every asset of the pool, rounded down (MIX_DOWN).

    `there` of an asset lies in a pool of `value` yen. What is cut stays in the pool, for the next round.
    """
    return f"""
        SELECT customer_id, holder, asset, units FROM (
            SELECT d.customer_id, d.holder, m.asset, mul_floor(d.units, m.there, m.value, {_ONE}) AS units
            FROM dealt d CROSS JOIN mix m
        ) AS each_asset WHERE units > {_NONE}
    """


def payments_select(number: int, case: str) -> str:
    """(round, payment, customer_id, holder, asset, units). The key is made of case, round, customer, holder and asset."""
    key = f"md5(concat_ws(chr(31), '{case}', '{number}', customer_id, holder, asset))"
    return f"""
        SELECT CAST({number} AS BIGINT) AS round, upper(substr({key}, 1, {KEY_DIGITS})) AS payment,
               customer_id, holder, asset, units
        FROM dealt_out ORDER BY asset, customer_id, holder
    """
