"""SQL of the plan: one row a payment, with its id and where it goes. No row passes through Python."""

from __future__ import annotations

from datetime import date

from hozen.records import Query

PAYEE = (
    "method",
    "bank_code",
    "branch_code",
    "account_type",
    "account_number",
    "holder_kana",
    "chain",
    "address",
)
"""What the plan keeps of where a payment goes."""
_PAYEE = ", ".join(f"coalesce(p.{name}, '') AS {name}" for name in PAYEE)
_NAMED = ", ".join(f"coalesce(p.{name}, '')" for name in PAYEE)
ID_DIGITS = 20
"""Of a payment's id: as many as the EDI field of a bank transfer takes."""


def due(lines: str) -> str:
    """FROM expression: what each customer is paid in each asset; yen of all his assets are one payment."""
    return f"""(
        SELECT customer_id, asset, coin AS amount FROM {lines} WHERE coin > 0
        UNION ALL
        SELECT customer_id, 'JPY' AS asset, CAST(sum(yen) AS DECIMAL(38,0)) AS amount
        FROM {lines} WHERE yen > 0 GROUP BY customer_id
    )"""


def payees_on(of: str) -> str:
    """FROM expression: for each (customer_id, asset) of `of`, where it goes on `:day`; no row where nothing is known.

    The newest row counts; of two of one day, a bank or a chain before the account with the firm.
    """
    return f"""(
        SELECT customer_id, asset, {", ".join(PAYEE)}, payee FROM (
            SELECT d.customer_id, d.asset, {_PAYEE},
                   sha256(concat_ws(chr(31), {_NAMED})) AS payee,
                   row_number() OVER (
                       PARTITION BY d.customer_id, d.asset ORDER BY p.since DESC, p.method = 'account', p.method
                   ) AS place
            FROM {of} d JOIN payees p ON d.customer_id = p.customer_id AND p.since <= :day
            WHERE p.method = 'account'
               OR (p.method = 'bank' AND d.asset = 'JPY' AND p.account_number IS NOT NULL
                   AND p.bank_code IS NOT NULL AND p.branch_code IS NOT NULL AND p.account_type IS NOT NULL
                   AND p.holder_kana IS NOT NULL)
               OR (p.method = 'chain' AND p.asset = d.asset AND p.chain IS NOT NULL AND p.address IS NOT NULL)
        ) AS ranked WHERE place = 1
    )"""


def payment_rows(lines: str, case: str, plan: int, day: date) -> Query:
    """The plan: payment_id, customer_id, asset ('JPY' for yen), amount, the payee as of `day`; method '' is unclaimed.

    The id is made of case, plan, customer and asset, so the same plan has the same ids for ever.
    """
    wanted = due(lines)
    known = ", ".join(f"coalesce(p.{name}, '') AS {name}" for name in PAYEE)
    return Query(
        "plan",
        f"""
        SELECT upper(substr(sha256(concat_ws(chr(31), :case, :plan, d.customer_id, d.asset)), 1, {ID_DIGITS}))
                   AS payment_id,
               d.customer_id, d.asset, d.amount, {known}, coalesce(p.payee, '') AS payee
        FROM {wanted} d
        LEFT JOIN {payees_on(wanted)} p ON d.customer_id = p.customer_id AND d.asset = p.asset
        ORDER BY d.customer_id, d.asset
        """,
        ("payees",),
        {"case": case, "plan": str(plan), "day": day},
    )
