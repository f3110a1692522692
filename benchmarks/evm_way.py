"""A test chain with tokens, and its balances read together, as hozen does, and one question each.

The chain is anvil (HOZEN_ANVIL names it); its contracts are those of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.job import ROOT

sys.path.insert(0, str(ROOT / "tests" / "connectors" / "evm"))
_PER_SECOND = 10**6  # no limit: the node is ours


def measure(addresses: int, tokens: int, single: int) -> dict[str, object]:
    """Seconds of reading every address and token at one block, and of `single` of these addresses one question each."""
    from anvil_node import Anvil, account, contract

    from hozen.connectors.evm import Balances, EvmNode, has_multicall, pin
    from hozen.connectors.rpc import Rpc

    with tempfile.TemporaryDirectory() as folder:
        anvil = Anvil(Path(os.environ["HOZEN_ANVIL"]), Path(folder) / "state.json")
        anvil.start()
        try:
            wallets, assets = [account(one) for one in range(1, addresses + 1)], _put(anvil, tokens, contract)
            _give(anvil, wallets, assets)
            node = EvmNode(Rpc(anvil.url, per_second=_PER_SECOND, tries=1, timeout=120))
            pinned = pin(node, node.newest())
            together = Balances(pinned, ("native", *assets), 500, has_multicall(pinned, wallets[0]))
            start = time.perf_counter()
            found = [one for at in range(0, addresses, 500) for one in together.of(wallets[at : at + 500])]
            seconds = time.perf_counter() - start
            few = wallets[:: addresses // single][:single]
            start = time.perf_counter()
            plain = [_one_each(pinned, one, assets) for one in few]
            each = time.perf_counter() - start
        finally:
            anvil.kill()
    read = {one.address: dict(one.units) for one in found}
    same = [one for one, units in zip(few, plain, strict=True) if read[one] != units]
    return {"together": seconds, "each": each, "multicall": together.multicall, "different": same}


def _put(anvil: Any, tokens: int, contract: Any) -> list[str]:
    anvil.put_multicall()
    found = [contract(one) for one in range(1, tokens + 1)]
    for one in found:
        anvil.put_token(one, 6)
    return found


def _give(anvil: Any, wallets: list[str], tokens: list[str]) -> None:
    """Every wallet has some of the coin and of one token."""
    for number, one in enumerate(wallets, 1):
        anvil.give(one, number)
        anvil.give_token(tokens[number % len(tokens)], one, number)
    anvil.mine()


def _one_each(pinned: Any, wallet: str, tokens: list[str]) -> dict[str, int]:
    from hozen.connectors.evm.pinned import balance_of

    calls = {"native": pinned.balance(wallet)}
    calls |= {one: pinned.contract(one, balance_of(wallet)) for one in tokens}
    rpc = pinned.node.rpc
    found = {asset: int(str(rpc.call(method, *params)), 16) for asset, (method, params) in calls.items()}
    return {asset: units for asset, units in found.items() if units}
