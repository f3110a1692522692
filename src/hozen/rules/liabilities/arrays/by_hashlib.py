"""The hashing that every Python can do. Law-neutral."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.arrays.hashing import too_large
from hozen.rules.liabilities.arrays.order import in_order
from hozen.rules.liabilities.arrays.rows import NODE_SIZE, Rows, Texts, rows_of, side_by_side
from hozen.rules.liabilities.encoding import HASH_SIZE, Tag, u8
from hozen.rules.liabilities.errors import LiabilitiesRefused
from hozen.rules.liabilities.keys import account_hash_of, derived_key, snapshot_master
from hozen.values.wide import (
    Wide,
    Words,
    below,
    chosen,
    minus,
    none,
    part_of,
    plus,
    wide_of,
)

_BLOCK = 64  # bytes that SHA-256 takes at a time; HMAC fills its key up to it


class ByHashlib:
    """標準ライブラリによるハッシュ計算."""

    name = "hashlib"

    def accounts(self, ids: Texts, master: bytes, snapshot: bytes) -> Rows:
        """64 bytes an account: its key of the snapshot, then its hash."""
        of_snapshot, known = snapshot_master(master, snapshot), dict[bytes, bytes]()
        for said in map(ids.at, range(len(ids))):
            if said not in known:
                key = derived_key(of_snapshot, said)
                known[said] = key + account_hash_of(key, said)
        return rows_of([known[ids.at(at)] for at in range(len(ids))], 2 * HASH_SIZE)

    def leaves(self, held: Rows, units: Rows, trees: Rows, which: NDArray[np.int64], parts: int) -> Rows:
        """`parts` nodes a holding, one after the other."""
        keys, accounts, tree = held[:, :HASH_SIZE], held[:, HASH_SIZE:], trees[which]
        nonces = _keyed(keys, Tag.NONCE, tree)
        found = np.empty((len(held), parts, NODE_SIZE), np.uint8)
        for part, amount in enumerate(split_all(keys, tree, wide_of(units), parts)):
            said = amount.big_endian()
            found[:, part, :HASH_SIZE] = sha256_rows(
                side_by_side(len(held), Tag.LEAF, tree, accounts, nonces, u8(part), said)
            )
            found[:, part, HASH_SIZE:] = said
        return found.reshape(-1, NODE_SIZE)

    def pads(self, key: bytes, first: int, count: int) -> Rows:
        """Pads as nodes, from number `first` on."""
        numbers = np.arange(first, first + count, dtype=">u8").view(np.uint8).reshape(count, 8)
        hashes = sha256_rows(side_by_side(count, Tag.PAD, key, numbers))
        return side_by_side(count, hashes, bytes(NODE_SIZE - HASH_SIZE))

    def parents(self, nodes: Rows) -> Rows:
        """The nodes above pairs of nodes. Raises LiabilitiesRefused for a sum of 2^128 or more."""
        pairs = nodes.reshape(-1, 2 * NODE_SIZE)
        try:
            sums = plus(wide_of(pairs[:, HASH_SIZE:NODE_SIZE]), wide_of(pairs[:, NODE_SIZE + HASH_SIZE :]))
        except OverflowError as error:
            raise LiabilitiesRefused(too_large(), found=str(error), expected="below 2^128") from error
        hashes = sha256_rows(side_by_side(len(pairs), Tag.NODE, pairs))
        return side_by_side(len(pairs), hashes, sums.big_endian())

    def in_order(self, rows: Rows, size: int, what: str) -> Rows:
        """Rising by their first `size` bytes."""
        return in_order(rows, size, what)

    def grouped(self, buckets: NDArray[np.int64], rows: Rows) -> Rows:
        """Rows in the order of their buckets."""
        small = (
            not len(buckets) or int(buckets.max()) < 1 << 16
        )  # numbers of two bytes are put in order faster
        return rows[np.argsort(buckets.astype(np.uint16) if small else buckets, kind="stable")]


def sha256_rows(rows: Rows) -> Rows:
    """The SHA-256 of each row."""
    width = rows.shape[1]
    said = np.ascontiguousarray(rows).tobytes()
    return rows_of([sha256(said[at : at + width]).digest() for at in range(0, len(said), width)])


def split_all(keys: Rows, trees: Rows, units: Wide, parts: int) -> list[Wide]:
    """Part by part what each holding comes to; they add up to it."""
    cuts = [part_of(units, _points(keys, trees, number)) for number in range(1, parts)]
    edges = [none(len(units)), *_rising(cuts), units]
    return [minus(high, low) for low, high in pairwise(edges)]


def _points(keys: Rows, trees: Rows, number: int) -> Words:
    found = _keyed(keys, Tag.SPLIT, trees, u8(number))[:, :8]
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


def _keyed(keys: Rows, *pieces: bytes | Rows) -> Rows:
    """HMAC-SHA-256 of each row under its own key of 32 bytes."""
    count = len(keys)
    inner = sha256_rows(side_by_side(count, _filled(keys, 0x36), *pieces))
    return sha256_rows(side_by_side(count, _filled(keys, 0x5C), inner))


def _filled(keys: Rows, sign: int) -> Rows:
    found = np.full((len(keys), _BLOCK), sign, np.uint8)
    found[:, :HASH_SIZE] ^= keys
    return found
