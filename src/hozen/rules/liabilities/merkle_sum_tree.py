"""A tree whose every node is bound to the hashes and the sums of both its children. Law-neutral.

A node that carries only the sum of its children can be shown with other shares to each customer. Here the shares
themselves are hashed: whoever shows another one has another root.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hozen.rules.liabilities.encoding import UNITS_END, Tag, hashed, u128


@dataclass(frozen=True, slots=True)
class Node:
    """節: a hash and the smallest units below it, 0 to 2^128 - 1."""

    hash: bytes
    units: int


Level = tuple[Node, ...]


def parent(left: Node, right: Node) -> Node:
    """The node above two. OverflowError where their sum does not fit into 128 bits."""
    units = left.units + right.units
    if units >= UNITS_END:
        raise OverflowError(f"a sum of {units} does not fit into 128 bits")
    return Node(hashed(Tag.NODE, left.hash, u128(left.units), right.hash, u128(right.units)), units)


def levels_of(leaves: Sequence[Node]) -> tuple[Level, ...]:
    """Every level from the leaves up to the root. ValueError unless there are 1, 2, 4, 8 … leaves."""
    if len(leaves).bit_count() != 1:
        raise ValueError(f"{len(leaves)} leaves: not a power of two")
    found = [tuple(leaves)]
    while len(found[-1]) > 1:
        below = found[-1]
        pairs = zip(below[::2], below[1::2], strict=True)
        found.append(tuple(parent(left, right) for left, right in pairs))
    return tuple(found)


def path_of(levels: Sequence[Level], position: int) -> Level:
    """The siblings from a leaf up to the root, lowest first."""
    return tuple(level[(position >> height) ^ 1] for height, level in enumerate(levels[:-1]))


def climb(leaf: Node, position: int, path: Sequence[Node]) -> Node:
    """The root that a leaf, its position and its siblings lead to. OverflowError as for `parent`."""
    at = leaf
    for height, sibling in enumerate(path):
        is_right = position >> height & 1
        at = parent(sibling, at) if is_right else parent(at, sibling)
    return at


def height_for(leaves: int) -> int:
    """The least height that has room: 0 for none or one leaf, 1 for two, 2 for three or four."""
    return max(leaves - 1, 0).bit_length()
