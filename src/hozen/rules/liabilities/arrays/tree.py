"""A whole tree over arrays, in as many pieces as are asked for; the root is always the same. Law-neutral.

Each piece is a pure function of arrays, so pieces may be worked out one after the other or side by side: `each` is
`map`, or the `map` of a pool of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.arrays.leaves import Holdings, Leaves, leaves_of
from hozen.rules.liabilities.arrays.rows import Hasher, Rows, by_hashlib, side_by_side
from hozen.rules.liabilities.arrays.wide import Wide, joined, none, plus
from hozen.rules.liabilities.encoding import HASH_SIZE, Tag, keyed
from hozen.rules.liabilities.errors import LiabilitiesRefused
from hozen.rules.liabilities.merkle_sum_tree import Level, Node, height_for

_AT_ONCE = 1 << 14  # rows that are laid side by side at a time: some megabytes


class Each(Protocol):
    """分割実行: a function to every item, in their order, as `map` does."""

    def __call__(self, work: Callable[[int], Leaves], items: Sequence[int], /) -> Iterable[Leaves]: ...


@dataclass(frozen=True, slots=True)
class TreeArrays:
    """木の列: its levels from the leaves up, and the place of each part: holding by holding, one column a part."""

    levels: tuple[Leaves, ...]
    positions: NDArray[np.int64]

    @property
    def root(self) -> Node:
        """The node at the top."""
        return _node(self.levels[-1], 0)

    def path(self, position: int) -> Level:
        """The siblings from a leaf up to the root, lowest first."""
        return tuple(_node(level, (position >> height) ^ 1) for height, level in enumerate(self.levels[:-1]))


def build_arrays(
    held: Holdings,
    tree: bytes,
    parts: int,
    book_secret: bytes,
    hasher: Hasher = by_hashlib,
    each: Each = map,
    pieces: int = 1,
) -> TreeArrays:
    """The tree of `build`, to the byte. Raises LiabilitiesRefused for a total of 2^128 or more, or a hash twice."""
    bounds = _bounds(len(held.units), max(pieces, -(-len(held.units) // _AT_ONCE)))
    made = each(lambda at: leaves_of(held.between(*bounds[at]), tree, parts, hasher), range(len(bounds)))
    leaves = _part_after_part(list(made), parts)
    pads = _pads(keyed(book_secret, Tag.PAD_KEY, tree), _room(len(leaves.units)), hasher)
    hashes, units = np.concatenate([leaves.hashes, pads]), joined([leaves.units, none(len(pads))])
    order = _order(hashes)
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    ordered = Leaves(hashes[order], units[order])
    positions = places[: len(leaves.units)].reshape(parts, -1).T
    return TreeArrays(_levels(ordered, hasher, each, pieces), positions)


def _node(level: Leaves, at: int) -> Node:
    return Node(level.hashes[at].tobytes(), level.units.number(at))


def _bounds(count: int, pieces: int) -> list[tuple[int, int]]:
    """`count` rows in so many stretches, none longer than another by more than one row."""
    pieces = max(pieces, 1)
    edges = [count * at // pieces for at in range(pieces + 1)]
    return list(pairwise(edges))


def _part_after_part(made: Sequence[Leaves], parts: int) -> Leaves:
    """All first parts, then all second ones, whatever pieces they were made in."""
    hashes = [one.hashes.reshape(parts, -1, HASH_SIZE) for one in made]
    units = [Wide(one.units.high.reshape(parts, -1), one.units.low.reshape(parts, -1)) for one in made]
    high = np.concatenate([one.high for one in units], axis=1).reshape(-1)
    low = np.concatenate([one.low for one in units], axis=1).reshape(-1)
    return Leaves(np.concatenate(hashes, axis=1).reshape(len(low), HASH_SIZE), Wide(high, low))


def _room(leaves: int) -> int:
    """How many pads fill a tree up."""
    return (1 << height_for(leaves)) - leaves


def _pads(key: bytes, count: int, hasher: Hasher) -> Rows:
    numbers = np.arange(count, dtype=">u8").view(np.uint8).reshape(count, 8)
    return hasher(side_by_side(count, Tag.PAD, key, numbers))


def _order(hashes: Rows) -> NDArray[np.int64]:
    """The places of hashes in rising order. The first eight bytes decide, and the rest where those are alike."""
    words = np.ascontiguousarray(hashes).view(">u8")
    first = words[:, 0].astype(np.uint64)
    order = np.argsort(first)
    rising = first[order]
    return order if bool(np.all(rising[1:] > rising[:-1])) else _whole_order(words.astype(np.uint64))


def _whole_order(words: NDArray[np.uint64]) -> NDArray[np.int64]:
    order = np.lexsort(words.T[::-1])
    ordered = words[order]
    if bool(np.any(np.all(ordered[1:] == ordered[:-1], axis=1))):
        raise LiabilitiesRefused("one leaf twice", where="leaves", expected="every leaf once")
    return order


def _levels(leaves: Leaves, hasher: Hasher, each: Each, pieces: int) -> tuple[Leaves, ...]:
    found = [leaves]
    while len(found[-1].units) > 1:
        below = found[-1]
        bounds = _bounds(len(below.units) // 2, max(pieces, len(below.units) // _AT_ONCE))
        made = each(partial(_above, below, bounds, hasher), range(len(bounds)))
        found.append(_one_after_the_other(list(made)))
    return tuple(found)


def _above(below: Leaves, bounds: Sequence[tuple[int, int]], hasher: Hasher, at: int) -> Leaves:
    """The nodes above one stretch of pairs."""
    first, end = bounds[at]
    hashes, units = below.hashes[2 * first : 2 * end], below.units[2 * first : 2 * end]
    left, right = units[slice(0, None, 2)], units[slice(1, None, 2)]
    try:
        sums = plus(left, right)
    except OverflowError as error:
        raise LiabilitiesRefused("together more than the format can hold", found=str(error)) from error
    said = side_by_side(len(sums), Tag.NODE, hashes[::2], left.big_endian(), hashes[1::2], right.big_endian())
    return Leaves(hasher(said), sums)


def _one_after_the_other(made: Sequence[Leaves]) -> Leaves:
    return Leaves(np.concatenate([one.hashes for one in made]), joined([one.units for one in made]))
