"""A made-up Bitcoin chain that answers as a node does. What was unspent at a height is found by replaying the blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from node_server import NodeServer, Refusal, written

from hozen.connectors.bitcoin.node import BitcoinNode
from hozen.connectors.json_text import read_json


@dataclass(frozen=True)
class Coin:
    """An output: (txid, vout) is its name."""

    txid: str
    vout: int
    script: str
    units: int
    height: int
    coinbase: bool = False


@dataclass
class Block:
    hash: str
    before: str
    at: int
    made: list[Coin] = field(default_factory=list)
    spent: list[Coin] = field(default_factory=list)


def hex32(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def coins(units: int) -> object:
    """As the node writes amounts."""
    return Decimal(units) / 10**8


@dataclass
class FakeChain:
    """Blocks by height. `branch` names a fork, so that the same height has another hash."""

    blocks: list[Block] = field(default_factory=list)
    branch: str = "a"
    chain: str = "regtest"
    downloading: bool = False
    unseen: int = 0  # headers that are known without their blocks
    medians: bool = False  # else every block's own time stands for its median time
    running: int = 0  # how often `status` still says that a scan runs

    def add(self, at: int, made: Sequence[tuple[str, int]] = (), spend: Sequence[Coin] = ()) -> list[Coin]:
        """A block with one transaction that spends and makes; returns what it made."""
        height = len(self.blocks)
        name = hex32(self.branch, height, at, made, spend)
        new = [
            Coin(hex32("tx", name), n, script, units, height, not spend)
            for n, (script, units) in enumerate(made)
        ]
        before = self.blocks[-1].hash if self.blocks else "0" * 64
        self.blocks.append(Block(name, before, at, new, list(spend)))
        return new

    def at_height(self, height: int) -> dict[tuple[str, int], Coin]:
        """What was unspent after the block, by replay from the first."""
        held: dict[tuple[str, int], Coin] = {}
        for block in self.blocks[: height + 1]:
            for one in block.spent:
                del held[one.txid, one.vout]
            held.update({(one.txid, one.vout): one for one in block.made})
        return held

    def serve(self, node: NodeServer) -> None:
        """Let the server answer for this chain."""
        node.methods.update(self.methods())

    def node(self) -> BitcoinNode:
        """Answers without a connection, for many made-up chains in one test."""
        direct: Any = SimpleNamespace(where="a made-up chain", tries=1, call=self.call)
        return BitcoinNode(direct)

    def call(self, method: str, *params: Any, **_: Any) -> object:
        return read_json(written(self.methods()[method](*params)))

    def methods(self) -> dict[str, Any]:
        return {
            "getblockchaininfo": self.info,
            "getblockhash": self.hash_at,
            "getblockheader": self.header,
            "getblock": self.block,
            "scantxoutset": self.scan,
        }

    def info(self) -> object:
        tip = len(self.blocks) - 1
        return {
            "chain": self.chain,
            "blocks": tip,
            "headers": tip + self.unseen,
            "bestblockhash": self.blocks[-1].hash,
            "initialblockdownload": self.downloading,
        }

    def hash_at(self, height: int) -> object:
        if not 0 <= height < len(self.blocks):
            raise Refusal(-8, "Block height out of range")
        return self.blocks[height].hash

    def _found(self, name: str) -> int:
        for height, one in enumerate(self.blocks):
            if one.hash == name:
                return height
        raise Refusal(-5, "Block not found")

    def header(self, name: str) -> object:
        height = self._found(name)
        before = sorted(one.at for one in self.blocks[max(0, height - 10) : height + 1])
        return {
            "height": height,
            "hash": name,
            "time": self.blocks[height].at,
            "mediantime": before[len(before) // 2] if self.medians else self.blocks[height].at,
        }

    def block(self, name: str, verbosity: int) -> object:
        assert verbosity == 3
        height = self._found(name)
        one = self.blocks[height]
        spends = [
            {
                "txid": coin.txid,
                "vout": coin.vout,
                "prevout": {
                    "generated": coin.coinbase,
                    "height": coin.height,
                    "value": coins(coin.units),
                    "scriptPubKey": {"hex": coin.script},
                },
            }
            for coin in one.spent
        ]
        mined = {"vin": [{"coinbase": "00"}]}
        return {
            "height": height,
            "hash": name,
            "previousblockhash": one.before,
            "tx": [mined, {"vin": spends}],
        }

    def scan(self, action: str, wanted: Sequence[str] = ()) -> object:
        if action == "status":
            self.running = max(0, self.running - 1)
            return {"progress": 50} if self.running else None
        if action == "abort":
            return True
        tip, scripts = len(self.blocks) - 1, {one.removeprefix("raw(").removesuffix(")") for one in wanted}
        found = [one for one in self.at_height(tip).values() if one.script in scripts]
        return {
            "success": True,
            "height": tip,
            "bestblock": self.blocks[-1].hash,
            "unspents": [
                {
                    "txid": one.txid,
                    "vout": one.vout,
                    "scriptPubKey": one.script,
                    "amount": coins(one.units),
                    "coinbase": one.coinbase,
                    "height": one.height,
                }
                for one in found
            ],
            "total_amount": coins(sum(one.units for one in found)),
        }
