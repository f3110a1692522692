"""Bitcoin Core over JSON-RPC: the few calls that are needed, all of them reads."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.connectors.bitcoin.fields import Fields
from hozen.connectors.errors import NodeAnswered
from hozen.connectors.rpc import Rpc

_NO_SUCH_PLACE = {-5, -8}  # block not found; height out of range


@dataclass(frozen=True, slots=True)
class Header:
    """ブロック: `at` is its miner's time, `median` that of the eleven blocks up to it; both in seconds since 1970."""

    height: int
    hash: str
    at: int
    median: int


@dataclass(frozen=True, slots=True)
class ChainInfo:
    """チェーンの状態. `chain` in the node's own word; `headers` are known, `blocks` are checked."""

    chain: str
    blocks: int
    headers: int
    best: str
    downloading: bool


@dataclass(frozen=True, slots=True)
class BitcoinNode:
    """ビットコインノード: answers as values. Raises what `Rpc` raises, and NodeAnswerUnreadable for a strange field."""

    rpc: Rpc

    @property
    def where(self) -> str:
        """The node, for messages."""
        return self.rpc.where

    def info(self) -> ChainInfo:
        """What chain it is on, and how far."""
        found = self._object("getblockchaininfo")
        return ChainInfo(
            found.text("chain"),
            found.whole("blocks"),
            found.whole("headers"),
            found.hash("bestblockhash"),
            found.flag("initialblockdownload"),
        )

    def hash_at(self, height: int) -> str | None:
        """The hash of the block at a height; None above the tip."""
        try:
            found = self.rpc.call("getblockhash", height)
        except NodeAnswered as error:
            if error.number in _NO_SUCH_PLACE:
                return None
            raise
        return Fields({"hash": found}, f"{self.where}, getblockhash").hash("hash")

    def header(self, block: str) -> Header:
        """A block's header by its hash."""
        found = self._object("getblockheader", block)
        return Header(
            found.whole("height"), found.hash("hash"), found.whole("time"), found.whole("mediantime")
        )

    def stands(self, height: int, block: str) -> bool:
        """Whether the block is of the chain that the node holds for the best."""
        return self.hash_at(height) == block

    def block(self, block: str) -> Fields:
        """A block with its transactions and the outputs that they spend (Bitcoin Core 23 and later)."""
        return self._object("getblock", block, 3)

    def _object(self, method: str, *params: object) -> Fields:
        return Fields.of(self.rpc.call(method, *params), f"{self.where}, {method}")
