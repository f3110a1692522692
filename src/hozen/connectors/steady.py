"""A block that must stand while it is read, and a node that must have caught up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hozen.connectors.errors import ChainReorged, NodeBehind

T = TypeVar("T")


class Moved(Exception):
    """基準ブロックの消失: the block that was read is no longer of the chain. Only `steady` sees it."""


def steady(read: Callable[[], T], times: int, where: str) -> T:
    """What `read` returns; it is begun again whenever it raises Moved. Raises ChainReorged after so many times."""
    said = ""
    for _ in range(times):
        try:
            return read()
        except Moved as moved:
            said = str(moved)
    raise ChainReorged(
        "the chain changed while it was read",
        where=where,
        found=f"{said} (begun {times} times)",
        expected="a block that stands until all is read",
        try_next="wait a few blocks, or ask for a block further back",
    )


def must_have_caught_up(where: str, at: int, of: int, allowed: int) -> None:
    """Raise NodeBehind where the node's block `at` is more than `allowed` blocks behind the block `of` that it knows of."""
    if of - at > allowed:
        raise NodeBehind(
            "the node is behind its chain",
            where=where,
            found=f"block {at:,} of {of:,}: {of - at:,} blocks behind",
            expected=f"at most {allowed:,} behind",
            try_next="wait until the node has caught up",
        )
