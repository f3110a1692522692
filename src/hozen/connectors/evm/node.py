"""An EVM node's answers as values: quantities, data and blocks, each refused where it is not one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn, Protocol

from hozen.connectors.errors import NodeAnswerUnreadable, NodeBehind
from hozen.connectors.rpc import Call
from hozen.connectors.steady import Moved, must_have_caught_up

_QUANTITY = re.compile(r"0x[0-9a-fA-F]{1,64}")
_DATA = re.compile(r"0x(?:[0-9a-fA-F]{2})*")
_HASH = re.compile(r"0x[0-9a-fA-F]{64}")


class Asked(Protocol):
    """Who asks the node: `Rpc`."""

    where: str

    def call(self, method: str, *params: object) -> object: ...

    def outcomes(self, calls: list[Call]) -> list[object]: ...


@dataclass(frozen=True, slots=True)
class Block:
    """ブロック: its number, its hash in small letters, and its time in seconds since 1970 (UTC)."""

    number: int
    hash: str
    timestamp: int


@dataclass(frozen=True, slots=True)
class EvmNode:
    """EVMノード: what is read of a chain besides balances."""

    rpc: Asked

    def must_be_of(self, chain_id: int) -> None:
        """Raise NodeBehind where the node is of another chain, or says that it is catching up."""
        found = quantity(self.rpc.call("eth_chainId"), self._where("eth_chainId"))
        if found != chain_id:
            raise NodeBehind(
                "the node is of another chain",
                where=self.rpc.where,
                found=f"chain_id {found}",
                expected=f"chain_id {chain_id}",
            )
        self._must_be_in_step()

    def _must_be_in_step(self) -> None:
        where = self._where("eth_syncing")
        found = self.rpc.call("eth_syncing")
        if found is False:
            return
        if not isinstance(found, dict):
            _refuse("not an answer of a node that is catching up", where, found, "false, or an object")
        at = quantity(found.get("currentBlock"), f"{where}, currentBlock")
        of = quantity(found.get("highestBlock"), f"{where}, highestBlock")
        must_have_caught_up(self.rpc.where, at, of, 0)
        raise NodeBehind(
            "the node is catching up",
            where=self.rpc.where,
            found=f"block {at:,} of {of:,}",
            expected="eth_syncing: false",
            try_next="wait until the node has caught up",
        )

    def block(self, which: int | str) -> Block | None:
        """The block of a number, or of a tag such as 'latest'; None where the node has none."""
        where = self._where("eth_getBlockByNumber")
        asked = hex(which) if isinstance(which, int) else which
        found = self.rpc.call("eth_getBlockByNumber", asked, False)
        if found is None:
            return None
        if not isinstance(found, dict):
            _refuse("not a block", where, found, "an object")
        block = Block(
            quantity(found.get("number"), f"{where}, number"),
            _hash(found.get("hash"), f"{where}, hash"),
            quantity(found.get("timestamp"), f"{where}, timestamp"),
        )
        if isinstance(which, int) and block.number != which:
            _refuse("another block than the one asked for", where, block.number, str(which))
        return block

    def newest(self, tag: str = "latest") -> Block:
        """The block under a tag. Raises NodeAnswerUnreadable where the node has none."""
        found = self.block(tag)
        if found is None:
            _refuse("the node has no such block", self._where("eth_getBlockByNumber"), None, tag)
        return found

    def must_stand(self, block: Block) -> None:
        """Raise Moved where another block has taken the place of this one."""
        found = self.block(block.number)
        if found is None or found.hash != block.hash:
            now = "none" if found is None else found.hash
            raise Moved(f"block {block.number}: {block.hash}, now {now}")

    def _where(self, method: str) -> str:
        return f"{self.rpc.where}, {method}"


def quantity(found: object, where: str) -> int:
    """'0x1a' → 26. Raises NodeAnswerUnreadable."""
    if not isinstance(found, str) or not _QUANTITY.fullmatch(found):
        _refuse("not a quantity", where, found, "0x and at most 64 hex digits")
    return int(found, 16)


def data_of(found: object, where: str) -> bytes:
    """'0x0102' → two bytes. Raises NodeAnswerUnreadable."""
    if not isinstance(found, str) or not _DATA.fullmatch(found):
        _refuse("not data", where, found, "0x and pairs of hex digits")
    return bytes.fromhex(found[2:])


def _hash(found: object, where: str) -> str:
    if not isinstance(found, str) or not _HASH.fullmatch(found):
        _refuse("not a hash", where, found, "0x and 64 hex digits")
    return found.lower()


def _refuse(message: str, where: str, found: object, expected: str) -> NoReturn:
    raise NodeAnswerUnreadable(message, where=where, found=str(found)[:100], expected=expected)
