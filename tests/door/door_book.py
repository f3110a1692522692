"""The smallest sound book, to be broken one value at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hozen.engine import Engine
from hozen.records import Book, Reject, RowsRefused
from hozen.workflows.door import Admitted, PassedFiles, admit

DAY = date(2026, 11, 20)
_D = "2026-11-20"
TOML = 'book = "small"\nfirm = "Small"\nbusiness_year_start = "04-01"\nprice_source = "ref"\n'
SOUND: dict[str, list[dict[str, str]]] = {
    "assets": [
        {"asset": "JPY", "name": "Yen", "decimals": "0"},
        {"asset": "BTC", "name": "Bitcoin", "decimals": "8"},
    ],
    "customers": [{"customer_id": "C1"}, {"customer_id": "C2"}],
    "customer_balances": [
        {"day": _D, "customer_id": "C1", "asset": "BTC", "units": "150000000"},
        {"day": _D, "customer_id": "C1", "asset": "JPY", "units": "1000"},
        {"day": _D, "customer_id": "C2", "asset": "BTC", "units": "1"},
    ],
    "house_balances": [{"day": _D, "asset": "BTC", "purpose": "own", "units": "0"}],
    "wallets": [
        {
            "wallet_id": "W1",
            "address": "bc1q",
            "chain": "bip122",
            "temperature": "cold",
            "purpose": "customer",
            "keeper": "self",
        }
    ],
    "wallet_balances": [{"day": _D, "wallet_id": "W1", "asset": "BTC", "units": "150000001"}],
    "trust_accounts": [{"trust_account_id": "T1", "trustee": "Trust Bank"}],
    "trust_balances": [{"day": _D, "trust_account_id": "T1", "yen": "1000"}],
    "prices": [{"day": _D, "asset": "BTC", "price": "10704212.84", "source": "ref"}],
}
TRADE = {
    "id": "X1",
    "timestamp": "2026-11-20T01:00:00Z",
    "asset": "BTC",
    "side": "buy",
    "maker": "C1",
    "taker": "house",
    "product": "spot",
    "amount": "1",
    "price": "10704212.84",
    "cost": "0",
}
TRANSFER = {
    "day": _D,
    "transfer_id": "R1",
    "asset": "BTC",
    "direction": "deposit",
    "seen_on": "chain",
    "units": "1",
}
POLICY = {
    "policy_id": "P1",
    "insurer": "Insurer",
    "starts": "2026-04-01",
    "ends": "2027-03-31",
    "notice_days": "30",
    "limit_yen": "1",
    "aggregate_yen": "1",
    "eroded_yen": "0",
    "retention_yen": "0",
    "share": "4/5",
    "attachment_yen": "0",
    "causes": "hot_key_theft",
    "waiting_days": "10",
}


@dataclass
class SmallBook:
    """Tables as rows of text; `raw` puts bytes in a file's place; written below `root`."""

    root: Path
    tables: dict[str, list[dict[str, str]]] = field(default_factory=lambda: deepcopy(SOUND))
    raw: dict[str, bytes] = field(default_factory=dict)
    toml: str = TOML

    def write(self) -> Book:
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "book.toml").write_text(self.toml, encoding="utf-8")
        for name, rows in self.tables.items():
            (self.root / f"{name}.csv").write_bytes(csv_bytes(rows))
        for name, data in self.raw.items():
            for old in self.root.glob(f"{Path(name).stem}.*"):
                old.unlink()
            (self.root / name).write_bytes(data)
        return Book.open(self.root)

    def admit(
        self, engine: Engine, *, day: date | None = None, passed: PassedFiles | None = None
    ) -> Admitted:
        return admit(self.write(), engine, day=day, passed=passed, rejects=self.root.parent / "rejects")

    def refused(self, engine: Engine, *, day: date | None = None) -> RowsRefused:
        try:
            self.admit(engine, day=day)
        except RowsRefused as refusal:
            return refusal
        raise AssertionError("the door let the book in")

    def only_reject(self, engine: Engine, *, day: date | None = None) -> Reject:
        refusal = self.refused(engine, day=day)
        assert refusal.count == 1, refusal
        return refusal.first[0]


def csv_bytes(rows: Sequence[dict[str, str]]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def in_reject_file(refusal: RowsRefused) -> list[dict[str, str]]:
    with refusal.file.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
