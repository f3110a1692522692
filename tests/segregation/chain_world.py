"""A very small firm, table by table: views with the contracts' columns and types, on either engine.

BTC (8 decimals) at ¥10,000,000: 1 satoshi is worth ¥0.1. One customers' wallet of the firm's, one at a custodian.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count

from hozen.engine import Engine
from hozen.records import BY_NAME
from hozen.records.sql_words import type_of

DAY, BEFORE = date(2026, 11, 20), date(2026, 11, 19)
OWN = "eip155:1/slip44:60"
Rows = Mapping[str, list[dict[str, object]]]
NEEDED = (
    *("assets", "customer_balances", "house_balances", "wallets", "wallet_balances", "prices", "transfers"),
    *(
        "chain_cutoffs",
        "chain_events",
        "ledger_entries",
        "accounting_balances",
        "trust_balances",
        "trust_accounts",
    ),
)
_NUMBERS = count(1)


def view(engine: Engine, tables: Rows) -> None:
    """Every table that reconciliation reads; one that is not given is empty."""
    for name in NEEDED:
        engine.view(name, _select(name, tables.get(name, [])))


def _select(name: str, rows: Iterable[Mapping[str, object]]) -> str:
    columns = BY_NAME[name].columns
    lines = [
        [f"CAST({_text(row.get(one.name))} AS {type_of(one)}) AS {one.name}" for one in columns]
        for row in rows
    ]
    none = [f"CAST(NULL AS {type_of(one)}) AS {one.name}" for one in columns]
    told = [f"SELECT {', '.join(line)}" for line in lines]
    return " UNION ALL ".join(told) or f"SELECT {', '.join(none)} WHERE 1 = 0"


def _text(value: object) -> str:
    return "NULL" if value is None else f"'{value}'"


def sound(
    owed: int = 1000, self_kept: int = 700, custodian: int = 300, buffer: int = 0
) -> dict[str, list[dict[str, object]]]:
    """Owed 1,000; on chain 700, at the custodian 300."""
    return {
        "assets": [
            {"asset": "JPY", "name": "Yen", "decimals": 0},
            {"asset": "BTC", "name": "Bitcoin", "decimals": 8, "caip19": OWN},
            {"asset": "ETH", "name": "Ether", "decimals": 18},
        ],
        "customer_balances": [{"day": DAY, "customer_id": "C1", "asset": "BTC", "units": owed}],
        "house_balances": [
            {"day": DAY, "asset": "BTC", "purpose": "buffer", "temperature": "hot", "units": buffer}
        ],
        "wallets": [
            wallet("W1", "a1"),
            wallet("W2", "a2", keeper="Keeper"),
            wallet("W3", "g1", purpose="guarantee"),
        ],
        "wallet_balances": [balance("W1", self_kept), balance("W2", custodian), balance("W3", 50)],
        "prices": [{"day": DAY, "asset": "BTC", "price": "10000000", "source": "ref"}],
        "transfers": [],
        "chain_cutoffs": [],
        "chain_events": [],
        "ledger_entries": [],
    }


def wallet(name: str, address: str, *, purpose: str = "customer", keeper: str = "self") -> dict[str, object]:
    return {
        "wallet_id": name,
        "address": address,
        "chain": "c",
        "temperature": "hot",
        "purpose": purpose,
        "keeper": keeper,
    }


def balance(name: str, units: int, asset: str = "BTC") -> dict[str, object]:
    return {
        "day": DAY,
        "wallet_id": name,
        "asset": asset,
        "units": units,
        "block_height": 9,
        "block_hash": "ff",
    }


def event(txid: str, units: int, way: str = "in", **more: object) -> dict[str, object]:
    """A final transfer to the firm's own wallet, unless said otherwise."""
    told: dict[str, object] = {
        "day": DAY,
        "event_id": f"{txid}:{next(_NUMBERS)}",
        "txid": txid,
        "asset": "BTC",
        "chain": "c",
        "address": "a1",
        "direction": way,
        "units": units,
        "kind": "transfer",
        "status": "final",
        "height": 9,
    }
    return told | more


def entry(
    txid: str, units: int, way: str = "credit", customer: str = "C1", **more: object
) -> dict[str, object]:
    told: dict[str, object] = {
        "day": DAY,
        "entry_id": f"E{next(_NUMBERS)}",
        "txid": txid,
        "customer_id": customer,
        "asset": "BTC",
        "direction": way,
        "units": units,
    }
    return told | more


def transfer(name: str, direction: str, seen_on: str, units: int, **more: object) -> dict[str, object]:
    told: dict[str, object] = {
        "day": DAY,
        "transfer_id": name,
        "asset": "BTC",
        "direction": direction,
        "seen_on": seen_on,
        "units": units,
    }
    return told | more
