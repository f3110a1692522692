"""Which block a day is read at: the last one of the legal day in Japan."""

from __future__ import annotations

from datetime import date
from typing import NoReturn

from hozen.connectors.bitcoin.node import BitcoinNode, Header
from hozen.connectors.errors import NodeBehind
from hozen.connectors.steady import Moved, must_have_caught_up
from hozen.values import end_of

# the node's word → the network as the mapping of imports names it
CHAINS = {
    "main": "main",
    "test": "testnet3",
    "testnet4": "testnet4",
    "signet": "signet",
    "regtest": "regtest",
}
_LAG = 2  # blocks whose headers are known while the blocks are still on their way


def tip_of(node: BitcoinNode, network: str) -> Header:
    """The newest block of a node that is of the network and has caught up. Raises NodeBehind."""
    info = node.info()
    if CHAINS.get(info.chain) != network:
        _refuse(node, "the node is of another chain", info.chain, network, "name the chain, or another node")
    if info.downloading:
        found = f"block {info.blocks:,} of {info.headers:,}"
        _refuse(
            node, "the node is still fetching its chain", found, "all of it", "wait until it has caught up"
        )
    must_have_caught_up(node.where, info.blocks, info.headers, _LAG)
    return node.header(info.best)


def block_of_day(node: BitcoinNode, tip: Header, day: date, depth: int) -> Header:
    """The last block of a legal day in Japan, with `depth` blocks or more above it.

    Miners' times go back and forth; median time never does, but runs about an hour behind the clock. So median time says
    between which blocks the day ends, and of the few before that the last one whose own time is before the end is taken.
    Raises NodeBehind where the chain has not passed the day's end, or the block is not that deep.
    """
    end = int(end_of(day).timestamp())
    if tip.median < end:
        _refuse(
            node,
            "the day has not ended on the chain",
            f"block {tip.height:,}, median time {tip.median}",
            f"a block from {end} on ({day}, end in Japan)",
            "wait an hour or two; or --tip, to read the newest block",
        )
    found = _own_time_before(node, end, _last_before(node, end, tip))
    if tip.height - found.height < depth:
        _refuse(
            node,
            "the block is not deep enough",
            f"{tip.height - found.height} blocks above block {found.height:,}",
            f"finality_depth {depth}",
            "wait for more blocks",
        )
    return found


def _last_before(node: BitcoinNode, end: int, tip: Header) -> Header:
    """By halves: `low` is before the end, `high` is not."""
    low, high = _at(node, 0), tip
    if low.median >= end or low.at >= end:
        _refuse(node, "the chain began after the day", f"block 0 at {low.at}", f"before {end}", "another day")
    while high.height - low.height > 1:
        middle = _at(node, (low.height + high.height) // 2)
        low, high = (middle, high) if middle.median < end else (low, middle)
    return low


def _own_time_before(node: BitcoinNode, end: int, found: Header) -> Header:
    """Back to the first block whose own time is before the end: at most ten, since the median of eleven is."""
    while found.at >= end:
        found = _at(node, found.height - 1)
    return found


def _at(node: BitcoinNode, height: int) -> Header:
    found = node.hash_at(height)
    if found is None:
        raise Moved(f"block {height:,} is gone")
    return node.header(found)


def _refuse(node: BitcoinNode, message: str, found: str, expected: str, try_next: str) -> NoReturn:
    raise NodeBehind(message, where=node.where, found=found, expected=expected, try_next=try_next)
