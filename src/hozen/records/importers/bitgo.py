"""BitGo-like CSV: transfers in base units, or balances of wallets. Heads are those of the custodian's API fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO

from hozen.records.importers.amounts import instant_of
from hozen.records.importers.csv_rows import Columns, CsvRow
from hozen.records.importers.keeper import CAME_IN, WENT_OUT, Assets, KeeperLine, Skipped, choice_of
from hozen.records.importers.keeper_csv import KeeperLayout, KeeperReader, read_keeper_csv
from hozen.values import legal_day

VERSION = "1"
TRANSFERS = Columns(
    {
        "id": "id",
        "at": "date",
        "state": "state",
        "type": "type",
        "account": "wallet",
        "asset": "coin",
        "amount": "valueString",
        "net": "baseValueString",
        "network_fee": "feeString",
    },
    {"service_fee": "payGoFeeString", "fee_asset": "feeCoin", "txid": "txid"},
)
BALANCES = Columns({"account": "wallet", "asset": "coin", "total": "balanceString"}, {})
_STATES = {
    "confirmed": "",
    "unconfirmed": "pending",
    "signed": "pending",
    "pendingapproval": "pending",
    "failed": "failed",
    "rejected": "rejected",
    "removed": "removed",
    "replaced": "replaced",
}
_TYPES = {"receive": CAME_IN, "send": WENT_OUT}
_UNITS = re.compile(r"-?[0-9]{1,38}")


def read_bitgo(
    stream: BinaryIO,
    file: str,
    latest: date,
    assets: Assets,
    day: date | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[KeeperLine | Skipped]:
    """Lines of transfers, or balances as of `day` (a file of balances carries no day of its own)."""
    layout = KeeperLayout(TRANSFERS, BALANCES, _transfer, lambda row, _: _units(row, "total"))
    return read_keeper_csv(layout, stream, file, KeeperReader(assets, day, latest), columns)


def _transfer(reader: KeeperReader, row: CsvRow) -> KeeperLine | Skipped:
    why = choice_of(row, "state", _STATES)
    if why:
        return Skipped(row.filled("id"), why)
    entry = choice_of(row, "type", _TYPES)
    at = instant_of(row["at"], row.field("at"), reader.latest)
    asset, _ = reader.asset(row)
    units, net = _units(row, "amount", entry), _units(row, "net", entry)
    if net > units:
        row.field("net").refuse("more arrived than was sent", row["net"], f"at most {row['amount']}")
    return KeeperLine(
        row.filled("id"),
        legal_day(at),
        entry,
        row.filled("account"),
        asset,
        units,
        net,
        _units(row, "network_fee") if row["network_fee"] else None,
        _units(row, "service_fee") if row["service_fee"] else None,
        reader.fee_asset(row)[0],
        row["txid"],
        at,
    )


def _units(row: CsvRow, name: str, entry: str = "") -> int:
    """Base units. Only what was sent may carry a minus, which is its direction and not kept."""
    text = row[name]
    if not _UNITS.fullmatch(text) or (text.startswith("-") and entry != WENT_OUT):
        wanted = "whole base units" + ("" if entry == WENT_OUT else ", 0 or more")
        row.field(name).refuse(
            "not an amount", text, wanted, "export the …String columns, not the rounded ones"
        )
    return abs(int(text))
