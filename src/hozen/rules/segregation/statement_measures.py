"""The query that yields as of when custodians' statements stand."""

from __future__ import annotations

from datetime import date

from hozen.records import Query


def statements(day: date) -> Query:
    """(keeper, chain, legal day in Japan that its statement stands at, or NULL).

    One row for each keeper but the firm itself, and each chain on which it keeps customers' or guarantee crypto.
    """
    return Query(
        "statements",
        """
        SELECT k.keeper, k.chain, s.stands
        FROM (
            SELECT DISTINCT w.keeper AS keeper, w.chain AS chain
            FROM wallet_balances b JOIN wallets w ON b.wallet_id = w.wallet_id
            WHERE b.day = :day AND b.units > 0 AND w.purpose IN ('customer', 'guarantee') AND w.keeper <> 'self'
        ) k
        LEFT JOIN (
            SELECT keeper, chain, max(CAST(read_at + INTERVAL '9' HOUR AS DATE)) AS stands
            FROM chain_cutoffs WHERE day = :day
            GROUP BY keeper, chain
        ) s ON k.keeper = s.keeper AND k.chain = s.chain
        ORDER BY k.keeper, k.chain
        """,
        ("wallet_balances", "wallets", "chain_cutoffs"),
        {"day": day},
    )
