"""The leaves of many holdings at once. Law-neutral."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hozen.rules.liabilities.arrays.rows import Hasher, Rows, keyed_rows, side_by_side
from hozen.rules.liabilities.arrays.wide import Wide, Words, below, chosen, joined, minus, none, part_of
from hozen.rules.liabilities.encoding import Tag, u8


@dataclass(frozen=True, slots=True)
class Holdings:
    """木ごとの残高の列: keys and hashes of accounts, 32 bytes a row, and what each is owed, above 0."""

    keys: Rows
    accounts: Rows
    units: Wide

    def between(self, first: int, end: int) -> Holdings:
        """Those from `first` up to, not including, `end`."""
        return Holdings(self.keys[first:end], self.accounts[first:end], self.units[first:end])


@dataclass(frozen=True, slots=True)
class Leaves:
    """葉の列: hashes and units, in no order yet. Part after part: all first parts, all second ones …"""

    hashes: Rows
    units: Wide


def leaves_of(held: Holdings, tree: bytes, parts: int, hasher: Hasher) -> Leaves:
    """Every part of every holding as a leaf of a tree."""
    nonces = keyed_rows(hasher, held.keys, Tag.NONCE, tree)
    amounts = split_all(held, tree, parts, hasher)
    found = [
        hasher(side_by_side(len(units), Tag.LEAF, tree, held.accounts, nonces, u8(part), units.big_endian()))
        for part, units in enumerate(amounts)
    ]
    return Leaves(np.concatenate(found), joined(amounts))


def split_all(held: Holdings, tree: bytes, parts: int, hasher: Hasher) -> list[Wide]:
    """Part by part what each holding comes to; they add up to it."""
    cuts = [part_of(held.units, _points(held, tree, number, hasher)) for number in range(1, parts)]
    edges = [none(len(held.units)), *_rising(cuts), held.units]
    return [minus(high, low) for low, high in pairwise(edges)]


def _points(held: Holdings, tree: bytes, number: int, hasher: Hasher) -> Words:
    found = keyed_rows(hasher, held.keys, Tag.SPLIT, tree, u8(number))[:, :8]
    return np.ascontiguousarray(found).view(">u8")[:, 0].astype(np.uint64)


def _rising(cuts: list[Wide]) -> list[Wide]:
    """Each holding's cuts in rising order: neighbours change places until none must. Few cuts, many holdings."""
    found = list(cuts)
    for end in range(len(found), 0, -1):
        for at in range(1, end):
            turned = below(found[at], found[at - 1])
            lower, upper = found[at - 1], found[at]
            found[at - 1] = chosen(turned, upper, lower)
            found[at] = chosen(turned, lower, upper)
    return found
