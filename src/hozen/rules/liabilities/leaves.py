"""One holding as the leaves of its tree. Law-neutral."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hozen.rules.liabilities import keys
from hozen.rules.liabilities.encoding import Tag, hashed, u8, u128
from hozen.rules.liabilities.merkle_sum_tree import Node


@dataclass(frozen=True, slots=True)
class LeafMaker:
    """葉の作成: what the leaves of one account in one tree have in common."""

    tree: bytes
    account: bytes
    nonce: bytes

    @classmethod
    def of(cls, key: bytes, account_hash: bytes, tree: bytes) -> LeafMaker:
        """For the key of an account and the id of a tree."""
        return cls(tree, account_hash, keys.nonce(key, tree))

    def leaf(self, part: int, units: int) -> Node:
        """The `part`-th leaf, counted from 0."""
        found = hashed(Tag.LEAF, self.tree, self.account, self.nonce, u8(part), u128(units))
        return Node(found, units)

    def leaves(self, amounts: Sequence[int]) -> list[Node]:
        """A leaf for each part, in the order of the parts."""
        return [self.leaf(part, units) for part, units in enumerate(amounts)]


def split(units: int, parts: int, key: bytes, tree: bytes) -> list[int]:
    """`units` in so many parts, cut at secret places. They add up to `units`; a part may be 0.

    A cut is floor(units × point / 2^64), rounded down so that it is never above `units`.
    """
    points = (keys.split_point(key, tree, number) for number in range(1, parts))
    cuts = sorted(units * point >> 64 for point in points)
    return [high - low for low, high in pairwise([0, *cuts, units])]
