"""Queries that yield the provider facts, and the rows behind them."""

from __future__ import annotations

from datetime import date

from hozen.records import Query

KEPT, SIGNED, UNSIGNED = "kept", "signed", "unsigned"
_TABLES = ("wallet_balances", "wallets", "provider_links", "assets", "prices")
_RUNS = "l.since <= :day AND (l.until IS NULL OR l.until >= :day)"
# Who keeps each wallet: a link to the wallet itself says it more exactly than one to its keeper's name.
_KEPT = f"""
    SELECT w.wallet_id, w.address, w.chain, w.keeper, w.purpose, w.temperature,
           CASE WHEN m.provider_id IS NOT NULL THEN m.provider_id
                WHEN w.keeper = 'self' THEN 'self'
                WHEN n.provider_id IS NOT NULL THEN n.provider_id ELSE '' END AS who
    FROM wallets w
    LEFT JOIN (SELECT l.provider_id, l.ref FROM provider_links l WHERE l.what = 'wallet' AND {_RUNS}) m
           ON m.ref = w.wallet_id
    LEFT JOIN (SELECT l.provider_id, l.ref FROM provider_links l WHERE l.what = 'keeper' AND {_RUNS}) n
           ON n.ref = w.keeper
"""
# Whose technology signs for each wallet; one technology counts once, however it is linked.
_SIGNED = f"""
    SELECT w.wallet_id, w.address, w.chain, w.keeper, w.purpose, w.temperature, l.provider_id AS who
    FROM wallets w JOIN provider_links l ON l.what = 'wallet_technology' AND l.ref = w.wallet_id AND {_RUNS}
    UNION
    SELECT w.wallet_id, w.address, w.chain, w.keeper, w.purpose, w.temperature, l.provider_id AS who
    FROM wallets w JOIN provider_links l ON l.what = 'keeper_technology' AND l.ref = w.keeper AND {_RUNS}
"""
# Wallets under which the register states no technology.
_UNSIGNED = f"""
    SELECT w.wallet_id, w.address, w.chain, w.keeper, w.purpose, w.temperature, '' AS who
    FROM wallets w LEFT JOIN (SELECT DISTINCT wallet_id FROM ({_SIGNED}) AS signed) s ON w.wallet_id = s.wallet_id
    WHERE s.wallet_id IS NULL
"""


# Balances of the day, wallets taken together of which a keeper, or one link to the very wallet, says all.
_TOGETHER = f"""
    SELECT coalesce(m.ref, '') AS wallet_id, w.keeper, w.purpose, CASE WHEN w.temperature = 'cold' THEN 1 ELSE 0 END AS cold,
           b.asset, sum(b.units) AS units, count(CASE WHEN b.units > 0 THEN 1 END) AS holdings
    FROM wallet_balances b JOIN wallets w ON b.wallet_id = w.wallet_id
    LEFT JOIN (SELECT DISTINCT l.ref FROM provider_links l
               WHERE l.what IN ('wallet', 'wallet_technology') AND {_RUNS}) m ON m.ref = w.wallet_id
    WHERE b.day = :day AND w.purpose IN ('customer', 'guarantee')
    GROUP BY coalesce(m.ref, ''), w.keeper, w.purpose, CASE WHEN w.temperature = 'cold' THEN 1 ELSE 0 END, b.asset
"""
_BY_KEEPER = f"""
    SELECT '{KEPT}' AS how, CASE WHEN m.provider_id IS NOT NULL THEN m.provider_id
                                 WHEN t.keeper = 'self' THEN 'self'
                                 WHEN n.provider_id IS NOT NULL THEN n.provider_id ELSE '' END AS who,
           t.purpose, t.cold, t.asset, t.units, t.holdings
    FROM together t
    LEFT JOIN (SELECT l.provider_id, l.ref FROM provider_links l WHERE l.what = 'wallet' AND {_RUNS}) m
           ON m.ref = t.wallet_id
    LEFT JOIN (SELECT l.provider_id, l.ref FROM provider_links l WHERE l.what = 'keeper' AND {_RUNS}) n
           ON n.ref = t.keeper
"""
_SIGNERS = f"""
    SELECT t.wallet_id, t.keeper, l.provider_id AS who
    FROM together t JOIN provider_links l ON l.what = 'wallet_technology' AND l.ref = t.wallet_id AND {_RUNS}
    UNION
    SELECT t.wallet_id, t.keeper, l.provider_id AS who
    FROM together t JOIN provider_links l ON l.what = 'keeper_technology' AND l.ref = t.keeper AND {_RUNS}
"""
_BY_TECHNOLOGY = f"""
    SELECT '{SIGNED}' AS how, s.who, t.purpose, t.cold, t.asset, t.units, t.holdings
    FROM together t JOIN ({_SIGNERS}) s ON s.wallet_id = t.wallet_id AND s.keeper = t.keeper
"""
_WITHOUT_TECHNOLOGY = f"""
    SELECT '{UNSIGNED}' AS how, '' AS who, t.purpose, t.cold, t.asset, t.units, t.holdings
    FROM together t
    LEFT JOIN (SELECT DISTINCT wallet_id, keeper FROM ({_SIGNERS}) AS signer) s
           ON s.wallet_id = t.wallet_id AND s.keeper = t.keeper
    WHERE t.cold = 1 AND s.keeper IS NULL
"""


def held_by_who(day: date) -> Query:
    """(how, who, purpose, cold, asset, decimals, price, units, holdings): what each provider keeps, and signs for.

    `how` is 'kept' (`who`: a provider, 'self', or '' for a keeper that the register does not know), 'signed' (the
    provider whose technology signs; wallets without one are not there) or 'unsigned' (cold wallets under which no
    technology is stated). `cold` is 1 or 0; holdings are balances above zero; price is NULL where there is none.
    """
    return Query(
        "held_by_who",
        f"""
        WITH together AS ({_TOGETHER})
        SELECT x.how, x.who, x.purpose, x.cold, x.asset, a.decimals, p.price, x.units, x.holdings
        FROM (
            SELECT how, who, purpose, cold, asset, sum(units) AS units, CAST(sum(holdings) AS BIGINT) AS holdings
            FROM ({_BY_KEEPER} UNION ALL {_BY_TECHNOLOGY} UNION ALL {_WITHOUT_TECHNOLOGY}) AS every
            GROUP BY how, who, purpose, cold, asset
        ) x
        JOIN assets a ON a.asset = x.asset
        LEFT JOIN prices p ON p.asset = x.asset AND p.day = :day
        ORDER BY x.how, x.who, x.purpose, x.cold, x.asset
        """,
        _TABLES,
        {"day": day},
    )


def unknown_keepers(day: date) -> Query:
    """(wallets, keepers, first): customers' and guarantee wallets in use whose keeper nobody knows. One row."""
    return Query(
        "unknown_keepers",
        f"""
        SELECT count(DISTINCT k.wallet_id) AS wallets, count(DISTINCT k.keeper) AS keepers, min(k.keeper) AS first
        FROM wallet_balances b JOIN ({_KEPT}) k ON b.wallet_id = k.wallet_id
        WHERE b.day = :day AND b.units > 0 AND k.who = '' AND k.purpose IN ('customer', 'guarantee')
        """,
        _TABLES,
        {"day": day},
    )


def provider_rows(day: date) -> Query:
    """The wallets behind every share, each with its yen value (whole yen, rounded down per row)."""
    return _rows("providers", f"SELECT 'keeper' AS how, k.* FROM ({_KEPT}) k WHERE k.who <> 'self'", day)


def technology_rows(day: date) -> Query:
    """The same by technology; `who` is '' where none is stated."""
    every = f"""
        SELECT 'technology' AS how, k.* FROM ({_SIGNED}) k
        UNION ALL
        SELECT 'technology' AS how, u.* FROM ({_UNSIGNED}) u"""
    return _rows("technologies", every, day)


def _rows(name: str, wallets: str, day: date) -> Query:
    return Query(
        name,
        f"""
        SELECT k.how, k.who, k.keeper, k.wallet_id, k.address, k.chain, k.purpose, k.temperature, b.asset, b.units,
               p.price,
               mul_floor(b.units, price_scaled(p.price, 18),
                         CAST(rpad('1', CAST(a.decimals AS INT) + 1, '0') AS DECIMAL(38,0)),
                         CAST('1000000000000000000' AS DECIMAL(38,0))) AS yen
        FROM wallet_balances b
        JOIN ({wallets}) k ON b.wallet_id = k.wallet_id
        JOIN assets a ON b.asset = a.asset
        LEFT JOIN prices p ON b.asset = p.asset AND p.day = :day
        WHERE b.day = :day AND b.units > 0 AND k.purpose IN ('customer', 'guarantee')
        ORDER BY k.who, b.asset, k.wallet_id
        """,
        _TABLES,
        {"day": day},
    )


def newest_day() -> Query:
    """(day): the newest day with balances of wallets; NULL where there is none."""
    return Query("newest_day", "SELECT max(day) AS day FROM wallet_balances", ("wallet_balances",))
