"""One file through the reader of its kind into a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, TypeVar

from hozen.records.importers import (
    Accounts,
    Assets,
    BankItem,
    KeeperLine,
    Skipped,
    SnapshotFile,
    read_bitgo,
    read_camt053,
    read_ccxt,
    read_evm_balances,
    read_fireblocks,
    read_mt940,
    read_scantxoutset,
    read_zengin,
)
from hozen.workflows.importing.draft import Draft
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.kinds import ImportKind
from hozen.workflows.importing.mapping import ImportMapping
from hozen.workflows.importing.read_bank import take_bank
from hozen.workflows.importing.read_coins import Coins, take_coins
from hozen.workflows.importing.read_evm import EvmBalances, keep_file, take_evm
from hozen.workflows.importing.read_keeper import take_keeper
from hozen.workflows.importing.read_trades import take_trade
from hozen.workflows.importing.target import Target

Progress = Callable[[str, int, int], None]
T = TypeVar("T")
_EVERY = 20_000  # items between two reports of how far it is
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """取込の読込み: one file and all that its reader is told."""

    kind: ImportKind
    path: Path
    target: Target
    mapping: ImportMapping
    latest: date
    day: date | None
    height: int | None
    source: str
    progress: Progress

    def into(self, draft: Draft) -> None:
        """Read the whole file into the draft. Raises ImportRefused and ImportConflict."""
        if self.kind.needs_day and self.day is None:
            raise ImportConflict(
                "the file does not say of which day it is", where=self.path.name, try_next="--day 2026-11-20"
            )
        with self.path.open("rb") as stream:
            _READERS[self.kind.name](self, stream, draft)

    def told(self, items: Iterable[T], stream: BinaryIO) -> Iterator[T]:
        """The items; says now and then how many megabytes were read."""
        whole = self.path.stat().st_size // _MEGABYTE
        for number, item in enumerate(items):
            if number % _EVERY == 0:
                self.progress("reading", stream.tell() // _MEGABYTE, whole)
            yield item

    def assets(self) -> Assets:
        """The book's assets under their names and ours."""
        return Assets(self.mapping.assets, self.target.decimals())


def _bank(reading: Reading, stream: BinaryIO, items: Iterable[BankItem], draft: Draft) -> None:
    for item in reading.told(items, stream):
        take_bank(item, draft, reading.mapping, reading.source)


def _camt053(reading: Reading, stream: BinaryIO, draft: Draft) -> None:
    _bank(reading, stream, read_camt053(stream, reading.path.name, reading.latest), draft)


def _mt940(reading: Reading, stream: BinaryIO, draft: Draft) -> None:
    _bank(reading, stream, read_mt940(stream, reading.path.name, reading.latest), draft)


def _zengin(reading: Reading, stream: BinaryIO, draft: Draft) -> None:
    items = read_zengin(stream, reading.path.name, reading.latest, reading.mapping.dates)
    _bank(reading, stream, items, draft)


def _scan(reading: Reading, stream: BinaryIO, draft: Draft) -> None:
    items = read_scantxoutset(stream, reading.path.name)
    coins = _coins(reading, draft, whole=reading.mapping.scan_is_whole)
    take_coins(reading.told(items, stream), coins, reading.mapping.network)


def _dump(reading: Reading, stream: BinaryIO, draft: Draft) -> None:
    file = SnapshotFile(stream, reading.path.name)
    if file.head.network != reading.mapping.network:
        raise ImportConflict(
            "a snapshot of another network",
            where=reading.path.name,
            found=file.head.network,
            expected=reading.mapping.network,
            try_next=f'[bitcoin] network = "{file.head.network}", if it is meant',
        )
    coins = _coins(reading, draft, whole=True)
    coins.head = file.head
    take_coins(reading.told(file.unspents(), stream), coins, file.head.network)


def _coins(reading: Reading, draft: Draft, *, whole: bool) -> Coins:
    if reading.day is None:
        raise AssertionError("a kind that needs a day was read without one")
    return Coins(reading.target, reading.mapping, draft, reading.day, reading.height, whole, reading.source)


def _evm(reading: Reading, stream: BinaryIO, draft: Draft) -> None:
    items = read_evm_balances(stream, reading.path.name, reading.latest)
    book = EvmBalances(reading.target, reading.mapping, draft, reading.source)
    take_evm(reading.told(items, stream), book)
    keep_file(reading.path, book)


def _keeper(reading: Reading, stream: BinaryIO, items: Iterable[KeeperLine | Skipped], draft: Draft) -> None:
    name = reading.kind.name
    keeper = reading.mapping.keepers.get(name, name)
    for item in reading.told(items, stream):
        take_keeper(item, draft, reading.mapping, keeper, reading.source)


def _fireblocks(reading: Reading, stream: BinaryIO, draft: Draft) -> None:
    columns = reading.mapping.columns.get("fireblocks")
    file, assets = reading.path.name, reading.assets()
    items = read_fireblocks(stream, file, reading.latest, assets, reading.day, columns)
    _keeper(reading, stream, items, draft)


def _bitgo(reading: Reading, stream: BinaryIO, draft: Draft) -> None:
    columns = reading.mapping.columns.get("bitgo")
    file, assets = reading.path.name, reading.assets()
    _keeper(reading, stream, read_bitgo(stream, file, reading.latest, assets, reading.day, columns), draft)


def _ccxt(reading: Reading, stream: BinaryIO, draft: Draft) -> None:
    mapping = reading.mapping
    accounts = Accounts(mapping.maker, mapping.taker, mapping.product)
    items = read_ccxt(stream, reading.path.name, reading.latest, reading.assets(), accounts)
    for trade in reading.told(items, stream):
        take_trade(trade, draft)


_READERS: dict[str, Callable[[Reading, BinaryIO, Draft], None]] = {
    "camt053": _camt053,
    "mt940": _mt940,
    "zengin": _zengin,
    "scantxoutset": _scan,
    "dumptxoutset": _dump,
    "evm-balances": _evm,
    "fireblocks": _fireblocks,
    "bitgo": _bitgo,
    "ccxt": _ccxt,
}
