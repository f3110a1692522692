"""One EVM chain's balances at one block, page by page, into a file of the kind evm-balances."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from hozen.connectors.evm import (
    Balances,
    Block,
    EvmNode,
    Pinned,
    block_of_day,
    finalized_block,
    has_multicall,
    must_all_be_as_booked,
    must_be_deep,
    must_be_recent,
    pin,
)
from hozen.connectors.steady import Moved, steady
from hozen.records.importers import EvmAccount
from hozen.records.importers.evm_balances import NATIVE
from hozen.workflows.importing.evm_assets import EvmAsset
from hozen.workflows.live.evm_settings import EvmSettings
from hozen.workflows.live.kept_pages import KeptPages

Progress = Callable[[str, int, int], None]
TIMES = 5  # a chain that changes that often under one reading is not read
FILE = "evm-balances.jsonl"


@dataclass(frozen=True, slots=True)
class EvmReading:
    """EVM残高の照会: what is asked of which node. `addresses` ascend; `final`: at the chain's own final block."""

    node: EvmNode
    settings: EvmSettings
    day: date
    addresses: Sequence[str]
    assets: Sequence[EvmAsset]
    final: bool
    kept: KeptPages
    now: Callable[[], datetime]
    progress: Progress = field(repr=False)

    def file(self) -> Path:
        """The file with every balance, all at one block. What a reading before had read of that block is used.

        Raises the connectors' errors, ChainReorged where no block stands long enough.
        """
        self.node.must_be_of(self.settings.chain_id)
        return steady(self._once, TIMES, self.node.rpc.where)

    def _once(self) -> Path:
        pinned = pin(self.node, self._block())
        must_all_be_as_booked(
            pinned, {one.contract: (one.asset, one.decimals) for one in self.assets if one.contract != NATIVE}
        )
        contracts = tuple(one.contract for one in self.assets)
        together = has_multicall(pinned, self.addresses[0])
        self._read(Balances(pinned, contracts, self.settings.page, together))
        pinned.must_stand()
        return self.kept.joined(self._head(pinned), FILE)

    def _block(self) -> Block:
        """The block that kept pages are of, while it stands; else the one that the day asks for, and nothing is kept."""
        kept = _block_of(self.kept.head(), self._asked())
        if kept is not None and self._stands(kept):
            return kept
        found = self._chosen()
        read_at = self.now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        block = {"number": found.number, "hash": found.hash, "timestamp": found.timestamp}
        self.kept.begin({"asked": self._asked(), "block": block, "read_at": read_at})
        return found

    def _chosen(self) -> Block:
        if self.final:
            must_be_recent(self.node, self.now(), self.settings.max_lag)
            return finalized_block(self.node, self.day, self.settings.finality_depth)
        return block_of_day(self.node, self.day, self.settings.finality_depth)

    def _stands(self, block: Block) -> bool:
        try:
            self.node.must_stand(block)
        except Moved:
            return False
        must_be_deep(self.node, block, self.node.newest(), self.settings.finality_depth)
        return True

    def _read(self, balances: Balances) -> None:
        """Ask for what is not kept yet, and keep it."""
        done, size = self._done(), self.settings.page
        for at in range(done, len(self.addresses), size):
            self.progress("reading node", at, len(self.addresses))
            lines = [
                account_line(one)
                for part in _parts(self.addresses[at : at + size], size // len(self.assets))
                for one in balances.of(part)
            ]
            self.kept.keep(at // size + 1, lines)

    def _done(self) -> int:
        """How many addresses are kept. Pages that are not of these addresses are thrown away by what was asked."""
        return sum(len(page) for page in self.kept.pages())

    def _asked(self) -> str:
        """SHA-256 of all that pages depend on besides the block."""
        assets = [[one.contract, one.decimals] for one in self.assets]
        plain = [self.settings.chain_id, self.day.isoformat(), self.settings.page, self.final, assets]
        whole = hashlib.sha256(json.dumps(plain).encode())
        for one in self.addresses:
            whole.update(one.encode())
        return whole.hexdigest()

    def _head(self, pinned: Pinned) -> str:
        block, head = pinned.block, self.kept.head() or {}
        return json.dumps(
            {
                "chain_id": self.settings.chain_id,
                "day": self.day.isoformat(),
                "block": block.number,
                "hash": block.hash,
                "timestamp": block.timestamp,
                "read_at": head.get("read_at"),
                "finality_depth": self.settings.finality_depth,
                "assets": {one.contract: one.decimals for one in self.assets},
                "addresses": len(self.addresses),
            }
        )


def account_line(one: EvmAccount) -> str:
    """An account as a line of the file."""
    units = {asset: str(units) for asset, units in one.units.items()}
    failed = {"failed": dict(one.failed)} if one.failed else {}
    return json.dumps({"address": one.address, "units": units, **failed})


def _parts(addresses: Sequence[str], size: int) -> list[Sequence[str]]:
    step = max(1, size)
    return [addresses[at : at + step] for at in range(0, len(addresses), step)]


def _block_of(head: Mapping[str, object] | None, asked: str) -> Block | None:
    """The block of kept pages; None where they are of another question, or it cannot be read."""
    if head is None or head.get("asked") != asked:
        return None
    block = head.get("block")
    if not isinstance(block, dict):
        return None
    number, name, time = block.get("number"), block.get("hash"), block.get("timestamp")
    if type(number) is int and isinstance(name, str) and type(time) is int:
        return Block(number, name, time)
    return None
