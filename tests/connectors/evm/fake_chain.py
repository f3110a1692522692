"""A chain in this process that answers as told, for tests of what a real node does not do at will."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from anvil_node import END, account, contract
from node_server import NodeServer, Refusal

from hozen.connectors.evm import Balances, EvmNode, Pinned, has_multicall, pin
from hozen.connectors.rpc import Rpc
from hozen.records.importers import EvmAccount
from hozen.records.importers.evm_balances import NATIVE

MULTICALL3 = "0xca11bde05977b3631167028862be2a173976ca11"
USDT = contract(1)
ACCOUNTS = [account(number) for number in range(1, 21)]
EXPECTED = [
    EvmAccount(one, {NATIVE: 10 * number, USDT: 7 * number}, {}) for number, one in enumerate(ACCOUNTS, 1)
]


def word(value: int) -> str:
    return f"{value:064x}"


def number_of(address: str) -> int:
    """0x0003… → 3: by it the fake chain knows each account's balances."""
    return int(address[-40:][:4], 16)


@dataclass
class FakeChain:
    """Account n has 10·n of the coin and 7·n of USDT. Every block's hash is its number and the branch's letter.

    most: sub-calls of a multicall that its gas is enough for. starved: sub-calls that fail within it. by_hash: whether
    EIP-1898 is understood.
    """

    node: NodeServer
    branch: str = "a"
    height: int = 100
    most: int = 10**6
    starved: bool = False
    by_hash: bool = True
    multicall: bool = True
    refused: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.node.methods.update(
            eth_getBalance=self.balance,
            eth_call=self.call,
            eth_getCode=self.code,
            eth_getBlockByNumber=self.block,
            eth_chainId=lambda: "0x1",
            eth_syncing=lambda: False,
        )

    def hash(self, number: int) -> str:
        return f"0x{self.branch}{number:063x}"

    def block(self, which: str, _full: bool) -> object:
        number = self.height if which in {"latest", "finalized"} else int(which, 16)
        if number > self.height:
            return None
        return {"number": hex(number), "hash": self.hash(number), "timestamp": hex(END - 1200 + 12 * number)}

    def at(self, block: Any) -> None:
        if not isinstance(block, dict):
            return
        if not self.by_hash:
            raise Refusal(-32602, "invalid argument 1: hex string expected")
        assert block["requireCanonical"] is True
        if block["blockHash"] != self.hash(int(block["blockHash"][3:], 16)):
            raise Refusal(-32001, "Resource not found")

    def balance(self, address: str, block: Any) -> str:
        self.at(block)
        return hex(10 * number_of(address))

    def code(self, address: str, block: Any) -> str:
        self.at(block)
        return "0x6001" if address != MULTICALL3 or self.multicall else "0x"

    def call(self, call: dict[str, str], block: Any) -> str:
        self.at(block)
        data = call["data"][2:]
        if call["to"] == MULTICALL3:
            return self.together(data[8:])
        if data[-40:] in self.refused:
            raise Refusal(3, "execution reverted")
        return "0x" + word(7 * number_of(data[-40:]))

    def together(self, data: str) -> str:
        """aggregate3, read and answered word by word."""
        words = [data[at : at + 64] for at in range(0, len(data), 64)]
        count = int(words[1], 16)
        if count > self.most:
            raise Refusal(-32000, "out of gas")
        results = []
        for number in range(count):
            start = 2 + int(words[2 + number], 16) // 32
            target, sent = "0x" + words[start][-40:], "".join(words[start + 4 :])[:72]
            paid = 10 if target == MULTICALL3 else 7
            good = not self.starved and sent[-40:] not in self.refused
            back = word(paid * number_of(sent[-40:])) if good else ""
            results.append(word(good) + word(64) + word(len(back) // 2) + back)
        offsets, end = "", 32 * count
        for one in results:
            offsets += word(end)
            end += len(one) // 2
        return "0x" + word(32) + word(count) + offsets + "".join(results)

    def pinned(self) -> Pinned:
        asked = EvmNode(Rpc(self.node.url, per_second=10**6, tries=1, timeout=5))
        return pin(asked, asked.newest())

    def read(self, most: int = 500, pinned: Pinned | None = None) -> list[EvmAccount]:
        found = pinned or self.pinned()
        return Balances(found, (NATIVE, USDT), most, has_multicall(found, ACCOUNTS[0])).of(ACCOUNTS)
