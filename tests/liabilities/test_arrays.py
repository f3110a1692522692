"""What is hashed over arrays is what a few lines of the standard library hash, to the byte, whoever does the hashing."""

from __future__ import annotations

import numpy as np
import plain_proof
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from liability_world import ACCOUNTS

from hozen.rules.liabilities import LiabilitiesRefused
from hozen.rules.liabilities.arrays import (
    NODE_SIZE,
    ByHashlib,
    Hashing,
    node_at,
    rows_of,
    texts,
    wide,
    wide_of,
)
from hozen.rules.liabilities.arrays.by_hashlib import sha256_rows
from hozen.rules.liabilities.swift import best_hashing
from hozen.rules.liabilities.swift.libcrypto import transform_address
from hozen.values.wide import minus, part_of, plus

WIDE = st.one_of(
    st.integers(0, 2**128 - 1), st.sampled_from([0, 1, 2**64 - 1, 2**64, 2**128 - 1, 2**127, 2**96 - 1])
)
MASTER, SNAPSHOT = b"m" * 32, b"s" * 32
TREES = [bytes([number]) * 32 for number in range(3)]


@pytest.fixture(scope="module", params=["hashlib", "libcrypto"])
def hashing(request) -> Hashing:
    if request.param == "hashlib":
        return ByHashlib()
    if transform_address() is None:
        pytest.skip("no numba, or no libcrypto with SHA256_Transform: only hashlib is tested here")
    return best_hashing()


def sixteen(numbers: list[int]) -> np.ndarray:
    return rows_of([number.to_bytes(16, "big") for number in numbers], 16)


def key_of(account: str) -> bytes:
    """The format's page: M(M(master, 0b ‖ S), 07 ‖ account id)."""
    return plain_proof.mac(plain_proof.mac(MASTER, b"\x0b" + SNAPSHOT), b"\x07" + account.encode())


def test_libcrypto_is_what_tests_find_where_the_extra_is_installed() -> None:
    """Otherwise half of this file would test nothing, and nobody would see it."""
    pytest.importorskip("numba")
    assert best_hashing().name == "libcrypto"


@pytest.mark.parametrize("part", ["accounts", "leaves", "pads", "parents", "in_order", "grouped"])
def test_machine_code_that_answers_wrong_is_not_used(monkeypatch, part) -> None:
    """As when numba kept some from another version: one bit of one row is enough."""
    by_libcrypto = pytest.importorskip("hozen.rules.liabilities.swift.by_libcrypto").ByLibcrypto
    right = getattr(by_libcrypto, part)

    def wrong(self, *said):
        found = right(self, *said)
        found[-1, 0] ^= 1
        return found

    monkeypatch.setattr(by_libcrypto, part, wrong)
    assert best_hashing().name == "hashlib"


class TestHashing:
    @given(st.lists(st.one_of(ACCOUNTS, st.sampled_from(["a", "é" * 127, "x" * 255])), max_size=9))
    @settings(max_examples=40)
    def test_accounts(self, hashing, ids) -> None:
        found = hashing.accounts(texts(ids), MASTER, SNAPSHOT)
        assert found.shape == (len(ids), 64)
        for row, account in zip(found, ids, strict=True):
            key = key_of(account)
            assert row.tobytes() == key + plain_proof.sha(b"\x03" + key + account.encode())

    @given(
        st.lists(st.tuples(st.sampled_from("abc"), WIDE, st.integers(0, 2)), max_size=9), st.integers(1, 16)
    )
    @settings(max_examples=60)
    def test_leaves(self, hashing, rows, parts) -> None:
        """Accounts follow themselves by chance, so what is kept from the row before is tried too."""
        ids = texts([account for account, _, _ in rows])
        held = hashing.accounts(ids, MASTER, SNAPSHOT)
        which = np.array([tree for _, _, tree in rows], np.int64)
        found = hashing.leaves(held, sixteen([units for _, units, _ in rows]), rows_of(TREES), which, parts)
        expected = []
        for account, units, tree in rows:
            amounts = plain_proof.parts_of(units, parts, key_of(account), TREES[tree])
            for part, amount in enumerate(amounts):
                said = plain_proof.leaf_preimage(key_of(account), account, TREES[tree], part, amount)
                expected.append(plain_proof.sha(said) + amount.to_bytes(16, "big"))
        assert found.tobytes() == b"".join(expected)

    @given(st.integers(0, 2**40), st.integers(0, 5))
    @settings(max_examples=20)
    def test_pads(self, hashing, first, count) -> None:
        found = hashing.pads(MASTER, first, count)
        numbers = range(first, first + count)
        expected = [plain_proof.sha(b"\x02" + MASTER + number.to_bytes(8, "big")) for number in numbers]
        assert [row.tobytes() for row in found] == [one + bytes(16) for one in expected]

    @given(st.lists(st.tuples(st.binary(min_size=32, max_size=32), st.integers(0, 2**127 - 1)), max_size=9))
    @settings(max_examples=60)
    def test_parents(self, hashing, nodes) -> None:
        nodes = nodes[: len(nodes) // 2 * 2]
        rows = rows_of([name + units.to_bytes(16, "big") for name, units in nodes], NODE_SIZE)
        found = hashing.parents(rows)
        for at in range(len(nodes) // 2):
            left, right = nodes[2 * at], nodes[2 * at + 1]
            above = node_at(found, at)
            assert above.hash == plain_proof.sha(plain_proof.node_preimage(left, right))
            assert above.units == left[1] + right[1]

    @pytest.mark.parametrize(
        ("left", "right"), [(2**127, 2**127), (2**128 - 1, 1), (1, 2**128 - 1), (2**128 - 1, 2**128 - 1)]
    )
    def test_a_sum_of_2_to_the_128_is_refused(self, hashing, left, right) -> None:
        rows = rows_of([bytes(32) + units.to_bytes(16, "big") for units in (left, right)], NODE_SIZE)
        with pytest.raises(LiabilitiesRefused, match="together more"):
            hashing.parents(rows)

    def test_a_sum_just_below_is_not(self, hashing) -> None:
        rows = rows_of([bytes(32) + units.to_bytes(16, "big") for units in (2**128 - 2, 1)], NODE_SIZE)
        assert node_at(hashing.parents(rows), 0).units == 2**128 - 1


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
        said = wide(numbers).big_endian()
        assert said.tobytes() == b"".join(one.to_bytes(16, "big") for one in numbers)
        assert [wide_of(said).number(at) for at in range(len(numbers))] == numbers

    @pytest.mark.parametrize("units", [-1, 2**128])
    def test_a_number_that_128_bits_do_not_hold(self, units) -> None:
        with pytest.raises(OverflowError):
            wide([units])


@given(st.integers(1, 200), st.integers(0, 40), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_hashlib_row_by_row(width, count, chance) -> None:
    rows = np.frombuffer(chance.randbytes(width * count), np.uint8).reshape(count, width)
    assert [one.tobytes() for one in sha256_rows(rows)] == [plain_proof.sha(one.tobytes()) for one in rows]


class TestOrder:
    @given(st.lists(st.integers(0, 3), unique=True, min_size=1))
    def test_hashes_whose_first_bytes_are_alike_are_told_apart_by_the_rest(self, hashing, ends) -> None:
        # Real hashes are never alike in eight bytes; made-up ones are.
        rows = rows_of([bytes(31) + bytes([end]) for end in ends])
        assert [int(row[31]) for row in hashing.in_order(rows, 32, "leaf")] == sorted(ends)

    @given(st.lists(st.binary(min_size=32, max_size=32), unique=True))
    def test_as_python_sorts_bytes(self, hashing, hashes) -> None:
        found = hashing.in_order(rows_of(hashes), 32, "leaf")
        assert [one.tobytes() for one in found] == sorted(hashes)

    def test_thousands_of_hashes_and_of_rows_that_are_not_spread(self, hashing) -> None:
        hashes = [plain_proof.sha(bytes([number % 251, number // 251])) for number in range(5_000)]
        low = [number.to_bytes(32, "big") for number in range(0, 9_000, 3)]
        for rows in (hashes, low, hashes[:100] + low):
            found = hashing.in_order(rows_of(rows), 32, "leaf")
            assert [one.tobytes() for one in found] == sorted(rows)

    def test_what_stands_behind_the_bytes_comes_along(self, hashing) -> None:
        rows = rows_of([b"b" * 32 + b"1" * 16, b"a" * 32 + b"2" * 16], 48)
        assert [one.tobytes()[31:33] for one in hashing.in_order(rows, 32, "leaf")] == [b"a2", b"b1"]

    def test_only_so_many_bytes_decide(self, hashing) -> None:
        rows = rows_of([b"a" * 16 + b"x" * 16, b"a" * 16 + b"y" * 16])
        assert len(hashing.in_order(rows, 32, "leaf")) == 2
        with pytest.raises(LiabilitiesRefused, match="one balance twice"):
            hashing.in_order(rows, 16, "balance")

    def test_the_same_leaf_twice(self, hashing) -> None:
        with pytest.raises(LiabilitiesRefused, match="one leaf twice"):
            hashing.in_order(rows_of([b"a" * 32, b"b" * 32, b"a" * 32]), 32, "leaf")

    @given(st.lists(st.tuples(st.integers(0, 70_000), st.binary(min_size=4, max_size=4))))
    def test_grouped(self, hashing, rows) -> None:
        buckets = np.array([bucket for bucket, _ in rows], np.int64)
        found = hashing.grouped(buckets, rows_of([said for _, said in rows], 4))
        in_their_place = [bucket for bucket, _ in sorted(rows)]
        assert sorted(zip(in_their_place, (one.tobytes() for one in found), strict=True)) == sorted(rows)
