"""Bitcoin Core's `scantxoutset` answer, as `bitcoin-cli` prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import BinaryIO

from hozen.records.importers.amounts import units_of
from hozen.records.importers.errors import Place
from hozen.records.importers.json_stream import Json, JsonObject
from hozen.records.importers.unspent import DECIMALS, Snapshot, Unspent, possible

VERSION = "2"
_HASH = re.compile(r"[0-9a-f]{64}")
_SCRIPT = re.compile(r"(?:[0-9a-f]{2}){0,10000}")
_UNSPENTS = "unspents"
_NAME = re.compile(r"[ -~]{1,200}")
READ = "hozen"  # the field in which hozen says what the node does not: which wallets, which instant


@dataclass(slots=True)
class _Scan:
    place: Place
    fields: dict[str, Json] = field(default_factory=dict)
    total: int = 0
    count: int = 0
    highest: int = 0


def read_scantxoutset(stream: BinaryIO, file: str) -> Iterator[Snapshot | Unspent]:
    """Each output of the scan, and last the block it was read at.

    Refuses a scan that did not succeed, amounts with more than 8 digits, an output above the scan's height, and a total
    that its outputs do not come to.
    """
    scan = _Scan(Place(file))
    for name, value in JsonObject(stream, file, _UNSPENTS).fields():
        if name == _UNSPENTS and isinstance(value, dict):
            yield _unspent(scan, value)
        else:
            scan.fields[name] = value
    yield _checked(scan)


def _unspent(scan: _Scan, value: dict[str, Json]) -> Unspent:
    scan.count += 1
    place = scan.place.on(f"unspent {scan.count}")
    one = Unspent(
        _matched(value.get("txid"), _HASH, place.field("txid")),
        _count(value.get("vout"), place.field("vout")),
        _matched(value.get("scriptPubKey"), _SCRIPT, place.field("scriptPubKey")),
        _amount(value.get("amount"), place.field("amount")),
        _count(value.get("height"), place.field("height")),
        value.get("coinbase") is True,
        _named(value.get("wallet_id"), place.field("wallet_id")),
        _named(value.get("address"), place.field("address")),
    )
    scan.total += one.units
    scan.highest = max(scan.highest, one.height)
    return one


def _checked(scan: _Scan) -> Snapshot:
    fields, place = scan.fields, scan.place
    if fields.get("success") is not True:
        found = "no field success" if "success" not in fields else str(fields["success"])
        place.refuse("the scan did not succeed", found, '"success": true', "run scantxoutset again")
    total = _amount(fields.get("total_amount"), place.field("total_amount"))
    if total != scan.total:
        place.field("total_amount").refuse(
            "the file's total is not what its outputs come to",
            str(total),
            str(scan.total),
            "fetch the file again",
        )
    height = _count(fields.get("height"), place.field("height"))
    if scan.highest > height:
        place.field("height").refuse(
            "an output is above the scan's height", str(scan.highest), f"at most {height}"
        )
    # The answer does not name the network; its addresses are read for the one that the mapping names.
    block_hash = _matched(fields.get("bestblock"), _HASH, place.field("bestblock"))
    return _told(Snapshot("", block_hash, height, None), fields.get(READ), place)


def _told(snapshot: Snapshot, read: Json, place: Place) -> Snapshot:
    """With what hozen wrote beside the node's answer, where it is hozen's own reading."""
    if read is None:
        return snapshot
    if not isinstance(read, dict):
        place.field(READ).refuse("not an object", str(read), "as hozen wrote it")
    at = _count(read.get("at"), place.field(f"{READ}.at"))
    return replace(
        snapshot,
        network=_named(read.get("network"), place.field(f"{READ}.network")),
        at=datetime.fromtimestamp(at, UTC),
        finality_depth=_count(read.get("finality_depth"), place.field(f"{READ}.finality_depth")),
        wallets=_matched(read.get("wallets"), _HASH, place.field(f"{READ}.wallets")),
    )


def _named(value: Json, place: Place) -> str:
    """A name; '' where there is none."""
    return "" if value is None else _matched(value, _NAME, place)


def _matched(value: Json, pattern: re.Pattern[str], place: Place) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        place.refuse("not hex as expected", str(value), pattern.pattern)
    return value


def _count(value: Json, place: Place) -> int:
    if type(value) is not int or value < 0:
        place.refuse("not a count", str(value), "a whole number, 0 or more")
    return value


def _amount(value: Json, place: Place) -> int:
    if type(value) is bool or not isinstance(value, int | str):
        place.refuse("not an amount", str(value), "coins such as 0.00150000")
    return possible(units_of(str(value), DECIMALS, place), place)
