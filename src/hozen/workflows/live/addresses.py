"""What the node is asked for: plain scripts, then each descriptor's addresses as far as they are used and a gap more."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from hozen.connectors.bitcoin.descriptors import (
    MOST_INDEX,
    Derived,
    Descriptor,
    derive,
    descriptor_of,
    wanted_end,
)
from hozen.connectors.bitcoin.node import BitcoinNode
from hozen.connectors.errors import NodeSettings
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.live.our_wallets import OurWallets

_PAGE = 10_000  # addresses in one answer of the node


@dataclass(slots=True)
class _Wallet:
    """One descriptor, and how far it was worked out."""

    wallet_id: str
    descriptor: Descriptor
    derived: list[Derived] = field(default_factory=list)


@dataclass(slots=True)
class Addresses:
    """走査対象: every script to look for, in an order that is the same in every run; and whose each derived one is."""

    node: BitcoinNode
    network: str
    gap_limit: int
    scripts: list[str]
    owners: dict[str, tuple[str, str]] = field(default_factory=dict)  # script → (wallet_id, address)
    _wallets: list[_Wallet] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, node: BitcoinNode, network: str, gap_limit: int, ours: OurWallets) -> Addresses:
        """With the first addresses of each descriptor. Raises NodeSettings, ImportConflict and what a node raises."""
        found = cls(node, network, gap_limit, list(ours.scripts), _known=set(ours.scripts))
        for wallet_id, text in ours.descriptors:
            descriptor = descriptor_of(node, text, f"wallet {wallet_id}")
            found._wallets.append(_Wallet(wallet_id, descriptor))
        found.widen(())
        return found

    def widen(self, used: Container[str]) -> bool:
        """Work out more addresses where used ones come near the end; False where there are enough. `used`: scripts."""
        before = len(self.scripts)
        for wallet in self._wallets:
            last = max((one.index for one in wallet.derived if one.script in used), default=None)
            end = wanted_end(last, self.gap_limit) if wallet.descriptor.ranged else 1
            self._derive(wallet, end)
        return len(self.scripts) > before

    def _derive(self, wallet: _Wallet, end: int) -> None:
        if end > MOST_INDEX:
            raise NodeSettings(
                "a descriptor does not come to an end",
                where=f"wallet {wallet.wallet_id}",
                found=f"index {end:,}",
                expected=f"at most {MOST_INDEX:,}",
            )
        while (start := len(wallet.derived)) < end:
            page = derive(self.node, wallet.descriptor, start, min(end, start + _PAGE), self.network)
            self._add(wallet, page)

    def _add(self, wallet: _Wallet, page: Iterable[Derived]) -> None:
        for one in page:
            if one.script in self._known:
                raise ImportConflict(
                    "two wallets have one address",
                    where=f"wallets, wallet_id {wallet.wallet_id}, index {one.index} of its descriptor",
                    found=one.address,
                    expected="each address once: its coins would count twice",
                )
            self._known.add(one.script)
            self.scripts.append(one.script)
            self.owners[one.script] = (wallet.wallet_id, one.address)
            wallet.derived.append(one)
