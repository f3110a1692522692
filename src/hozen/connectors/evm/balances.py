"""Balances at one block: many questions in a request, fewer where the node says that it was too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hozen.connectors.errors import NodeAnswered, NodeAnswerUnreadable
from hozen.connectors.evm import abi
from hozen.connectors.evm.multicall import ADDRESS, calls_of
from hozen.connectors.evm.node import data_of, quantity
from hozen.connectors.evm.pinned import Pinned, balance_of
from hozen.connectors.rpc import Call
from hozen.records.importers import EvmAccount
from hozen.records.importers.evm_balances import NATIVE, NO_NUMBER, REVERTED, TOO_LARGE

_MOST_UNITS = 10**38  # what a table holds, in smallest units
_REVERTS = 3  # the number of a revert's error; nodes that use another say so in words
_REVERT_WORDS = (
    "revert",
    "out of gas",
    "outofgas",
    "opcode",
    "invalid jump",
    "vm execution",
    "stack underflow",
)

Ask = tuple[str, str]
"""(asset, address): 'native' or a token's contract, and whose balance of it."""
Found = int | str
"""Smallest units, or why they could not be read."""


@dataclass(slots=True)
class Balances:
    """残高照会: who asks for balances. `most`: questions in one request; halved when the node refuses so many.

    multicall: they go through the contract Multicall3, as one call. Else each is a call of its own, in a batch.
    """

    pinned: Pinned
    assets: tuple[str, ...]
    most: int
    multicall: bool

    def of(self, addresses: Sequence[str]) -> list[EvmAccount]:
        """Every asset of every address, in their order. Raises Moved where the block is gone, and the node's errors."""
        if not self.pinned.by_hash:
            self.pinned.must_stand()
        found = self._answers([(asset, address) for address in addresses for asset in self.assets])
        if not self.pinned.by_hash:
            self.pinned.must_stand()
        size = len(self.assets)
        return [
            _account(address, dict(zip(self.assets, found[at * size : (at + 1) * size], strict=True)))
            for at, address in enumerate(addresses)
        ]

    def _answers(self, asks: Sequence[Ask]) -> list[Found]:
        found: list[Found] = []
        while len(found) < len(asks):
            part = asks[len(found) : len(found) + self.most]
            try:
                found += self._together(part) if self.multicall else self._singly(part)
            except (NodeAnswered, NodeAnswerUnreadable):
                # Nodes say in many words that the gas, the answer or the time was too much, so none is looked for.
                self.pinned.must_stand()
                if len(part) == 1:
                    raise
                self.most = len(part) // 2
        return found

    def _together(self, asks: Sequence[Ask]) -> list[Found]:
        """All in one call. What fails within it is asked for again by itself: it may only have lacked gas."""
        answer = self.pinned.called(ADDRESS, abi.aggregate3(calls_of(asks)))
        try:
            results = abi.results_of(answer, len(asks))
        except ValueError as error:
            raise NodeAnswerUnreadable(
                "not an answer of Multicall3",
                where=f"{self.pinned.node.rpc.where}, eth_call {ADDRESS}",
                found=str(error),
                expected=f"{len(asks)} results",
            ) from error
        failed = [ask for ask, (good, _) in zip(asks, results, strict=True) if not good]
        again = iter(self._singly(failed))
        return [_units(data) if good else next(again) for good, data in results]

    def _singly(self, asks: Sequence[Ask]) -> list[Found]:
        calls = [self._call(asset, address) for asset, address in asks]
        return [self._read(ask, found) for ask, found in zip(asks, self.pinned.outcomes(calls), strict=True)]

    def _call(self, asset: str, address: str) -> Call:
        if asset == NATIVE:
            return self.pinned.balance(address)
        return self.pinned.contract(asset, balance_of(address))

    def _read(self, ask: Ask, found: object) -> Found:
        asset, address = ask
        where = f"{self.pinned.node.rpc.where}, {asset} of {address}"
        if isinstance(found, NodeAnswered):
            if asset != NATIVE and _is_revert(found):
                return REVERTED
            raise found
        if asset == NATIVE:
            return _in_bounds(quantity(found, where))
        return _units(data_of(found, where))


def _is_revert(error: NodeAnswered) -> bool:
    said = error.said.lower()
    return error.number == _REVERTS or any(words in said for words in _REVERT_WORDS)


def _units(data: bytes) -> Found:
    try:
        return _in_bounds(abi.uint_of(data))
    except ValueError:
        return NO_NUMBER


def _in_bounds(units: int) -> Found:
    return units if units < _MOST_UNITS else TOO_LARGE


def _account(address: str, found: dict[str, Found]) -> EvmAccount:
    return EvmAccount(
        address,
        {asset: units for asset, units in found.items() if isinstance(units, int) and units},
        {asset: why for asset, why in found.items() if isinstance(why, str)},
    )
