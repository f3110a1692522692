"""A small exchange whose every figure can be worked out by hand; each test changes what it needs."""

from __future__ import annotations

import csv
import io
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

FRIDAY = date(2026, 11, 20)  # Monday 23 November is a holiday
D = "2026-11-20"
TOML = (
    'book = "small"\nfirm = "Small Exchange"\nfirm_ja = "小取引所"\n'
    'business_year_start = "04-01"\nprice_source = "ref"\n[buffer_limits]\nBTC = "0.5"\n'
)
BTC, ETH = 10**8, 10**18


def _wallet(name: str, temperature: str, purpose: str = "customer") -> dict[str, str]:
    return {
        "wallet_id": name,
        "address": f"address of {name}",
        "chain": "test",
        "temperature": temperature,
        "purpose": purpose,
        "keeper": "self",
    }


def balance(wallet: str, asset: str, units: int, day: str = D) -> dict[str, str]:
    return {"day": day, "wallet_id": wallet, "asset": asset, "units": str(units)}


def owed(customer: str, asset: str, units: int, day: str = D) -> dict[str, str]:
    return {"day": day, "customer_id": customer, "asset": asset, "units": str(units)}


# Owed: BTC 10 × ¥10m = ¥100m, ETH 100 × ¥400,000 = ¥40m, together ¥140m; money ¥1,500,000.
# Cold: BTC 9.7 = ¥97m, ETH 99 = ¥39.6m: ¥136.6m of ¥140m. Hot: BTC 0.3, ETH 1, the same as guarantee crypto.
SOUND: dict[str, list[dict[str, str]]] = {
    "assets": [
        {"asset": "JPY", "name": "Yen", "decimals": "0"},
        {"asset": "BTC", "name": "Bitcoin", "decimals": "8"},
        {"asset": "ETH", "name": "Ether", "decimals": "18"},
    ],
    "customers": [{"customer_id": "C1"}, {"customer_id": "C2"}],
    "customer_balances": [
        owed("C1", "BTC", 6 * BTC),
        owed("C1", "JPY", 1_000_000),
        owed("C2", "BTC", 4 * BTC),
        owed("C2", "ETH", 100 * ETH),
        owed("C2", "JPY", 500_000),
    ],
    "house_balances": [
        {"day": D, "asset": "BTC", "purpose": "guarantee", "temperature": "", "units": str(3 * BTC // 10)},
        {"day": D, "asset": "ETH", "purpose": "guarantee", "temperature": "", "units": str(ETH)},
    ],
    "wallets": [
        _wallet("btc-cold", "cold"),
        _wallet("btc-hot", "hot"),
        _wallet("eth-cold", "cold"),
        _wallet("eth-hot", "hot"),
        _wallet("btc-guarantee", "cold", "guarantee"),
        _wallet("eth-guarantee", "cold", "guarantee"),
    ],
    "wallet_balances": [
        balance("btc-cold", "BTC", 97 * BTC // 10),
        balance("btc-hot", "BTC", 3 * BTC // 10),
        balance("eth-cold", "ETH", 99 * ETH),
        balance("eth-hot", "ETH", ETH),
        balance("btc-guarantee", "BTC", 3 * BTC // 10),
        balance("eth-guarantee", "ETH", ETH),
    ],
    "trust_accounts": [{"trust_account_id": "T1", "trustee": "Trust Bank"}],
    "trust_balances": [{"day": D, "trust_account_id": "T1", "yen": "1500000"}],
    "prices": [
        {"day": D, "asset": "BTC", "price": "10000000", "source": "ref"},
        {"day": D, "asset": "ETH", "price": "400000", "source": "ref"},
    ],
    "financials": [{"day": "2026-10-31", "capital": "10000000", "net_assets": "50000000"}],
    "volumes": [
        {"period": "FY2024", "product": "spot", "yen": "300000000000"},
        {"period": "FY2025", "product": "spot", "yen": "500000000000"},
        {"period": "2026-07", "product": "spot", "yen": "40000000000"},
    ],
    "reserve_positions": [{"day": "2026-03-31", "account": "R1", "yen": "100000000"}],
}


@dataclass
class SmallExchange:
    """Tables as rows of text, written below `root`."""

    root: Path
    tables: dict[str, list[dict[str, str]]] = field(default_factory=lambda: deepcopy(SOUND))
    toml: str = TOML

    def put(self, table: str, key: str, value: str, **cells: str) -> SmallExchange:
        """Change the row of `table` whose first column named in `cells` fits: row[key] = value."""
        for row in self.tables[table]:
            if all(row[name] == cell for name, cell in cells.items()):
                row[key] = value
        return self

    def add(self, table: str, *rows: dict[str, str]) -> SmallExchange:
        self.tables.setdefault(table, []).extend(rows)
        return self

    def on(self, day: str) -> SmallExchange:
        """The same figures on one more day."""
        for table in ("customer_balances", "house_balances", "wallet_balances", "trust_balances", "prices"):
            self.tables[table] += [{**row, "day": day} for row in self.tables[table] if row["day"] == D]
        return self

    def write_by_day(self) -> Path:
        """As `write`, the dated tables in folders by day."""
        root = self.write()
        for table in ("customer_balances", "house_balances", "wallet_balances", "trust_balances", "prices"):
            (root / f"{table}.csv").unlink()
            for day in {row["day"] for row in self.tables[table]}:
                folder = root / table / f"day={day}"
                folder.mkdir(parents=True, exist_ok=True)
                rows = [row for row in self.tables[table] if row["day"] == day]
                (folder / "part.csv").write_text(_csv(rows), encoding="utf-8")
        return root

    def write(self) -> Path:
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "book.toml").write_text(self.toml, encoding="utf-8")
        for name, rows in self.tables.items():
            (self.root / f"{name}.csv").write_text(_csv(rows), encoding="utf-8")
        return self.root


def _csv(rows: list[dict[str, str]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
