"""Balances of all of the book's Bitcoin wallets at one block, read from the firm's own node into one file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeGuard

from hozen.connectors.bitcoin.cutoff import block_of_day, tip_of
from hozen.connectors.bitcoin.node import BitcoinNode, Header
from hozen.connectors.bitcoin.rewind import Later, at_cut, later_blocks
from hozen.connectors.bitcoin.scan import Scan, scan
from hozen.connectors.errors import NodeSettings
from hozen.connectors.rpc import Rpc
from hozen.connectors.steady import Moved, steady
from hozen.records.importers import Unspent
from hozen.workflows.importing.mapping import NAME, ImportMapping, read_mapping
from hozen.workflows.live.addresses import Addresses
from hozen.workflows.live.bitcoin_settings import BitcoinSettings, bitcoin_settings
from hozen.workflows.live.kept import Kept, key_of
from hozen.workflows.live.our_wallets import OurWallets, our_wallets
from hozen.workflows.live.scan_file import write_scan

BATCH = (
    100_000  # scripts in one scan: the request stays below the node's limit of 32 MB, the answer below ours
)
_STALE = 144  # blocks, about a day: what was the newest block before that is no longer meant
TIMES = 5  # a reading is begun before the chain is called unsteady
_TRIES, _SECONDS = 5, 60  # of one call; a scan has its own time
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BitcoinAsked:
    """読込の指定. tip: the newest block instead of the day's last one. replace: another import of the day gives way."""

    book: Path
    day: date
    tip: bool = False
    replace: bool = False
    mapping: Path | None = None
    memory_limit: str = "4GB"


@dataclass(frozen=True, slots=True)
class BitcoinRead:
    """読込結果: the file, the block it is of, and how deep that was when all was read.

    later_units: satoshi that came in after the block, not counted. spent_units: satoshi spent after it, counted. scans and
    kept: how many were asked for, and how many a run before this one had left.
    """

    file: Path
    height: int
    hash: str
    at: int
    depth: int
    finality_depth: int
    addresses: int
    outputs: int
    units: int
    later_units: int
    spent_units: int
    scans: int
    kept: int


def fetch(asked: BitcoinAsked, progress: Progress) -> BitcoinRead:
    """Read every wallet at the cut-off and write the file, which an import takes as one that a person brought.

    What was read is kept under BOOK/imports/.reading, so a run that was cut off goes on. Raises NodeSettings,
    SecretRefused, NodeUnreachable, NodeAnswered, NodeAnswerUnreadable, NodeBehind, ChainReorged, ImportConflict.
    """
    settings, mapping = bitcoin_settings(asked.book), read_mapping(asked.mapping, asked.book)
    _must_agree(settings, mapping)
    ours = our_wallets(asked.book, mapping, settings.network, settings.descriptors, asked.memory_limit)
    rpc = Rpc(
        settings.url,
        secret=settings.secret,
        per_second=settings.per_second,
        tries=_TRIES,
        timeout=_SECONDS,
    )
    node = BitcoinNode(rpc)
    tip_of(node, settings.network)  # before any descriptor is sent: the right chain, and caught up
    addresses = Addresses.of(node, settings.network, settings.gap_limit, ours)
    kept = Kept.of(asked.book, f"bitcoin-{settings.network}-{asked.day}")
    reading = _Reading(asked, settings, node, addresses, kept, progress)
    return steady(lambda: reading.whole(ours), TIMES, node.where)


def _must_agree(settings: BitcoinSettings, mapping: ImportMapping) -> None:
    if mapping.network != settings.network:
        raise NodeSettings(
            "nodes.toml and the mapping name two networks",
            where=f"{NAME}, [bitcoin] network",
            found=mapping.network,
            expected=settings.network,
            try_next=f'[bitcoin] network = "{settings.network}" in {NAME}, if it is meant',
        )


@dataclass(slots=True)
class _Reading:
    """One reading; `whole` may be begun several times."""

    asked: BitcoinAsked
    settings: BitcoinSettings
    node: BitcoinNode
    addresses: Addresses
    kept: Kept
    progress: Progress
    batches: list[tuple[str, ...]] = field(default_factory=list)
    scans: int = 0
    found: int = 0  # of these, answers that were kept

    def whole(self, ours: OurWallets) -> BitcoinRead:
        """All scans, each brought back to the cut-off. Raises Moved where a block gave way meanwhile."""
        cut = self._cut(tip_of(self.node, self.settings.network))
        self.scans = self.found = 0
        done: list[Scan] = []
        while True:
            self._add_batches()
            for batch in self.batches[len(done) :]:
                self.progress("scanning", len(done), len(self.batches))
                done.append(self._answer(batch, cut))
            later = self._later(cut, done)
            if not self.addresses.widen(_used(done, later)):
                break
        return self._written(cut, done, later, ours)

    def _cut(self, tip: Header) -> Header:
        """The block to read at. In a run that goes on it is the one that the run before chose, if that still stands."""
        if not self.asked.tip:
            return block_of_day(self.node, tip, self.asked.day, self.settings.finality_depth)
        before = self.kept.get("tip")
        if _is_block(before) and before[0] > tip.height - _STALE and self.node.stands(*before):
            return self.node.header(before[1])
        self.kept.put("tip", [tip.height, tip.hash])
        return tip

    def _add_batches(self) -> None:
        """Cut the scripts that are in no batch yet into batches."""
        start = sum(len(one) for one in self.batches)
        new = self.addresses.scripts[start:]
        self.batches += [tuple(new[at : at + BATCH]) for at in range(0, len(new), BATCH)]

    def _answer(self, batch: tuple[str, ...], cut: Header) -> Scan:
        """The answer that was kept, where its block still stands; else a new one. Raises Moved."""
        key = key_of(self.settings.network, batch)
        self.scans += 1
        before = _unpacked(self.kept.get(key))
        if before and before.height >= cut.height and self.node.stands(before.height, before.hash):
            self.found += 1
            return before
        answer = scan(self.node, batch)
        if answer.height < cut.height or not self.node.stands(answer.height, answer.hash):
            raise Moved(f"block {answer.height:,} is no longer {answer.hash}")
        self.kept.put(key, _packed(answer))
        return answer

    def _later(self, cut: Header, done: list[Scan]) -> dict[int, Later]:
        newest = max(done, key=lambda one: one.height)
        blocks = newest.height - cut.height

        def told(left: int) -> None:
            self.progress("rewinding", blocks - left, blocks)

        ours = frozenset(self.addresses.scripts)
        return later_blocks(self.node, cut, newest.height, newest.hash, ours, told)

    def _written(
        self, cut: Header, done: list[Scan], later: dict[int, Later], ours: OurWallets
    ) -> BitcoinRead:
        parts = [
            at_cut(answer, cut, later, frozenset(batch))
            for batch, answer in zip(self.batches, done, strict=True)
        ]
        outputs = [one for part in parts for one in (*part.still, *part.spent)]
        tip = self.node.info()
        if not self.node.stands(cut.height, cut.hash):
            raise Moved(f"block {cut.height:,} is no longer {cut.hash}")
        file = self.kept.make() / f"bitcoin-{cut.height}.json"
        depth = self.settings.finality_depth
        told = {"network": self.settings.network, "finality_depth": depth, "wallets": ours.sha256}
        write_scan(file, cut, outputs, self.addresses.owners, told)
        return BitcoinRead(
            file,
            cut.height,
            cut.hash,
            cut.at,
            tip.blocks - cut.height,
            depth,
            len(self.addresses.scripts),
            len(outputs),
            sum(one.units for one in outputs),
            sum(one.units for part in parts for one in part.younger),
            sum(one.units for part in parts for one in part.spent),
            self.scans,
            self.found,
        )


def _is_block(found: object) -> TypeGuard[list[Any]]:
    """Whether it is [height, hash] as this module kept it."""
    return isinstance(found, list) and [type(one) for one in found] == [int, str]


def _used(done: list[Scan], later: dict[int, Later]) -> set[str]:
    """Scripts that hold or held something."""
    still = {one.script for answer in done for one in answer.outputs}
    return still | {one.script for block in later.values() for one in block.spent}


def _packed(answer: Scan) -> object:
    cells = [[one.txid, one.vout, one.script, one.units, one.height, one.coinbase] for one in answer.outputs]
    return {"height": answer.height, "hash": answer.hash, "outputs": cells}


def _unpacked(found: object) -> Scan | None:
    """What `_packed` made; None for anything else, which is then asked for again."""
    if not isinstance(found, dict) or type(found.get("height")) is not int:
        return None
    try:
        outputs = tuple(Unspent(*cells) for cells in found["outputs"])
        return Scan(found["height"], found["hash"], outputs)
    except (KeyError, TypeError):
        return None
