"""Balances of accounts on an EVM chain at one block, as JSON lines: a head, then one line for each address.

Head: `{"chain_id": 1, "day": "2026-11-20", "block": 23838000, "hash": "0x…", "timestamp": 1763650787,
"read_at": "2026-11-20T15:10:00Z", "finality_depth": 64, "assets": {"native": 18, "0xa0b8…": 6}, "addresses": 2}`
Line: `{"address": "0x…", "units": {"native": "5"}, "failed": {"0xa0b8…": "reverted"}}`

Every asset of the head was asked for at every address: what a line does not name is 0. `assets` has each one's decimals.
Addresses stand in ascending order, each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import BinaryIO

from hozen.records.importers.amounts import day_of, instant_of, whole_of
from hozen.records.importers.errors import Place
from hozen.records.importers.evm_address import evm_address
from hozen.records.importers.json_object import JsonFields, json_fields
from hozen.records.importers.text_lines import lines
from hozen.values import legal_day

VERSION = "1"
NATIVE = "native"
REVERTED, NO_NUMBER, TOO_LARGE = "reverted", "no-number", "too-large"
FAILURES = (REVERTED, NO_NUMBER, TOO_LARGE)
MOST_DECIMALS = 30
_HASH = re.compile(r"0x[0-9a-f]{64}")
_HEAD = (
    *("chain_id", "day", "block", "hash", "timestamp"),
    *("read_at", "finality_depth", "assets", "addresses"),
)


@dataclass(frozen=True, slots=True)
class EvmHead:
    """EVM残高の基準点: the block, and what was asked at it.

    timestamp: the block's, in seconds since 1970 (UTC). assets: 'native' or a token's contract → its decimals.
    finality_depth: blocks that stood above it at least; None where nobody says. addresses: how many lines follow.
    """

    chain_id: int
    day: date
    block: int
    hash: str
    timestamp: int
    read_at: datetime
    finality_depth: int | None
    assets: Mapping[str, int]
    addresses: int

    def caip19(self, asset: str) -> str:
        """The asset's CAIP-19 name. The chain's own coin goes under Ether's number, since any is taken for it."""
        kind = "slip44:60" if asset == NATIVE else f"erc20:{asset}"
        return f"eip155:{self.chain_id}/{kind}"


@dataclass(frozen=True, slots=True)
class EvmAccount:
    """口座残高: one address. units: asset of the head → smallest units; failed: asset → why it could not be read."""

    address: str
    units: Mapping[str, int]
    failed: Mapping[str, str]


def read_evm_balances(stream: BinaryIO, file: str, latest: date) -> Iterator[EvmHead | EvmAccount]:
    """The head, then every address. Refuses a block after the day's end, and a file that was cut off."""
    head, count = None, 0
    for fields in _lines(stream, file):
        if head is None:
            head = _head(fields, latest)
            yield head
        else:
            count += 1
            yield _account(fields, head)
    if head is None:
        Place(file).refuse("the file is empty", "0 lines", "a head, then one line for each address")
    if count != head.addresses:
        Place(file).refuse(
            "the file was cut off, or has lines that are not its own",
            f"{count:,} addresses",
            f"{head.addresses:,}, as its head says",
            "fetch the file again",
        )


def _lines(stream: BinaryIO, file: str) -> Iterator[JsonFields]:
    """Every line as an object; addresses must ascend, so that none counts twice."""
    last = ""
    for number, text in lines(stream, file, "utf-8"):
        fields = json_fields(text, Place(file, f"line {number}"))
        yield fields
        if number > 1:
            address = fields.text("address").lower()
            if address <= last:
                fields.place.refuse("addresses stand twice or out of order", address, f"above {last}")
            last = address


def _head(fields: JsonFields, latest: date) -> EvmHead:
    fields.only(*_HEAD)
    day = day_of(fields.text("day"), fields.place.field("day"), latest)
    head = EvmHead(
        fields.count("chain_id"),
        day,
        fields.count("block"),
        fields.matched("hash", _HASH),
        fields.count("timestamp"),
        instant_of(fields.text("read_at"), fields.place.field("read_at"), latest),
        fields.count("finality_depth") if fields.has("finality_depth") else None,
        _assets(fields),
        fields.count("addresses"),
    )
    _must_be_before_the_days_end(head, fields.place.field("timestamp"))
    return head


def _assets(fields: JsonFields) -> dict[str, int]:
    inner = fields.inner("assets")
    found = {_asset(name, inner.place): inner.count(name) for name in inner.values}
    for name, decimals in found.items():
        if decimals > MOST_DECIMALS:
            inner.place.field(name).refuse("decimals that cannot be", decimals, f"0 to {MOST_DECIMALS}")
    if not found:
        inner.place.refuse("nothing was asked for", "no asset", "native or a token's contract")
    return found


def _asset(name: str, place: Place) -> str:
    if name == NATIVE:
        return name
    if name != name.lower():
        place.refuse("a contract in capital letters", name, "small letters")
    return _address(name, place)


def _address(text: str, place: Place) -> str:
    try:
        return evm_address(text)
    except ValueError as error:
        place.refuse(f"an address that is not one: {error}", text, "0x and 40 hex digits")


def _must_be_before_the_days_end(head: EvmHead, place: Place) -> None:
    try:
        made = legal_day(datetime.fromtimestamp(head.timestamp, UTC))
    except (ValueError, OverflowError, OSError):
        place.refuse("a time that cannot be", head.timestamp, "seconds since 1970")
    if made > head.day:
        place.refuse(
            "the block is after the end of the day in Japan", made, f"{head.day} or before", "read it again"
        )


def _account(fields: JsonFields, head: EvmHead) -> EvmAccount:
    fields.only("address", "units", "failed")
    units, failed = fields.inner("units"), fields.inner("failed") if fields.has("failed") else None
    account = EvmAccount(
        _address(fields.text("address"), fields.place.field("address")),
        {name: whole_of(units.text(name), units.place.field(name)) for name in units.values},
        {name: failed.one_of(name, FAILURES) for name in failed.values} if failed else {},
    )
    for name in (*account.units, *account.failed):
        if name not in head.assets:
            fields.place.refuse("an asset that the head does not have", name, ", ".join(head.assets))
    both = account.units.keys() & account.failed.keys()
    if both:
        fields.place.refuse("an asset has a balance and could not be read", ", ".join(sorted(both)))
    return account
