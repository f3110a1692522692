"""Queries that yield the segregation facts, and the rows behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hozen.records import Query
from hozen.records.one_address import SHARED_BALANCES
from hozen.rules.segregation.flight_time import IS_LATE, WITHOUT_END


def owed(day: date) -> Query:
    """(asset, units, rows): what the ledger owes customers, JPY included."""
    return Query(
        "owed",
        """
        SELECT asset, sum(units) AS units, count(*) AS customers
        FROM customer_balances
        WHERE day = :day
        GROUP BY asset
        ORDER BY asset
        """,
        ("customer_balances",),
        {"day": day},
    )


def in_flight(day: date, since: date = WITHOUT_END) -> Query:
    """(asset, direction, seen_on, units, fee units) of transfers that one side only has seen.

    One that has expired no longer lowers what is expected: coins that did not come in time make no shortage good.
    Its network fee lowers it where the chain has seen it, and raises it where the ledger has.
    `since`: the first day on which one without an expiry may have been seen; see `seen_since`.
    """
    return Query(
        "in_flight",
        f"""
        SELECT asset, direction, seen_on,
               sum(CASE WHEN {IS_LATE} AND (direction = 'deposit') <> (seen_on = 'chain')
                        THEN CAST(0 AS DECIMAL(38,0)) ELSE units END) AS units,
               sum(CASE WHEN {IS_LATE} AND seen_on = 'chain'
                        THEN CAST(0 AS DECIMAL(38,0))
                        ELSE coalesce(fee_units, CAST(0 AS DECIMAL(38,0))) END) AS fees
        FROM transfers
        WHERE day = :day
        GROUP BY asset, direction, seen_on
        ORDER BY asset, direction, seen_on
        """,
        ("transfers",),
        {"day": day, "seen_since": since},
    )


def house_ledger(day: date) -> Query:
    """(asset, purpose, temperature, units): the firm's own crypto per its ledger."""
    return Query(
        "house_ledger",
        """
        SELECT asset, purpose, temperature, sum(units) AS units
        FROM house_balances
        WHERE day = :day
        GROUP BY asset, purpose, temperature
        ORDER BY asset, purpose, temperature
        """,
        ("house_balances",),
        {"day": day},
    )


def trust_principal(day: date) -> Query:
    """(yen, trusts): principal over all trusts; yen is NULL where no trust reports that day."""
    return Query(
        "trust_principal",
        "SELECT sum(yen) AS yen, count(*) AS trusts FROM trust_balances WHERE day = :day",
        ("trust_balances",),
        {"day": day},
    )


def newest_financials(day: date) -> Query:
    """(day, capital, net_assets): the newest figures on or before the day, or no row."""
    return Query(
        "newest_financials",
        """
        SELECT day, capital, net_assets FROM financials
        WHERE day = (SELECT max(day) FROM financials WHERE day <= :day)
        """,
        ("financials",),
        {"day": day},
    )


def holding_rows(day: date, short: Sequence[str]) -> Query:
    """The rows behind crypto-shortage and buffer-mixed: wallets, what they show twice, transfers, their fees, own buffer.

    For an asset that is short the ledger is there too, customer by customer; for one that is met the
    ledger side is the input file itself, whose fingerprint is in the closing.
    """
    return Query(
        "crypto-shortage",
        f"""
        SELECT * FROM (
            SELECT b.asset AS asset, 'wallet' AS side, b.wallet_id AS ref, b.units AS units,
                   b.block_height AS block_height, b.block_hash AS block_hash, b.source AS note
            FROM wallet_balances b JOIN wallets w ON b.wallet_id = w.wallet_id
            WHERE b.day = :day AND w.purpose = 'customer'
            UNION ALL
            SELECT asset, 'counted twice', wallet_id, -twice, block_height, block_hash, address
            FROM ({SHARED_BALANCES}) AS shared WHERE purpose = 'customer' AND twice <> 0
            UNION ALL
            SELECT asset, 'transfer', transfer_id, units, NULL, NULL, concat(direction, ' seen on ', seen_on)
            FROM transfers WHERE day = :day
            UNION ALL
            SELECT asset, 'network fee', transfer_id, fee_units, NULL, NULL, concat('seen on ', seen_on)
            FROM transfers WHERE day = :day AND fee_units <> 0
            UNION ALL
            SELECT asset, 'own buffer', coalesce(temperature, ''), units, NULL, NULL, 'house ledger'
            FROM house_balances WHERE day = :day AND purpose = 'buffer'
            UNION ALL
            SELECT asset, 'ledger', customer_id, units, NULL, NULL, 'owed'
            FROM customer_balances WHERE day = :day AND asset IN ({_names(short)})
        ) AS everything
        ORDER BY asset, side, ref
        """,
        ("wallet_balances", "wallets", "transfers", "house_balances", "customer_balances"),
        {"day": day},
    )


def money_rows(day: date, short: bool) -> Query:
    """The rows behind money-in-trust: every trust; when short, every customer's money too."""
    return Query(
        "money-in-trust",
        f"""
        SELECT * FROM (
            SELECT 'trust' AS side, b.trust_account_id AS ref, b.yen AS yen, t.trustee AS note
            FROM trust_balances b JOIN trust_accounts t ON b.trust_account_id = t.trust_account_id
            WHERE b.day = :day
            UNION ALL
            SELECT 'ledger', customer_id, units, 'owed'
            FROM customer_balances WHERE day = :day AND asset IN ({_names(("JPY",) if short else ())})
        ) AS everything
        ORDER BY side, ref
        """,
        ("trust_balances", "trust_accounts", "customer_balances"),
        {"day": day},
    )


def _names(assets: Sequence[str]) -> str:
    # Asset symbols have passed the door: [A-Z0-9.] only. '' matches nothing.
    return ", ".join(f"'{asset}'" for asset in assets) or "''"
