"""From holdings in batches to trees on disk. Batches and trees go side by side; the roots are the same however many do."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from hozen.rules.liabilities import LiabilitiesRefused, Opening, TreeHead
from hozen.rules.liabilities.arrays import NODE_SIZE, Hashing, Rows, rows_of
from hozen.rules.liabilities.commitment import snapshot_id, tree_id
from hozen.rules.liabilities.encoding import HASH_SIZE, Tag, keyed
from hozen.rules.liabilities.keys import pads_secret
from hozen.rules.liabilities.merkle_sum_tree import height_for
from hozen.workflows.snapshot.buckets import Buckets, buckets_for
from hozen.workflows.snapshot.holdings_index import INDEX_SIZE, index_rows, write_index
from hozen.workflows.snapshot.liabilities_of_day import Batch, TreeSum
from hozen.workflows.snapshot.spool import Spool
from hozen.workflows.snapshot.tree_file import write_tree

_ROWS_EACH = 1 << 17  # rows of a bucket: they are put in order in one go
_PADS_AT_ONCE = 1 << 16
_ANY = TypeVar("_ANY")
_FOUND = TypeVar("_FOUND")


@dataclass(frozen=True, slots=True)
class Plan:
    """作成計画: what is built, out of which secret, with what, and where. `memory` in bytes is for rows that wait."""

    opening: Opening
    master: bytes
    sums: tuple[TreeSum, ...]
    hashing: Hashing
    folder: Path
    workers: int
    memory: int

    def tree_ids(self) -> list[bytes]:
        """The id of each tree."""
        opened = snapshot_id(self.opening)
        return [tree_id(opened, one.side, one.asset, one.decimals) for one in self.sums]

    def leaves(self, number: int) -> int:
        """How many leaves a tree has, without pads."""
        return self.sums[number].accounts * self.opening.parts


def tree_path(folder: Path, number: int) -> Path:
    """Where the tree of that number in the snapshot is."""
    return folder / "trees" / f"{number:04d}.levels"


def build_trees(plan: Plan, batches: Iterable[Batch]) -> tuple[TreeHead, ...]:
    """Writes every tree and the index of holdings below `plan.folder`; the heads in the order of the sums.

    Raises LiabilitiesRefused for what does not fit the format, and where batches and sums do not agree.
    """
    tree_path(plan.folder, 0).parent.mkdir(parents=True)
    spare = plan.folder / "spool"
    numbers = range(len(plan.sums))
    sizes = [1 << height_for(plan.leaves(number)) for number in numbers]
    leaf_buckets = buckets_for(sizes, _ROWS_EACH)
    index_buckets = buckets_for([sum(one.accounts for one in plan.sums)], _ROWS_EACH)
    leaves, index = (
        Spool(spare / "leaves", NODE_SIZE, plan.memory, plan.hashing),
        Spool(spare / "index", INDEX_SIZE, plan.memory, plan.hashing),
    )
    for spool in (leaves, index):
        spool.folder.mkdir(parents=True)
    maker = _Maker(plan, rows_of(plan.tree_ids()), leaf_buckets, index_buckets, leaves, index)
    with ThreadPoolExecutor(plan.workers) as pool:
        _all(_side_by_side(pool, plan.workers, maker.add, batches))
        heads = tuple(_side_by_side(pool, plan.workers, maker.tree, numbers))
        write_index(plan.folder, map(index.take, index_buckets.all_of(0)), plan.hashing)
    for spool in (leaves, index):
        spool.folder.rmdir()
    spare.rmdir()
    return heads


@dataclass(frozen=True, slots=True)
class _Maker:
    plan: Plan
    trees: Rows
    leaf_buckets: Buckets
    index_buckets: Buckets
    leaves: Spool
    index: Spool

    def add(self, batch: Batch) -> None:
        """The leaves of a batch into their buckets."""
        plan = self.plan
        held = plan.hashing.accounts(batch.ids, plan.master, snapshot_id(plan.opening))
        parts = plan.opening.parts
        leaves = plan.hashing.leaves(held, batch.units, self.trees, batch.which, parts)
        self.leaves.add(self.leaf_buckets.of(np.repeat(batch.which, parts), leaves), leaves)
        index = index_rows(held, batch.units, batch.which)
        self.index.add(self.index_buckets.of(np.zeros(len(index), np.int64), index), index)

    def tree(self, number: int) -> TreeHead:
        """One tree out of its buckets, pads among the leaves."""
        one, plan = self.plan.sums[number], self.plan
        height = height_for(plan.leaves(number))
        self._add_pads(number, (1 << height) - plan.leaves(number))
        taken = [0]
        rows = self._rising(number, taken)
        try:
            root = write_tree(tree_path(plan.folder, number), height, rows, plan.hashing)
        except ValueError as error:
            raise _not_the_sums(one, f"{taken[0]} leaves", f"{1 << height}") from error
        if root.units != one.total:
            raise _not_the_sums(one, root.units, one.total)
        return TreeHead(one.side, one.asset, one.decimals, root.hash, root.units, height)

    def _rising(self, number: int, taken: list[int]) -> Iterator[Rows]:
        for bucket in self.leaf_buckets.all_of(number):
            rows = self.leaves.take(bucket)
            taken[0] += len(rows)
            yield self.plan.hashing.in_order(rows, HASH_SIZE, "leaf")

    def _add_pads(self, number: int, count: int) -> None:
        key = keyed(pads_secret(self.plan.master), Tag.PAD_KEY, self.trees[number].tobytes())
        for first in range(0, count, _PADS_AT_ONCE):
            pads = self.plan.hashing.pads(key, first, min(_PADS_AT_ONCE, count - first))
            kinds = np.full(len(pads), number, np.int64)
            self.leaves.add(self.leaf_buckets.of(kinds, pads), pads)


def _not_the_sums(one: TreeSum, found: object, expected: object) -> LiabilitiesRefused:
    return LiabilitiesRefused(
        "the leaves do not come to what the ledger says",
        where=one.asset,
        found=str(found),
        expected=str(expected),
        try_next="the book changed meanwhile: build again",
    )


def _side_by_side(
    pool: ThreadPoolExecutor, workers: int, work: Callable[[_ANY], _FOUND], items: Iterable[_ANY]
) -> Iterator[_FOUND]:
    """As `map`, a few ahead, so that what is waiting stays small."""
    waiting: deque[Future[_FOUND]] = deque()
    for item in items:
        waiting.append(pool.submit(work, item))
        if len(waiting) > workers:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _all(found: Iterator[object]) -> None:
    deque(found, maxlen=0)
