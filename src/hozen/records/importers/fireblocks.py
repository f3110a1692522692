"""Fireblocks-like CSV: the transaction log with its four amounts, or the balances of vault accounts.

The custodian's help pages name the figures (amount, net amount, network fee, service fee) but no column heads of the
file, so these heads are ours; the mapping's [columns] names the file's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO

from hozen.records.importers.amounts import instant_of, units_of
from hozen.records.importers.csv_rows import Columns, CsvRow
from hozen.records.importers.keeper import CAME_IN, WENT_OUT, Assets, KeeperLine, Skipped, choice_of
from hozen.records.importers.keeper_csv import KeeperLayout, KeeperReader, read_keeper_csv
from hozen.values import legal_day

VERSION = "1"
LOG = Columns(
    {
        "id": "Transaction ID",
        "at": "Created At",
        "status": "Status",
        "direction": "Direction",
        "account": "Vault Account",
        "asset": "Asset ID",
        "amount": "Amount",
        "net": "Net Amount",
        "network_fee": "Network Fee",
        "service_fee": "Service Fee",
    },
    {"fee_asset": "Fee Asset ID", "txid": "Transaction Hash"},
)
BALANCES = Columns({"account": "Vault Account", "asset": "Asset ID", "total": "Total Balance"}, {})
_STATUS = {
    "completed": "",
    "pending": "pending",
    "confirming": "pending",
    "broadcasting": "pending",
    "failed": "failed",
    "cancelled": "cancelled",
    "rejected": "rejected",
    "blocked": "blocked",
}
_DIRECTION = {"in": CAME_IN, "incoming": CAME_IN, "out": WENT_OUT, "outgoing": WENT_OUT}


def read_fireblocks(
    stream: BinaryIO,
    file: str,
    latest: date,
    assets: Assets,
    day: date | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[KeeperLine | Skipped]:
    """Lines of a log, or balances as of `day` (a file of balances carries no day of its own)."""
    layout = KeeperLayout(LOG, BALANCES, _movement, _total)
    return read_keeper_csv(layout, stream, file, KeeperReader(assets, day, latest), columns)


def _movement(reader: KeeperReader, row: CsvRow) -> KeeperLine | Skipped:
    why = choice_of(row, "status", _STATUS)
    if why:
        return Skipped(row.filled("id"), why)
    at = instant_of(row["at"], row.field("at"), reader.latest)
    asset, decimals = reader.asset(row)
    # A token's network fee is paid in the chain's own coin, which has its own decimals.
    fee_asset, fee_decimals = reader.fee_asset(row)
    units = units_of(row["amount"], decimals, row.field("amount"))
    net = units_of(row["net"], decimals, row.field("net"))
    if net > units:
        row.field("net").refuse("more arrived than was sent", row["net"], f"at most {row['amount']}")
    return KeeperLine(
        row.filled("id"),
        legal_day(at),
        choice_of(row, "direction", _DIRECTION),
        row.filled("account"),
        asset,
        units,
        net,
        _fee(row, "network_fee", fee_decimals),
        _fee(row, "service_fee", decimals),
        fee_asset,
        row["txid"],
        at,
    )


def _total(row: CsvRow, decimals: int) -> int:
    return units_of(row["total"], decimals, row.field("total"))


def _fee(row: CsvRow, name: str, decimals: int) -> int | None:
    return units_of(row[name], decimals, row.field(name)) if row[name] else None
