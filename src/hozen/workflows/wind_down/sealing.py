"""封印: the queries that cut the sealed files of a wind-down out of an admitted book. The same book gives the same bytes."""

from __future__ import annotations

from datetime import date

from hozen.records import Query
from hozen.records.one_address import SHARED_BALANCES


def sealed_queries(day: date) -> dict[str, Query]:
    """File name → what it holds, in the order in which they are sealed."""
    return {
        "sealed/ledger.parquet": ledger(day),
        "sealed/assets.parquet": assets(),
        "sealed/wallets.parquet": wallets(day),
        "sealed/in-flight.parquet": in_flight(day),
        "sealed/prices.parquet": prices(day),
        "sealed/house.parquet": house(day),
        "sealed/trusts.parquet": trusts(day),
        "sealed/providers.parquet": providers(),
        "sealed/policies.parquet": policies(),
        "sealed/reserve.parquet": reserve(day),
    }


def ledger(day: date) -> Query:
    """(customer_id, asset, units): what each customer is owed, above 0."""
    return Query(
        "ledger",
        "SELECT customer_id, asset, units FROM customer_balances WHERE day = :day AND units > 0 "
        "ORDER BY asset, customer_id",
        ("customer_balances",),
        {"day": day},
    )


def assets() -> Query:
    """Every asset of the book."""
    return Query("assets", "SELECT asset, name, decimals FROM assets ORDER BY asset", ("assets",))


def wallets(day: date) -> Query:
    """Every wallet balance with whose it is, how and by whom it is kept; an address under two wallets counts once."""
    return Query(
        "wallets",
        f"""
        SELECT b.asset, w.purpose, w.temperature, w.keeper, w.wallet_id, w.chain, w.address,
               b.units - coalesce(t.twice, CAST(0 AS DECIMAL(38,0))) AS units,
               coalesce(t.twice, CAST(0 AS DECIMAL(38,0))) AS counted_twice,
               b.block_height, b.block_hash, b.source
        FROM wallet_balances b JOIN wallets w ON b.wallet_id = w.wallet_id
        LEFT JOIN ({SHARED_BALANCES}) t ON t.wallet_id = b.wallet_id AND t.asset = b.asset
        WHERE b.day = :day ORDER BY b.asset, w.purpose, w.wallet_id
        """,
        ("wallet_balances", "wallets"),
        {"day": day},
    )


def in_flight(day: date) -> Query:
    """Transfers that one side only has seen."""
    return Query(
        "in-flight",
        "SELECT transfer_id, asset, direction, seen_on, units, txid, fee_units FROM transfers "
        "WHERE day = :day ORDER BY transfer_id",
        ("transfers",),
        {"day": day},
    )


def prices(day: date) -> Query:
    """(asset, decimals, price, source): the price table of the moment, '1' for JPY; an asset without a price is absent."""
    return Query(
        "prices",
        """
        SELECT a.asset, a.decimals, p.price, p.source
        FROM assets a JOIN prices p ON a.asset = p.asset AND p.day = :day WHERE a.asset <> 'JPY'
        UNION ALL
        SELECT asset, decimals, '1', 'money' FROM assets WHERE asset = 'JPY'
        ORDER BY 1
        """,
        ("assets", "prices"),
        {"day": day},
    )


def house(day: date) -> Query:
    """The firm's own crypto per its ledger."""
    return Query(
        "house",
        "SELECT asset, purpose, coalesce(temperature, '') AS temperature, units FROM house_balances "
        "WHERE day = :day ORDER BY asset, purpose, temperature",
        ("house_balances",),
        {"day": day},
    )


def trusts(day: date) -> Query:
    """Principal of each trust of customers' money."""
    return Query(
        "trusts",
        """
        SELECT b.trust_account_id, t.trustee, b.yen
        FROM trust_balances b JOIN trust_accounts t ON b.trust_account_id = t.trust_account_id
        WHERE b.day = :day ORDER BY b.trust_account_id
        """,
        ("trust_balances", "trust_accounts"),
        {"day": day},
    )


def providers() -> Query:
    """The register of providers."""
    text = "SELECT provider_id, name, role, country FROM providers ORDER BY provider_id"
    return Query("providers", text, ("providers",))


def policies() -> Query:
    """Every policy, with what its aggregate has left."""
    return Query(
        "policies",
        "SELECT policy_id, insurer, starts, ends, limit_yen, aggregate_yen, eroded_yen, causes FROM policies "
        "ORDER BY policy_id",
        ("policies",),
    )


def reserve(day: date) -> Query:
    """What is set aside as the liability reserve, by the newest figures on or before the day."""
    return Query(
        "reserve",
        "SELECT account, yen, day AS as_of FROM reserve_positions "
        "WHERE day = (SELECT max(day) FROM reserve_positions WHERE day <= :day) ORDER BY account",
        ("reserve_positions",),
        {"day": day},
    )
