"""The rows of a small register, as a CSV has them, and a folder of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from hozen.records.product_tables import PRODUCT_TABLES

Rows = Mapping[str, Sequence[Mapping[str, str]]]
_V1 = {"product_id": "BTC", "version": "1", "source": "own assessment"}
BOOK_ROWS: Rows = {
    "products": [
        {
            "product_id": "BTC",
            "name": "Bitcoin",
            "name_ja": "ビットコイン",
            "decimals": "8",
            "dti": "4H95J0R2X",
            "disclosure_case": "no_issuer",
        },
        {"product_id": "KAIA", "name": "Kaia", "dti": "CNDP5R1T8"},
        {"product_id": "MATIC", "name": "Polygon (MATIC)"},
        {"product_id": "POL", "name": "Polygon Ecosystem Token", "dti": "RQWW6J6K0"},
        {"product_id": "USDC", "name": "USD Coin", "issuer": "Circle", "disclosure_case": "issuer"},
    ],
    "product_tickers": [
        {"product_id": "BTC", "asset": "BTC", "since": "2020-05-01", "until": ""},
        {"product_id": "KAIA", "asset": "KAIA", "since": "2024-10-31", "until": ""},
        {"product_id": "KAIA", "asset": "KLAY", "since": "2022-01-01", "until": "2024-10-30"},
        {"product_id": "MATIC", "asset": "MATIC", "since": "2022-01-01", "until": ""},
        {"product_id": "POL", "asset": "POL", "since": "2024-09-04", "until": ""},
        {"product_id": "USDC", "asset": "USDC", "since": "2025-03-26", "until": ""},
    ],
    "product_classes": [
        {"product_id": "BTC", "class": "crypto_asset", "since": "2020-05-01", "until": "2027-06-30"},
        {"product_id": "BTC", "class": "specified_crypto_asset", "since": "2027-07-01", "until": ""},
        {
            "product_id": "KAIA",
            "class": "specified_crypto_asset",
            "since": "2024-10-01",
            "until": "2024-11-30",
        },
        {"product_id": "USDC", "class": "electronic_payment_instrument", "since": "2025-03-26", "until": ""},
    ],
    "product_decisions": [
        {"product_id": "BTC", "effective_on": "2020-05-01", "decision": "list"},
        {"product_id": "BTC", "effective_on": "2026-06-01", "decision": "delist", "member": "another"},
        {"product_id": "KAIA", "effective_on": "2022-01-01", "decision": "list"},
        {"product_id": "KAIA", "effective_on": "2026-08-05", "decision": "delist"},
        {"product_id": "MATIC", "effective_on": "2024-09-04", "decision": "migrate", "successor": "POL"},
    ],
    "disclosures": [
        {
            "product_id": "BTC",
            "version": "1",
            "published_on": "2026-04-01",
            "valid_until": "2026-11-19",
        },
        {
            "product_id": "BTC",
            "version": "2",
            "published_on": "2026-12-01",
            "valid_until": "2027-11-30",
        },
    ],
    "disclosure_fields": [
        {**_V1, "field": "nature", "text": "electronic cash <&>", "text_ja": "電子的な現金"},
        {**_V1, "field": "value_guarantee", "text": "nobody guarantees the value"},
        {**_V1, "field": "consensus", "text": "proof of work"},
        {**_V1, "field": "market_cap", "text": "¥100tn"},
        {**_V1, "version": "2", "field": "consensus", "text": "proof of work, SHA-256d"},
        {**_V1, "version": "2", "field": "market_cap", "text": "-"},
        {**_V1, "version": "2", "field": "supply_cap", "text": "21,000,000 BTC"},
    ],
}


def folder_of(path: Path, rows: Rows = BOOK_ROWS) -> Path:
    """The rows as a register folder: every column of the contracts."""
    path.mkdir()
    for table in PRODUCT_TABLES:
        names = [column.name for column in table.columns]
        with (path / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows.get(table.name, ()))
    return path
