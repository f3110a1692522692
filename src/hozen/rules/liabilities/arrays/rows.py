"""Many messages of one length as rows of bytes. Law-neutral."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.encoding import HASH_SIZE
from hozen.rules.liabilities.merkle_sum_tree import Node

Rows = NDArray[np.uint8]
"""One message, hash, key or node a row, all of one length."""

NODE_SIZE = HASH_SIZE + 16
"""A node as a row: its hash, then its units, as they stand in the node above."""


@dataclass(frozen=True, slots=True)
class Texts:
    """文字列の列: UTF-8 one after the other; text i is `data[ends[i]:ends[i + 1]]`."""

    data: NDArray[np.uint8]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def at(self, number: int) -> bytes:
        """One of them."""
        return self.data[self.ends[number] : self.ends[number + 1]].tobytes()


def texts(values: Sequence[str]) -> Texts:
    """From plain texts."""
    said = [value.encode("utf-8") for value in values]
    ends = np.cumsum([0, *map(len, said)], dtype=np.int64)
    return Texts(np.frombuffer(b"".join(said), np.uint8), ends)


def rows_of(values: Sequence[bytes], size: int = HASH_SIZE) -> Rows:
    """Values of `size` bytes, one a row."""
    return np.frombuffer(b"".join(values), np.uint8).reshape(-1, size)


def side_by_side(count: int, *pieces: bytes | Rows) -> Rows:
    """`count` rows: bytes stand in every row, rows in their own."""
    columns = [_column(count, piece) for piece in pieces]
    return np.concatenate(columns, axis=1)


def node_at(nodes: Rows, at: int) -> Node:
    """One row as a node."""
    said = nodes[at].tobytes()
    return Node(said[:HASH_SIZE], int.from_bytes(said[HASH_SIZE:], "big"))


def _column(count: int, piece: bytes | Rows) -> Rows:
    if isinstance(piece, bytes):
        return np.broadcast_to(np.frombuffer(piece, np.uint8), (count, len(piece)))
    return piece
