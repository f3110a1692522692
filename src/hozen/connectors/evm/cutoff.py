"""Which block a day is read at: the last one before the day ends in Japan, and deep enough to stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hozen.connectors.errors import NodeBehind
from hozen.connectors.evm.node import Block, EvmNode
from hozen.values import JST, end_of


def block_of_day(node: EvmNode, day: date, depth: int) -> Block:
    """The last block whose time is before the day's end, with `depth` blocks above it.

    Raises NodeBehind where the node's newest block is not past the day's end, or the block is not that deep yet.
    """
    newest, end = node.newest(), _end(day)
    if newest.timestamp < end:
        raise _not_ended(node, newest, day)
    found = _last_before(node, end, newest)
    must_be_deep(node, found, newest, depth)
    return found


def finalized_block(node: EvmNode, day: date, depth: int) -> Block:
    """The newest block that the chain itself calls final. Raises NodeBehind where it is past the day's end.

    Whether the node has kept up with its chain is `must_be_recent`'s to say.
    """
    found = node.newest("finalized")
    if found.timestamp >= _end(day):
        raise NodeBehind(
            "the final block is after the day's end",
            where=node.rpc.where,
            found=f"block {found.number:,} of {_shown(found)}",
            expected=f"a block of {day} (JST)",
            try_next="leave --finalized out: the last block of the day is then looked for",
        )
    must_be_deep(node, found, node.newest(), depth)
    return found


def _end(day: date) -> int:
    """The first second that is no longer of the day in Japan, since 1970 (UTC)."""
    return int(end_of(day).timestamp())


def _last_before(node: EvmNode, end: int, newest: Block) -> Block:
    """By halves: `low` is before the end, `high` is not."""
    low, high = _around(node, end, newest)
    while high.number - low.number > 1:
        middle = _needed(node, (low.number + high.number) // 2)
        low, high = (middle, high) if middle.timestamp < end else (low, middle)
    return low


def _around(node: EvmNode, end: int, newest: Block) -> tuple[Block, Block]:
    """A block before the end and one that is not, by longer and longer steps back: old blocks may be thrown away."""
    high, step = newest, 1
    while high.number:
        low = _needed(node, max(0, high.number - step))
        if low.timestamp < end:
            return low, high
        high, step = low, 2 * step
    raise NodeBehind(
        "the chain began after the day",
        where=node.rpc.where,
        found=f"block 0 of {_shown(high)}",
        expected="a day on which the chain was there",
    )


def _needed(node: EvmNode, number: int) -> Block:
    found = node.block(number)
    if found is None:
        raise NodeBehind(
            "the node lacks a block below its newest",
            where=node.rpc.where,
            found=f"no block {number:,}",
            expected="every block back to the day",
            try_next="ask a node that keeps them",
        )
    return found


def must_be_deep(node: EvmNode, found: Block, newest: Block, depth: int) -> None:
    """Raise NodeBehind where fewer than `depth` blocks stand above the block."""
    above = newest.number - found.number
    if above < depth:
        raise NodeBehind(
            "the block is not deep enough yet",
            where=f"{node.rpc.where}, block {found.number:,}",
            found=f"{above} blocks above it",
            expected=f"finality_depth {depth}",
            try_next="wait a while and read again",
        )


def must_be_recent(node: EvmNode, now: datetime, seconds: int) -> None:
    """Raise NodeBehind where the node's newest block is older than that: it may have stopped following its chain."""
    newest = node.newest()
    age = int(now.timestamp()) - newest.timestamp
    if age > seconds:
        raise NodeBehind(
            "the node's newest block is old",
            where=node.rpc.where,
            found=f"block {newest.number:,} of {_shown(newest)}, {age:,} seconds ago",
            expected=f"at most {seconds:,} seconds ago (max_lag)",
            try_next="wait until the node has caught up",
        )


def _not_ended(node: EvmNode, newest: Block, day: date) -> NodeBehind:
    return NodeBehind(
        "the node has no block after the day's end",
        where=node.rpc.where,
        found=f"newest block {newest.number:,} of {_shown(newest)}",
        expected=f"a block after the end of {day} (JST)",
        try_next="wait until the day has ended and the node has caught up",
    )


def _shown(block: Block) -> str:
    return datetime.fromtimestamp(block.timestamp, UTC).astimezone(JST).isoformat()
