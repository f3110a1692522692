"""Multicall3: a contract that makes many calls as one. It lies at the same address on most chains."""

from __future__ import annotations

from collections.abc import Iterable

from hozen.connectors.errors import NodeAnswered
from hozen.connectors.evm import abi
from hozen.connectors.evm.node import quantity
from hozen.connectors.evm.pinned import Pinned, balance_of, contract_bytes
from hozen.records.importers.evm_balances import NATIVE

ADDRESS = "0xca11bde05977b3631167028862be2a173976ca11"


def calls_of(asks: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """(contract, call data) for each (asset, address); Multicall3 itself tells balances of the chain's own coin."""
    return [
        (contract_bytes(ADDRESS), abi.asking(abi.ETH_BALANCE, contract_bytes(address)))
        if asset == NATIVE
        else (contract_bytes(asset), balance_of(address))
        for asset, address in asks
    ]


def has_multicall(pinned: Pinned, address: str) -> bool:
    """Whether the contract is there at the block, and says of an account what the node itself says."""
    if not pinned.code(ADDRESS):
        return False
    method, params = pinned.balance(address)
    balance = quantity(pinned.node.rpc.call(method, *params), f"{pinned.node.rpc.where}, {method}")
    try:
        answer = pinned.called(ADDRESS, abi.aggregate3(calls_of([(NATIVE, address)])))
        ((good, data),) = abi.results_of(answer, 1)
        return good and abi.uint_of(data) == balance
    except (NodeAnswered, ValueError):
        return False
