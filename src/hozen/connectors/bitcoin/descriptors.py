"""Descriptors: what a wallet's addresses are, worked out by the node. One that holds a private key is never sent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hozen.connectors.bitcoin.fields import Fields
from hozen.connectors.bitcoin.node import BitcoinNode
from hozen.connectors.errors import NodeAnswerUnreadable, NodeSettings
from hozen.records.importers.bitcoin_address import NETWORKS, script_of

# An extended private key, or a single one as wallets export it (WIF).
_PRIVATE = re.compile(r"[a-z]prv|(?<![0-9A-Za-z])[59KLc][1-9A-HJ-NP-Za-km-z]{50,51}(?![0-9A-Za-z])")
_MULTIPATH = "<"
MOST_INDEX = 1_000_000  # of one descriptor; more than this is a mistake


@dataclass(frozen=True, slots=True)
class Descriptor:
    """ディスクリプタ: with its checksum. `ranged`: it ends in '*' and stands for many addresses."""

    text: str
    ranged: bool


@dataclass(frozen=True, slots=True)
class Derived:
    """派生アドレス: one address of a descriptor and its output script in hex."""

    index: int
    address: str
    script: str


def descriptor_of(node: BitcoinNode, text: str, where: str) -> Descriptor:
    """The descriptor as the node reads it. `where`: whose it is, for the refusal.

    Raises NodeSettings for one with a private key (which is neither sent nor shown) or with several paths at once.
    """
    if _PRIVATE.search(text):
        raise NodeSettings(
            "a private key stands in a descriptor",
            where=where,
            expected="public keys (xpub, tpub) only",
            try_next="export the public descriptor, and take this one out of every file",
        )
    if _MULTIPATH in text:
        raise NodeSettings(
            "a descriptor with several paths at once", where=where, expected="one descriptor for each path"
        )
    found = Fields.of(node.rpc.call("getdescriptorinfo", text), f"{node.where}, getdescriptorinfo")
    return Descriptor(found.text("descriptor"), found.flag("isrange"))


def derive(node: BitcoinNode, one: Descriptor, first: int, end: int, network: str) -> list[Derived]:
    """The addresses from `first` up to before `end`; the only one where it is not ranged."""
    place = [[first, end - 1]] if one.ranged else []
    found = node.rpc.call("deriveaddresses", one.text, *place)
    indexes = range(first, end) if one.ranged else range(1)
    if not isinstance(found, list) or len(found) != len(indexes):
        raise NodeAnswerUnreadable(
            "not one address for each index",
            where=f"{node.where}, deriveaddresses",
            expected=f"{len(indexes):,} addresses",
        )
    return [_derived(node, index, address, network) for index, address in zip(indexes, found, strict=True)]


def _derived(node: BitcoinNode, index: int, address: object, network: str) -> Derived:
    chosen = next(one for one in NETWORKS if one.name == network)
    try:
        return Derived(index, str(address), script_of(str(address), chosen).hex())
    except ValueError as error:
        raise NodeAnswerUnreadable(
            f"an address that is not one: {error}", where=f"{node.where}, deriveaddresses", found=address
        ) from error


def wanted_end(used: int | None, gap_limit: int) -> int:
    """Up to before which index to look: so many unused ones after the last used one (None: none is used)."""
    return gap_limit if used is None else used + 1 + gap_limit
