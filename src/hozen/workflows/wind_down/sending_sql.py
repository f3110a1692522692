"""払込ファイルに使う問合せ: which payments of a round go out, and why the others wait."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.records.sql_words import whole_match
from hozen.workflows.compensation.zengin_order import MOST_YEN
from hozen.workflows.wind_down.bank_order import ACCOUNT, KANA, BankOrder
from hozen.workflows.wind_down.round_sql import MONEY

HELD_NEXT = """
    SELECT customer_id FROM held_accounts
    UNION SELECT l.other FROM held_accounts h JOIN open_links l ON l.one = h.customer_id
    UNION SELECT l.one FROM held_accounts h JOIN open_links l ON l.other = h.customer_id
"""
"""Accounts that are held, with those that are linked to one of them."""


def to_send(number: int, attempt: int, stood_for: Sequence[int], order: BankOrder) -> str:
    """(round, attempt, payment, customer_id, holder, asset, units, destination, name, hold, by_bank).

    `stood_for`: files of payees that two people stand for. What a later file says otherwise is held until a second
    person confirms that file, or a release of the creditor that came after it.
    """
    return f"""
        SELECT p.round, CAST({attempt} AS BIGINT) AS attempt, p.payment, p.customer_id, p.holder, p.asset, p.units,
               n.destination, n.name,
               CASE WHEN h.customer_id IS NOT NULL THEN 'held'
                    WHEN n.destination IS NULL THEN 'no_payee'
                    WHEN n.identity <> 'verified' THEN 'identity'
                    WHEN t.destination IS NULL AND coalesce(f.batch, 0) < n.batch THEN 'new_payee'
                    WHEN (t.destination <> n.destination OR t.identity <> n.identity
                          OR coalesce(t.name, '') <> coalesce(n.name, '')) AND coalesce(f.batch, 0) < n.batch
                    THEN 'changed_payee'{_by_order(order)} ELSE '' END AS hold,
               CASE WHEN {"TRUE" if order.payer else "FALSE"} AND p.asset = '{MONEY}' THEN 'bank' ELSE '' END AS by_bank
        FROM payments p
        LEFT JOIN payees_now n ON n.payee_id = p.holder AND n.asset = p.asset
        LEFT JOIN (
            SELECT payee_id, asset, destination, name, identity FROM (
                SELECT *, row_number() OVER (PARTITION BY payee_id, asset ORDER BY batch DESC) AS n
                FROM payees WHERE batch IN ({", ".join(map(str, stood_for)) or "NULL"})
            ) AS each_payee WHERE n = 1
        ) t ON t.payee_id = p.holder AND t.asset = p.asset
        LEFT JOIN held_accounts h ON h.customer_id = p.holder
        LEFT JOIN (SELECT customer_id, max(batch) AS batch FROM releases WHERE event = 'released'
                   GROUP BY customer_id) f
               ON f.customer_id = p.holder
        WHERE p.round = {number} AND NOT EXISTS (SELECT 1 FROM on_its_way w WHERE w.payment = p.payment)
        ORDER BY p.asset, p.payment
    """


def _by_order(order: BankOrder) -> str:
    """What a bank order cannot carry waits; it is not cut into parts."""
    if order.payer is None:
        return ""
    account, name = whole_match("n.destination", ACCOUNT), whole_match("coalesce(n.name, '')", KANA)
    return f"""
                    WHEN p.asset = '{MONEY}' AND NOT ({account} AND {name}) THEN 'no_account'
                    WHEN p.asset = '{MONEY}' AND p.units > {MOST_YEN} THEN 'too_large'"""
