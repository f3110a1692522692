"""The trees over arrays are those of the plain builder, to the byte, in however many pieces they are worked out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import plain_proof
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from liability_world import UNITS, built, owed, secrets_for

from hozen.rules.liabilities import Built, LiabilitiesRefused, Side
from hozen.rules.liabilities.arrays import Holdings, TreeArrays, build_arrays, by_hashlib, rows_of, wide
from hozen.rules.liabilities.arrays.rows import keyed_rows
from hozen.rules.liabilities.arrays.tree import _order
from hozen.rules.liabilities.arrays.wide import minus, part_of, plus
from hozen.rules.liabilities.commitment import snapshot_id, tree_id
from hozen.rules.liabilities.keys import account_hash
from hozen.rules.liabilities.merkle_sum_tree import climb, path_of

WIDE = st.one_of(
    st.integers(0, 2**128 - 1), st.sampled_from([0, 1, 2**64 - 1, 2**64, 2**128 - 1, 2**127, 2**96 - 1])
)


def plain(balances: dict[str, int], parts: int) -> Built:
    return built(*(owed(who, "BTC", units) for who, units in balances.items()), parts=parts, assets=["BTC"])


def over_arrays(expected: Built, balances: dict[str, int], parts: int, **more) -> TreeArrays:
    """The same tree out of columns; the secrets of the book are those of liability_world."""
    held = {who: units for who, units in balances.items() if units}
    keys = [expected.keys[who] for who in held]
    accounts = [account_hash(key, who) for key, who in zip(keys, held, strict=True)]
    tree = tree_id(snapshot_id(expected.snapshot.opening), Side.OWED, "BTC", 8)
    columns = Holdings(rows_of(keys), rows_of(accounts), wide(held.values()))
    return build_arrays(columns, tree, parts, secrets_for([]).book, **more)


class TestTheSameTree:
    @given(
        st.dictionaries(st.text("abcdé", min_size=1), UNITS, max_size=9), st.integers(1, 4), st.integers(1, 7)
    )
    def test_every_level_and_every_place(self, balances, parts, pieces) -> None:
        expected = plain(balances, parts)
        found = over_arrays(expected, balances, parts, pieces=pieces)
        tree = expected.trees[Side.OWED, "BTC"]
        levels = [[(one.hash, one.units) for one in level] for level in tree.levels]
        assert [
            [(level.hashes[at].tobytes(), level.units.number(at)) for at in range(len(level.units))]
            for level in found.levels
        ] == levels
        held = [who for who, units in balances.items() if units]
        assert [tuple(row) for row in found.positions.tolist()] == [tree.positions[who] for who in held]

    @pytest.mark.parametrize("pieces", [1, 2, 3, 4, 8, 64, 1000])
    def test_a_few_hundred_customers_in_any_number_of_pieces(self, pieces) -> None:
        balances = {f"{number:04d}": 10**12 + number**3 for number in range(300)}
        expected = plain(balances, 2)
        assert (
            over_arrays(expected, balances, 2, pieces=pieces).root
            == expected.trees[Side.OWED, "BTC"].levels[-1][0]
        )

    def test_side_by_side_in_threads(self) -> None:
        balances = {f"{number:04d}": number + 1 for number in range(200)}
        expected = plain(balances, 2)
        with ThreadPoolExecutor(2) as pool:
            found = over_arrays(expected, balances, 2, each=pool.map, pieces=5)
        assert found.root == expected.trees[Side.OWED, "BTC"].levels[-1][0]

    def test_a_path_is_cut_out_of_the_levels(self) -> None:
        balances = {f"{number}": number + 1 for number in range(11)}
        expected = plain(balances, 3)
        found, tree = over_arrays(expected, balances, 3), expected.trees[Side.OWED, "BTC"]
        for position, leaf in enumerate(tree.levels[0]):
            assert found.path(position) == path_of(tree.levels, position)
            assert climb(leaf, position, found.path(position)) == found.root

    def test_nobody(self) -> None:
        expected = plain({}, 2)
        assert over_arrays(expected, {}, 2, pieces=3).root == expected.trees[Side.OWED, "BTC"].levels[-1][0]


class TestRefused:
    def test_a_total_of_2_to_the_128(self) -> None:
        expected = plain({"a": 1, "b": 1}, 2)
        for other, is_fine in ((2**127 - 1, True), (2**127, False)):
            balances = {"a": 2**127, "b": other}
            if is_fine:
                assert over_arrays(expected, balances, 2).root.units == 2**128 - 1
            else:
                with pytest.raises(LiabilitiesRefused, match="together more"):
                    over_arrays(expected, balances, 2)

    def test_the_same_holding_twice(self) -> None:
        key = bytes(32)
        twice = Holdings(rows_of([key, key]), rows_of([key, key]), wide([5, 5]))
        with pytest.raises(LiabilitiesRefused, match="one leaf twice"):
            build_arrays(twice, bytes(32), 2, bytes(32))

    @pytest.mark.parametrize("units", [-1, 2**128])
    def test_a_number_that_128_bits_do_not_hold(self, units) -> None:
        with pytest.raises(OverflowError):
            wide([units])


class TestWide:
    """128 bits out of two 64-bit halves, against Python's own whole numbers."""

    @given(st.lists(st.tuples(WIDE, st.integers(0, 2**64 - 1)), min_size=1, max_size=20))
    def test_parts(self, rows) -> None:
        found = part_of(wide(units for units, _ in rows), np.array([point for _, point in rows], np.uint64))
        assert [found.number(at) for at in range(len(rows))] == [
            units * point // 2**64 for units, point in rows
        ]

    @given(WIDE, WIDE)
    def test_sums_and_differences(self, one, other) -> None:
        columns = wide([one]), wide([other])
        if one + other < 2**128:
            assert plus(*columns).number(0) == one + other
        else:
            with pytest.raises(OverflowError):
                plus(*columns)
        if one >= other:
            assert minus(*columns).number(0) == one - other
        else:
            with pytest.raises(OverflowError):
                minus(*columns)

    @given(st.lists(WIDE))
    def test_bytes(self, numbers) -> None:
        assert wide(numbers).big_endian().tobytes() == b"".join(one.to_bytes(16, "big") for one in numbers)


class TestHashers:
    @given(st.integers(1, 200), st.integers(0, 40), st.randoms(use_true_random=False))
    @settings(max_examples=30)
    def test_hashlib_row_by_row(self, width, count, chance) -> None:
        rows = np.frombuffer(chance.randbytes(width * count), np.uint8).reshape(count, width)
        found = by_hashlib(rows)
        assert [one.tobytes() for one in found] == [plain_proof.sha(one.tobytes()) for one in rows]

    def test_a_key_for_each_row(self) -> None:
        keys = [bytes([number]) * 32 for number in range(3)]
        found = keyed_rows(by_hashlib, rows_of(keys), b"said")
        assert [one.tobytes() for one in found] == [plain_proof.mac(key, b"said") for key in keys]


class TestOrder:
    @given(st.lists(st.integers(0, 3), unique=True, min_size=1))
    def test_hashes_whose_first_bytes_are_alike_are_told_apart_by_the_rest(self, ends) -> None:
        # Real hashes are never alike in eight bytes; made-up ones are.
        rows = rows_of([bytes(31) + bytes([end]) for end in ends])
        assert [ends[at] for at in _order(rows)] == sorted(ends)

    @given(st.lists(st.binary(min_size=32, max_size=32), unique=True, min_size=1))
    def test_as_python_sorts_bytes(self, hashes) -> None:
        assert [hashes[at] for at in _order(rows_of(hashes))] == sorted(hashes)
