"""A tree on disk: its leaves, then the nodes of every level that is kept, 48 bytes each. Proofs are cut out of it.

The levels next to the leaves have most of the nodes and are worked out again in no time: they are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path

import numpy as np

from hozen.rules.liabilities.arrays import NODE_SIZE, Hashing, Rows, node_at
from hozen.rules.liabilities.encoding import HASH_SIZE
from hozen.rules.liabilities.merkle_sum_tree import Level, Node, levels_of, path_of

_AT_ONCE = 1 << 15  # leaves whose subtree is worked out in one go: some megabytes
_FIRST_KEPT = 4  # the lowest level above the leaves that is kept


def write_tree(path: Path, height: int, leaves: Iterable[Rows], hashing: Hashing) -> Node:
    """Leaves and pads, rising by their hashes, to a new file with all levels above. The root.

    Raises LiabilitiesRefused for a total of 2^128 or more; ValueError unless there are 2^height leaves.
    """
    with path.open("x+b") as file:
        written = sum(file.write(np.ascontiguousarray(rows).data) for rows in leaves)
        if written != NODE_SIZE << height:
            raise ValueError(f"{written} bytes of leaves in a tree of height {height}")
        return _levels(file, height, hashing)


@dataclass(frozen=True, slots=True)
class TreeFile:
    """木のファイル: one that `write_tree` has written."""

    nodes: Rows
    height: int

    @classmethod
    def open(cls, path: Path, height: int) -> TreeFile:
        """Nothing is read before it is asked for. ValueError where the file is of another size; OSError."""
        shape = (_start(height, height + 1), NODE_SIZE)
        if path.stat().st_size != shape[0] * shape[1]:
            raise ValueError(f"{path.name} is not a tree of height {height}")
        return cls(np.memmap(path, np.uint8, "r", shape=shape), height)

    def position(self, leaf: bytes) -> int | None:
        """Where a leaf stands, by its hash."""
        low, high = 0, 1 << self.height
        while low < high:
            middle = (low + high) // 2
            if self.nodes[middle, :HASH_SIZE].tobytes() < leaf:
                low = middle + 1
            else:
                high = middle
        found = low < 1 << self.height and self.nodes[low, :HASH_SIZE].tobytes() == leaf
        return low if found else None

    def path(self, position: int) -> Level:
        """The siblings from a leaf up to the root, lowest first."""
        kept = tuple(
            node_at(self.nodes, _start(self.height, level) + ((position >> level) ^ 1))
            for level in range(_FIRST_KEPT, self.height)
        )
        return self._low_path(position) + kept

    def _low_path(self, position: int) -> Level:
        """The siblings below the kept levels."""
        low = min(_FIRST_KEPT, self.height)
        first = position >> low << low
        leaves = [node_at(self.nodes, at) for at in range(first, first + (1 << low))]
        return path_of(levels_of(leaves), position - first)


def _start(height: int, level: int) -> int:
    """How many nodes stand before a level that is kept."""
    if level == 0:
        return 0
    return (1 << height) + sum(1 << (height - one) for one in range(_FIRST_KEPT, level))


def _levels(file: BufferedRandom, height: int, hashing: Hashing) -> Node:
    """Subtree by subtree, then what is above them."""
    low = min(height, _AT_ONCE.bit_length() - 1)
    tops = []
    for at in range(1 << (height - low)):
        file.seek((at << low) * NODE_SIZE)
        leaves = np.empty((1 << low, NODE_SIZE), np.uint8)
        file.readinto(leaves.data)
        tops.append(_climb(file, height, leaves, (0, at << low), hashing))
    return node_at(_climb(file, height, np.concatenate(tops), (low, 0), hashing), 0)


def _climb(file: BufferedRandom, height: int, nodes: Rows, place: tuple[int, int], hashing: Hashing) -> Rows:
    """Every level above nodes that begin at a level and a position, each that is kept written to its place; the top one."""
    level, first = place
    while len(nodes) > 1:
        level, first, nodes = level + 1, first // 2, hashing.parents(nodes)
        if level >= _FIRST_KEPT:
            file.seek((_start(height, level) + first) * NODE_SIZE)
            file.write(nodes.data)
    return nodes
