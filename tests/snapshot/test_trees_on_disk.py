"""Trees out of core are those of the plain builder to the byte: for any number of workers, any memory, any batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from liability_world import OPENING, books, debt, owed

from hozen.rules.liabilities import (
    AccountBalance,
    Built,
    DerivedSecrets,
    LiabilitiesRefused,
    Opening,
    Side,
    build,
    cut_proof,
)
from hozen.rules.liabilities import Ledger as Liabilities
from hozen.rules.liabilities.arrays import ByHashlib, Hashing, rows_of, texts
from hozen.rules.liabilities.swift import best_hashing
from hozen.workflows.snapshot import build_trees as building
from hozen.workflows.snapshot.buckets import buckets_for
from hozen.workflows.snapshot.build_trees import Plan, build_trees
from hozen.workflows.snapshot.cutting import cut_proof_of
from hozen.workflows.snapshot.day_folder import PublicDay
from hozen.workflows.snapshot.liabilities_of_day import Batch, TreeSum
from hozen.workflows.snapshot.secret_store import MasterSecret
from hozen.workflows.snapshot.spool import Spool
from hozen.workflows.snapshot.tree_file import TreeFile, write_tree

MASTER = bytes(range(32))
DECIMALS = {"BTC": 8, "ETH": 18, "円": 0}
ROOMY = 1 << 30


def oracle(rows: Sequence[AccountBalance], parts: int) -> Built:
    opening = Opening("acme-main", OPENING.cut_off, parts)
    return build(opening, Liabilities(DECIMALS, tuple(rows)), DerivedSecrets(MASTER), (), "hozen")


def sums_of(expected: Built, rows: Sequence[AccountBalance]) -> tuple[TreeSum, ...]:
    """What SQL counts and sums."""
    return tuple(
        TreeSum(
            side,
            asset,
            tree.head.decimals,
            sum(1 for row in rows if (row.side, row.asset) == (side, asset) and row.units),
            tree.head.total,
        )
        for (side, asset), tree in expected.trees.items()
    )


def batches_of(
    rows: Sequence[AccountBalance], sums: Sequence[TreeSum], size: int, parts: int = 1
) -> Iterator[Batch]:
    numbers = {(one.side, one.asset): number for number, one in enumerate(sums)}
    held = [row for row in rows if row.units]
    for first in range(0, len(held), size):
        some = held[first : first + size]
        yield Batch(
            texts([row.account for row in some]),
            rows_of([row.units.to_bytes(16, "big") for row in some], 16),
            np.array([numbers[row.side, row.asset] for row in some], np.int64),
        )


def plan_of(expected: Built, rows: Sequence[AccountBalance], folder: Path, **more) -> Plan:
    how = {"hashing": ByHashlib(), "workers": 1, "memory": ROOMY} | more
    return Plan(expected.snapshot.opening, MASTER, sums_of(expected, rows), folder=folder / "private", **how)


class TestTheSameAsThePlainBuilder:
    @given(
        books(), st.integers(1, 4), st.sampled_from([1, 2, 4]), st.sampled_from([0, ROOMY]), st.integers(1, 9)
    )
    @settings(max_examples=40, deadline=None)
    def test_heads_and_every_proof(self, rows, parts, workers, memory, size) -> None:
        expected = oracle(rows, parts)
        with TemporaryDirectory() as spare:
            folder = Path(spare)
            plan = plan_of(expected, rows, folder, workers=workers, memory=memory)
            assert build_trees(plan, batches_of(rows, plan.sums, size)) == expected.snapshot.trees
            day = PublicDay(OPENING.cut_off.date(), folder / "public", expected.snapshot, bytes(32))
            for account in {row.account for row in rows if row.units}:
                found = cut_proof_of(day, MasterSecret("acme-main", MASTER), account)
                assert found == cut_proof(expected, account)

    @pytest.mark.parametrize("hashing", [ByHashlib(), best_hashing()], ids=lambda one: one.name)
    @pytest.mark.parametrize("workers", [1, 2, 4])
    @pytest.mark.parametrize("memory", [0, 10_000, ROOMY])
    def test_many_buckets_and_spilling(
        self, tmp_path, monkeypatch, hashing: Hashing, workers, memory
    ) -> None:
        """3,000 accounts in buckets of 100 rows, out of memory again and again."""
        monkeypatch.setattr(building, "_ROWS_EACH", 100)
        monkeypatch.setattr(building, "_PADS_AT_ONCE", 300)
        rows = LARGE
        plan = plan_of(LARGE_BUILT, rows, tmp_path, workers=workers, memory=memory, hashing=hashing)
        assert build_trees(plan, batches_of(rows, plan.sums, 700)) == LARGE_BUILT.snapshot.trees
        assert sorted(one.name for one in (tmp_path / "private").iterdir()) == ["holdings.index", "trees"]

    def test_the_order_of_the_ledger_does_not_matter(self, tmp_path) -> None:
        plan = plan_of(LARGE_BUILT, LARGE, tmp_path)
        assert build_trees(plan, batches_of(LARGE[::-1], plan.sums, 999)) == LARGE_BUILT.snapshot.trees


LARGE = [owed(f"{number:05d}", "BTC", number**3 + 1) for number in range(3_000)] + [
    debt("00007", "ETH", 10**30)
]
LARGE_BUILT = oracle(LARGE, 2)


class TestRefused:
    def test_an_account_twice_in_one_tree(self, tmp_path) -> None:
        """The plain builder refuses it at its door; here the index of holdings shows it."""
        rows = [owed("a", "BTC", 5), owed("b", "BTC", 7)]
        plan = plan_of(oracle(rows, 1), rows, tmp_path)
        twice = [owed("a", "BTC", 5), owed("a", "BTC", 7)]
        with pytest.raises(LiabilitiesRefused, match="one balance twice"):
            build_trees(plan, batches_of(twice, plan.sums, 9))

    def test_the_same_leaf_twice(self, tmp_path) -> None:
        rows = [owed("a", "BTC", 5), owed("b", "BTC", 5)]
        plan = plan_of(oracle(rows, 2), rows, tmp_path)
        with pytest.raises(LiabilitiesRefused, match="one leaf twice"):
            build_trees(plan, batches_of([rows[0], rows[0]], plan.sums, 9))

    @pytest.mark.parametrize("change", ["one more", "one less", "other units"])
    def test_what_is_not_what_the_ledger_summed(self, tmp_path, change) -> None:
        rows = [owed("a", "BTC", 5), owed("b", "BTC", 7)]
        plan = plan_of(oracle(rows, 1), rows, tmp_path)
        there = {
            "one more": [*rows, owed("c", "BTC", 1)],
            "one less": rows[:1],
            "other units": [rows[0], owed("b", "BTC", 8)],
        }[change]
        with pytest.raises(LiabilitiesRefused, match="do not come to what the ledger says"):
            build_trees(plan, batches_of(there, plan.sums, 9))

    def test_a_total_of_2_to_the_128(self, tmp_path) -> None:
        rows = [owed("a", "BTC", 2**127), owed("b", "BTC", 2**127)]
        sums = (TreeSum(Side.OWED, "BTC", 8, 2, 2**128),)
        opening = Opening("acme-main", OPENING.cut_off, 1)
        plan = Plan(opening, MASTER, sums, ByHashlib(), tmp_path / "private", 1, ROOMY)
        with pytest.raises(LiabilitiesRefused, match="together more"):
            build_trees(plan, batches_of(rows, sums, 9))


class TestSpool:
    @given(
        st.lists(st.lists(st.tuples(st.integers(0, 70_000), st.binary(min_size=4, max_size=4)))),
        st.sampled_from([0, 20, ROOMY]),
    )
    @settings(deadline=None)
    def test_every_row_comes_back_once_out_of_its_bucket(self, added, memory) -> None:
        with TemporaryDirectory() as spare:
            spool = Spool(Path(spare), 4, memory, ByHashlib())
            for rows in added:
                numbers = np.array([bucket for bucket, _ in rows], np.int64)
                spool.add(numbers, rows_of([said for _, said in rows], 4))
            everything = sorted(row for rows in added for row in rows)
            found = [
                (bucket, row.tobytes())
                for bucket in sorted({bucket for bucket, _ in everything})
                for row in spool.take(bucket)
            ]
            assert sorted(found) == everything
            assert list(Path(spare).iterdir()) == []


class TestBuckets:
    @pytest.mark.parametrize(("rows", "buckets"), [(0, 1), (1, 1), (100, 1), (101, 2), (200, 2), (201, 4)])
    def test_as_many_as_rows_need(self, rows, buckets) -> None:
        assert len(buckets_for([rows], 100).all_of(0)) == buckets

    @given(st.lists(st.integers(0, 5_000), min_size=1, max_size=4), st.data())
    def test_they_rise_with_the_rows_and_kinds_do_not_mix(self, counts, data) -> None:
        buckets = buckets_for(counts, 100)
        kind = data.draw(st.integers(0, len(counts) - 1))
        said = sorted(data.draw(st.lists(st.binary(min_size=8, max_size=8), min_size=1)))
        found = buckets.of(np.full(len(said), kind, np.int64), rows_of(said, 8)).tolist()
        assert found == sorted(found)
        assert set(found) <= set(buckets.all_of(kind))


class TestTreeFile:
    def test_too_few_leaves(self, tmp_path) -> None:
        with pytest.raises(ValueError, match="height 2"):
            write_tree(tmp_path / "t", 2, [np.zeros((3, 48), np.uint8)], ByHashlib())

    def test_a_file_cut_short(self, tmp_path) -> None:
        write_tree(tmp_path / "t", 1, [np.zeros((2, 48), np.uint8)], ByHashlib())
        (tmp_path / "t").write_bytes((tmp_path / "t").read_bytes()[:-1])
        with pytest.raises(ValueError, match="not a tree of height 1"):
            TreeFile.open(tmp_path / "t", 1)

    def test_a_leaf_that_is_not_there(self, tmp_path) -> None:
        rows = rows_of([bytes([number]) * 48 for number in (1, 3)], 48)
        write_tree(tmp_path / "t", 1, [rows], ByHashlib())
        tree = TreeFile.open(tmp_path / "t", 1)
        assert [tree.position(bytes([number]) * 32) for number in range(5)] == [None, 0, None, 1, None]
