"""Questions pinned to one block, by its hash where the node can, else by its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hozen.connectors.errors import NodeAnswered
from hozen.connectors.evm import abi
from hozen.connectors.evm.node import Block, EvmNode, data_of, quantity
from hozen.connectors.rpc import Call

_NOBODY = "0x" + "00" * 20


@dataclass(frozen=True, slots=True)
class Pinned:
    """基準ブロックへの固定: `by_hash` is how EIP-1898 names a block; a node that cannot is asked by number."""

    node: EvmNode
    block: Block
    by_hash: bool

    @property
    def at(self) -> object:
        """The block as a call names it."""
        if self.by_hash:
            return {"blockHash": self.block.hash, "requireCanonical": True}
        return hex(self.block.number)

    def must_stand(self) -> None:
        """Raise Moved where the block is no longer of the chain."""
        self.node.must_stand(self.block)

    def balance(self, address: str) -> Call:
        """The call for an account's balance of the chain's own coin."""
        return "eth_getBalance", (address, self.at)

    def contract(self, address: str, data: bytes) -> Call:
        """The call of a contract's function. Nothing is sent to the chain."""
        return "eth_call", ({"to": address, "data": f"0x{data.hex()}"}, self.at)

    def code(self, address: str) -> bytes:
        """The code at an address; empty where no contract is there."""
        return data_of(self.node.rpc.call("eth_getCode", address, self.at), f"eth_getCode {address}")

    def called(self, address: str, data: bytes) -> bytes:
        """What a contract's function answers. Raises NodeAnswered where it does not."""
        method, params = self.contract(address, data)
        return data_of(self.node.rpc.call(method, *params), f"{self.node.rpc.where}, eth_call {address}")

    def outcomes(self, calls: Sequence[Call]) -> list[object]:
        """What each call came to: its result, or a NodeAnswered."""
        return self.node.rpc.outcomes(list(calls))


def pin(node: EvmNode, block: Block) -> Pinned:
    """Pinned by hash where the node takes one. Raises Moved where the block is gone, NodeAnswered where it has no state."""
    pinned = Pinned(node, block, by_hash=True)
    if _answers(pinned):
        return pinned
    node.must_stand(block)
    numbered = Pinned(node, block, by_hash=False)
    method, params = numbered.balance(_NOBODY)
    try:
        quantity(node.rpc.call(method, *params), f"{node.rpc.where}, {method}")
    except NodeAnswered as error:
        error.try_next = "ask an archive node: this one may have thrown the block's state away"
        raise
    return numbered


def _answers(pinned: Pinned) -> bool:
    method, params = pinned.balance(_NOBODY)
    try:
        quantity(pinned.node.rpc.call(method, *params), f"{pinned.node.rpc.where}, {method}")
    except NodeAnswered:
        return False
    return True


def contract_bytes(address: str) -> bytes:
    """'0x…' → 20 bytes."""
    return bytes.fromhex(address[2:])


def balance_of(address: str) -> bytes:
    """The call data of balanceOf for an account."""
    return abi.asking(abi.BALANCE_OF, contract_bytes(address))
