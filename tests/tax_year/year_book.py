"""A small exchange's year, written row by row, and what its annual reports must say, worked out by plain addition."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

BTC, ETH = 10**8, 10**18
BEFORE, LAST = "2025-12-31", "2026-12-31"
TOML = 'book = "small"\nfirm = "Small Exchange"\nfirm_ja = "小取引所"\nbusiness_year_start = "04-01"\nprice_source = "ref"\n'
Row = dict[str, str]


def owed(day: str, customer: str, asset: str, units: int) -> Row:
    return {"day": day, "customer_id": customer, "asset": asset, "units": str(units)}


def trade(
    number: int,
    at: str,
    buyer: str,
    seller: str,
    asset: str,
    amount: int,
    cost: int,
    *,
    taker: str = "buy",
    product: str = "spot",
) -> Row:
    maker, take = (seller, buyer) if taker == "buy" else (buyer, seller)
    return {
        "id": f"T{number}",
        "timestamp": at,
        "asset": asset,
        "side": taker,
        "maker": maker,
        "taker": take,
        "product": product,
        "amount": str(amount),
        "cost": str(cost),
    }


def move(
    number: int, at: str, customer: str, asset: str, kind: str, units: int, yen: str = "", btc: str = ""
) -> Row:
    return {
        "movement_id": f"M{number}",
        "timestamp": at,
        "customer_id": customer,
        "asset": asset,
        "kind": kind,
        "units": str(units),
        "yen": yen,
        "btc_units": btc,
    }


# C1 opens with 1 BTC and ¥1,000,000. Buys 0.5 BTC for ¥2,000,000 from C2 in the year's first microsecond in Japan, sells 0.2
# BTC for ¥900,000 to the house in its last. Money in ¥1,500,000, fee ¥1,000, BTC out 0.1 with a fee of 0.0004, ETH 2 bought
# for 0.1 BTC, lends 0.3 BTC and gets 0.3 + 0.001 back, margin in ETH: ¥-30,000 before fees of ¥200. Closing:
#   BTC 1 + 0.5 - 0.2 - 0.1 - 0.0004 - 0.1 - 0.3 + 0.3 + 0.001 = 1.1006
#   JPY 1,000,000 - 2,000,000 + 900,000 + 1,500,000 - 1,000 - 30,000 - 200 = 1,368,800
#   ETH 2
# C2 opens with 3 BTC and nothing else, sells 0.5; is given 0.01 ETH worth ¥4,000 free of charge. Closing BTC 2.5, ETH 0.01,
# JPY 2,000,000. A trade of C2 one microsecond before the year and one just after it count for nothing.
TABLES: dict[str, list[Row]] = {
    "assets": [
        {"asset": "JPY", "name": "Yen", "decimals": "0"},
        {"asset": "BTC", "name": "Bitcoin", "decimals": "8"},
        {"asset": "ETH", "name": "Ether", "decimals": "18"},
    ],
    "customers": [{"customer_id": "C1"}, {"customer_id": "C2"}, {"customer_id": "C3"}],
    "customer_balances": [
        owed(BEFORE, "C1", "BTC", BTC),
        owed(BEFORE, "C1", "JPY", 1_000_000),
        owed(BEFORE, "C2", "BTC", 3 * BTC),
        owed(LAST, "C1", "BTC", 110_060_000),
        owed(LAST, "C1", "ETH", 2 * ETH),
        owed(LAST, "C1", "JPY", 1_368_800),
        owed(LAST, "C2", "BTC", 250_000_000),
        owed(LAST, "C2", "ETH", ETH // 100),
        owed(LAST, "C2", "JPY", 2_000_000),
    ],
    "trades": [
        trade(1, "2025-12-31T14:59:59.999999Z", "house", "C2", "BTC", BTC, 9_000_000),
        trade(2, "2025-12-31T15:00:00Z", "C1", "C2", "BTC", BTC // 2, 2_000_000, taker="sell"),
        trade(3, "2026-12-31T14:59:59.999999Z", "house", "C1", "BTC", BTC // 5, 900_000),
        trade(4, "2026-12-31T15:00:00Z", "C2", "house", "BTC", BTC, 9_000_000),
        trade(5, "2026-06-01T00:00:00Z", "C1", "house", "ETH", 5 * ETH, 2_000_000, product="margin"),
    ],
    "customer_movements": [
        move(1, "2026-02-01T00:00:00+09:00", "C1", "JPY", "in", 1_500_000),
        move(2, "2026-02-02T00:00:00+09:00", "C1", "JPY", "fee", 1_200),
        move(3, "2026-02-03T00:00:00+09:00", "C1", "JPY", "fee_back", 200),
        move(4, "2026-03-01T00:00:00+09:00", "C1", "BTC", "out", BTC // 10),
        move(5, "2026-03-01T00:00:00+09:00", "C1", "BTC", "fee", 40_000),
        move(6, "2026-04-01T00:00:00+09:00", "C1", "ETH", "bought_for_btc", 2 * ETH, btc=str(BTC // 10)),
        move(7, "2026-05-01T00:00:00+09:00", "C1", "BTC", "lent", 3 * BTC // 10),
        move(8, "2026-06-01T00:00:00+09:00", "C1", "BTC", "returned", 3 * BTC // 10),
        move(9, "2026-06-01T00:00:00+09:00", "C1", "BTC", "lending_result", BTC // 1000),
        move(10, "2026-07-01T00:00:00+09:00", "C1", "ETH", "margin_result", 0, yen="-30000"),
        move(11, "2026-07-01T00:00:00+09:00", "C1", "ETH", "margin_fee", 0, yen="200"),
        move(12, "2026-12-31T23:59:59+09:00", "C1", "BTC", "long_open", BTC),
        move(13, "2026-12-30T23:59:59+09:00", "C1", "BTC", "long_open", 7 * BTC),
        move(14, "2026-08-01T00:00:00+09:00", "C2", "ETH", "grant", ETH // 100, yen="4000"),
        move(15, "2027-01-01T00:00:00+09:00", "C2", "ETH", "out", ETH // 100),
    ],
    "house_balances": [{"day": LAST, "asset": "BTC", "purpose": "own", "units": "0"}],
    "wallets": [
        {
            "wallet_id": f"W{asset}",
            "address": asset,
            "chain": "test",
            "temperature": "cold",
            "purpose": "customer",
            "keeper": "self",
        }
        for asset in ("BTC", "ETH")
    ],
    "wallet_balances": [
        {"day": LAST, "wallet_id": "WBTC", "asset": "BTC", "units": "360060000"},
        {"day": LAST, "wallet_id": "WETH", "asset": "ETH", "units": str(2 * ETH + ETH // 100)},
    ],
    "trust_accounts": [{"trust_account_id": "T1", "trustee": "Trust Bank"}],
    "trust_balances": [{"day": LAST, "trust_account_id": "T1", "yen": "3368800"}],
    "prices": [
        {"day": LAST, "asset": "BTC", "price": "4500000", "source": "ref"},
        {"day": LAST, "asset": "ETH", "price": "400000", "source": "ref"},
        {"day": BEFORE, "asset": "BTC", "price": "4000000", "source": "ref"},
    ],
}


@dataclass
class YearBook:
    """The tables as rows of text, written below `root`; balances in folders by day."""

    root: Path
    tables: dict[str, list[Row]] = field(default_factory=lambda: deepcopy(TABLES))

    def write(self) -> Path:
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "book.toml").write_text(TOML, encoding="utf-8")
        for name, rows in self.tables.items():
            if name == "customer_balances":
                for day in (BEFORE, LAST):
                    folder = self.root / name / f"day={day}"
                    folder.mkdir(parents=True, exist_ok=True)
                    some = [row for row in rows if row["day"] == day]
                    (folder / "part.csv").write_text(_csv(some), encoding="utf-8")
            else:
                (self.root / f"{name}.csv").write_text(_csv(rows), encoding="utf-8")
        return self.root


def _csv(rows: list[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def japan(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC) + timedelta(hours=9)


def plain_lines(tables: dict[str, list[Row]], year: int = 2026) -> dict[tuple[str, str], Counter[str]]:
    """(customer, asset) → every figure that is not 0: one row after the other, with Python's own whole numbers."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in tables["customer_balances"]:
        opening = row["day"] == f"{year - 1}-12-31"
        found[row["customer_id"], row["asset"]]["opening_units" if opening else "ledger_units"] += int(
            row["units"]
        )
    for row in tables["trades"]:
        if row["product"] == "spot" and japan(row["timestamp"]).year == year:
            buyer, seller = (
                (row["taker"], row["maker"]) if row["side"] == "buy" else (row["maker"], row["taker"])
            )
            amount, cost, asset = int(row["amount"]), int(row["cost"]), row["asset"]
            found[buyer, asset].update(bought_units=amount, bought_yen=cost)
            found[buyer, "JPY"].update(sold_units=cost, sold_yen=cost)
            found[seller, asset].update(sold_units=amount, sold_yen=cost)
            found[seller, "JPY"].update(bought_units=cost, bought_yen=cost)
    for row in tables["customer_movements"]:
        if japan(row["timestamp"]).year == year:
            _moved(found, row)
    for line in found.values():
        line["closing_units"] = _closing(line)
    return {
        key: Counter({n: v for n, v in line.items() if v}) for key, line in found.items() if key[0] != "house"
    }


def _moved(found: dict[tuple[str, str], Counter[str]], row: Row) -> None:
    customer, asset, kind, units = row["customer_id"], row["asset"], row["kind"], int(row["units"])
    yen, btc = int(row["yen"] or 0), int(row["btc_units"] or 0)
    line = found[customer, asset]
    match kind:
        case "grant":
            line.update(bought_units=units, bought_yen=yen, sold_yen=yen)
        case "bought_for_btc":
            line.update(bought_btc_units=units, bought_btc=btc)
            found[customer, "BTC"].update(sold_btc_units=btc)
        case "sold_for_btc":
            line.update(sold_btc_units=units, sold_btc=btc)
            found[customer, "BTC"].update(bought_btc_units=btc)
        case "margin_result":
            line.update(margin_result_yen=yen)
            found[customer, "JPY"].update(margin_net_yen=yen)
        case "margin_fee":
            line.update(margin_fee_yen=yen)
            found[customer, "JPY"].update(margin_net_yen=-yen)
        case "fee_back":
            line.update(fee_units=-units)
        case "long_open" | "short_open":
            if japan(row["timestamp"]).strftime("%m-%d") == "12-31":
                line.update({f"{kind.partition('_')[0]}_units": units})
        case _:
            name = {"lending_result": "lending"}.get(kind, kind)
            line.update({f"{name}_units": units})


def _closing(line: Counter[str]) -> int:
    more = ("opening", "bought", "bought_btc", "in", "returned", "lending")
    less = ("sold", "sold_btc", "out", "fee", "lent")
    net = line["margin_net_yen"]
    return net + sum(line[f"{n}_units"] for n in more) - sum(line[f"{n}_units"] for n in less)
