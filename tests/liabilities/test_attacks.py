"""Each known way to lie with a tree of liabilities, tried on this one.

The liar here is the exchange itself: it may build any tree, publish any figures and hand each customer another file.
A lie fails when at least one of the customers it is told to sees it refused.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from liability_world import OPENING, built, debt, owed, published

from hozen.rules.liabilities import (
    Built,
    CustomerProof,
    Fault,
    Opening,
    ProofRefused,
    ProvenPart,
    Side,
    Snapshot,
    check_proof,
    commitment,
    cut_proof,
)
from hozen.rules.liabilities.commitment import snapshot_id, tree_id
from hozen.rules.liabilities.encoding import Tag, hashed, u128
from hozen.rules.liabilities.keys import account_hash, snapshot_key
from hozen.rules.liabilities.leaves import LeafMaker
from hozen.rules.liabilities.merkle_sum_tree import Node, parent

ONE_PART = Opening("acme-main", OPENING.cut_off, 1)
SECRET = {"A": b"a" * 32, "B": b"b" * 32}


def fault(snapshot: Snapshot, proof: CustomerProof, account: str, **more) -> Fault | None:
    """Why a customer who knows the published commitment refuses; None where the proof holds."""
    try:
        check_proof(snapshot, proof, account, commitment(snapshot), **more)
    except ProofRefused as error:
        return error.fault
    return None


def two(a: int, b: int) -> Built:
    """A and B with one leaf each, side by side under the root."""
    return built(owed("A", "BTC", a), owed("B", "BTC", b), opening=ONE_PART)


def with_part(proof: CustomerProof, **changes) -> CustomerProof:
    """The proof with the first part of its first holding changed."""
    first, *rest = proof.holdings
    part, *parts = first.parts
    changed = replace(first, parts=(replace(part, **changes), *parts))
    return replace(proof, holdings=(changed, *rest))


def told(proof: CustomerProof, snapshot: Snapshot) -> CustomerProof:
    """The proof made to name the commitment of a snapshot."""
    return replace(proof, commitment=commitment(snapshot))


def with_tree(snapshot: Snapshot, **changes) -> Snapshot:
    """The snapshot with its first tree told otherwise."""
    return replace(snapshot, trees=(replace(snapshot.trees[0], **changes), *snapshot.trees[1:]))


def first_part(proof: CustomerProof) -> ProvenPart:
    return proof.holdings[0].parts[0]


class TestTheTruth:
    def test_both_customers_see_their_balance(self) -> None:
        found = two(100, 60)
        for account, units in (("A", 100), ("B", 60)):
            (shown,) = check_proof(
                found.snapshot,
                cut_proof(found, account),
                account,
                published(found),
                {(Side.OWED, "BTC"): units},
            )
            assert (shown.asset, shown.decimals, shown.units) == ("BTC", 8, units)


class TestSumOnly:
    """The tree that binds sums only publishes max(a, b) and shows each the other one's share as what is left."""

    @given(st.integers(1, 10**12), st.integers(1, 10**12), st.data())
    def test_no_total_below_what_is_owed_is_believed_by_both(self, a, b, data) -> None:
        honest = two(a, b)
        claimed = data.draw(st.integers(0, a + b - 1))
        shown = {}
        for account, units in (("A", a), ("B", b)):
            proof = cut_proof(honest, account)
            (sibling,) = first_part(proof).path
            shown[account] = with_part(proof, path=(Node(sibling.hash, max(claimed - units, 0)),))
        for root in self._roots(shown, honest, claimed):
            lie = with_tree(honest.snapshot, root=root, total=claimed)
            assert any(fault(lie, told(shown[one], lie), one) for one in "AB")

    def _roots(self, shown, honest, claimed) -> list[bytes]:
        """The honest root, each customer's view as the root, and a node that hashes their sum only."""
        hashes = [one.hash for one in honest.trees[Side.OWED, "BTC"].levels[0]]
        leaves = {one.hash: one for one in honest.trees[Side.OWED, "BTC"].levels[0]}
        views = []
        for proof in shown.values():
            part = first_part(proof)
            (sibling,) = part.path
            own = next(leaf for leaf in leaves.values() if leaf.hash != sibling.hash)
            views.append((parent(sibling, own) if part.position else parent(own, sibling)).hash)
        sum_only = hashed(Tag.NODE, *hashes, u128(claimed))
        return [honest.snapshot.trees[0].root, *views, sum_only]

    def test_a_root_that_one_believes_the_other_refuses(self) -> None:
        # Owed 100 + 60. The lie: a total of 100, the root as A is shown it, with 0 for the neighbour.
        honest = two(100, 60)
        proof = cut_proof(honest, "A")
        part = first_part(proof)
        own = LeafMaker.of(proof.key, proof.account, self._tree(honest)).leaf(0, 100)
        other = Node(part.path[0].hash, 0)
        root = parent(other, own) if part.position else parent(own, other)
        lie = with_tree(honest.snapshot, root=root.hash, total=100)
        assert fault(lie, told(with_part(proof, path=(other,)), lie), "A") is None
        for nothing in (0, 40, 100):
            for_b = cut_proof(honest, "B")
            as_shown = with_part(for_b, path=(Node(first_part(for_b).path[0].hash, nothing),))
            assert fault(lie, told(as_shown, lie), "B") is Fault.ROOT

    def _tree(self, one: Built) -> bytes:
        return tree_id(snapshot_id(one.snapshot.opening), Side.OWED, "BTC", 8)

    def test_a_total_other_than_the_roots_is_refused_by_everybody(self) -> None:
        honest = two(100, 60)
        for total in (10, 159, 161):
            lie = with_tree(honest.snapshot, total=total)
            assert [fault(lie, told(cut_proof(honest, one), lie), one) for one in "AB"] == [Fault.TOTAL] * 2


class TestBelowNothing:
    """Owed 100 + 60, published 10: a neighbour of minus 90, or a made-up customer who owes."""

    @pytest.mark.parametrize("units", [-1, -90, -(2**127), 2**128, 2**128 + 5])
    def test_a_sibling_below_nothing_or_beyond_128_bits_is_no_number_of_the_format(self, units) -> None:
        honest = two(100, 60)
        proof = cut_proof(honest, "A")
        lie = with_part(proof, path=(Node(first_part(proof).path[0].hash, units),))
        assert fault(honest.snapshot, lie, "A") is Fault.MALFORMED
        assert fault(honest.snapshot, with_part(proof, units=units), "A") is Fault.MALFORMED

    @given(st.integers(1, 2**64), st.integers(1, 2**64))
    def test_a_number_that_would_wrap_around_is_too_large(self, a, less) -> None:
        # 2^128 − less stands for −less where sums wrap: a + (2^128 − less) ≥ 2^128 as soon as less ≤ a
        honest = two(a, 1)
        proof = cut_proof(honest, "A")
        lie = with_part(proof, path=(Node(first_part(proof).path[0].hash, 2**128 - min(a, less)),))
        assert fault(honest.snapshot, lie, "A") is Fault.TOO_LARGE

    def test_a_customer_who_owes_lowers_nothing(self) -> None:
        honest = built(owed("A", "BTC", 100), owed("B", "BTC", 60), debt("dummy", "BTC", 150))
        assert [(one.side, one.total) for one in honest.snapshot.trees] == [
            (Side.OWED, 160),
            (Side.DEBT, 150),
        ]


class TestOneLeafForMany:
    @given(
        st.binary(min_size=32, max_size=32),
        st.binary(min_size=32, max_size=32),
        st.text(min_size=1, max_size=5),
    )
    def test_two_accounts_never_share_a_leaf_whatever_their_keys(self, key, other, account) -> None:
        assert account_hash(key, account) != account_hash(other, account + "x")

    def test_another_customers_file_is_not_for_me(self) -> None:
        # Both are owed 100; one leaf is shown to both.
        honest = two(100, 60)
        proof = cut_proof(honest, "A")
        assert fault(honest.snapshot, proof, "B") is Fault.ACCOUNT_ABSENT

    def test_nor_when_it_is_made_to_name_me(self) -> None:
        honest = two(100, 60)
        proof = cut_proof(honest, "A")
        for key in (proof.key, snapshot_key(SECRET["B"], snapshot_id(honest.snapshot.opening))):
            lie = replace(proof, key=key, account=account_hash(key, "B"))
            assert fault(honest.snapshot, lie, "B") is Fault.ROOT

    def test_a_longer_key_cannot_take_the_first_signs_of_an_id(self) -> None:
        # H(03 ‖ K ‖ "12") is also H(03 ‖ K"1" ‖ "2"), were keys of any length allowed.
        honest = built(owed("12", "BTC", 100))
        proof = cut_proof(honest, "12")
        lie = replace(proof, key=proof.key + b"1")
        assert account_hash(lie.key, "2") == proof.account
        assert fault(honest.snapshot, lie, "2") is Fault.MALFORMED

    def test_one_leaf_is_not_counted_twice(self) -> None:
        honest = built(owed("A", "BTC", 100), owed("B", "BTC", 60), parts=2)
        proof = cut_proof(honest, "A")
        (holding,) = proof.holdings
        twice = replace(holding, parts=(holding.parts[0], holding.parts[0]))
        assert fault(honest.snapshot, replace(proof, holdings=(twice,)), "A") is Fault.ROOT
        assert fault(honest.snapshot, replace(proof, holdings=(holding, holding)), "A") is Fault.MALFORMED


class TestKindsOfHashes:
    def test_a_node_cannot_be_shown_as_a_leaf(self) -> None:
        honest = built(*(owed(who, "BTC", 10) for who in "ABCD"), opening=ONE_PART)
        proof = cut_proof(honest, "A")
        part = first_part(proof)
        shorter = with_part(proof, path=part.path[1:], position=part.position >> 1)
        longer = with_part(proof, path=(*part.path, part.path[0]))
        assert fault(honest.snapshot, shorter, "A") is Fault.HEIGHT
        assert fault(honest.snapshot, longer, "A") is Fault.HEIGHT

    def test_a_leaf_is_no_node_and_no_pad_of_any_tree(self) -> None:
        tags = [value for name, value in vars(Tag).items() if name.isupper()]
        assert len(set(tags)) == len(tags) == 14

    @pytest.mark.parametrize("size", [0, 8, 31, 33, 48])
    def test_a_hash_of_another_length_is_refused(self, size) -> None:
        honest = two(100, 60)
        proof = cut_proof(honest, "A")
        sibling = first_part(proof).path[0]
        lie = with_part(proof, path=(Node((sibling.hash * 2)[:size], sibling.units),))
        assert fault(honest.snapshot, lie, "A") is Fault.MALFORMED

    def test_so_is_a_root_or_a_previous_commitment_of_another_length(self) -> None:
        # What stands side by side without marks could be cut elsewhere.
        honest = two(100, 60)
        opening = replace(honest.snapshot.opening, previous=b"p" * 33)
        for lie in (with_tree(honest.snapshot, root=b"r" * 31), replace(honest.snapshot, opening=opening)):
            assert fault(lie, told(cut_proof(honest, "A"), lie), "A") is Fault.MALFORMED

    @pytest.mark.parametrize("account", ["", "\ud800", "A" * 256])
    def test_an_account_that_cannot_be_one(self, account) -> None:
        honest = two(100, 60)
        assert fault(honest.snapshot, cut_proof(honest, "A"), account) is Fault.MALFORMED


class TestChanged:
    """Whatever is changed in a proof that holds, it no longer holds."""

    @given(st.integers(0, 2), st.integers(0, 255), st.integers(0, 31))
    def test_one_bit_of_a_sibling(self, level, flip, at) -> None:
        honest = built(*(owed(who, "BTC", 10) for who in "ABCDE"), opening=ONE_PART)
        proof = cut_proof(honest, "C")
        path = list(first_part(proof).path)
        raw = bytearray(path[level].hash)
        raw[at] ^= flip or 1
        path[level] = Node(bytes(raw), path[level].units)
        assert fault(honest.snapshot, with_part(proof, path=tuple(path)), "C") is Fault.ROOT

    @given(st.integers(0, 2), st.integers(0, 2**100))
    def test_a_siblings_sum(self, level, units) -> None:
        honest = built(*(owed(who, "BTC", 10) for who in "ABCDE"), opening=ONE_PART)
        proof = cut_proof(honest, "C")
        path = list(first_part(proof).path)
        if units != path[level].units:
            path[level] = Node(path[level].hash, units)
            assert fault(honest.snapshot, with_part(proof, path=tuple(path)), "C") is Fault.ROOT

    @given(st.integers(0, 7))
    def test_left_and_right(self, position) -> None:
        honest = built(*(owed(who, "BTC", 10) for who in "ABCDE"), opening=ONE_PART)
        proof = cut_proof(honest, "C")
        expected = None if position == first_part(proof).position else Fault.ROOT
        assert fault(honest.snapshot, with_part(proof, position=position), "C") is expected

    def test_a_place_outside_the_tree(self) -> None:
        honest = two(100, 60)
        proof = cut_proof(honest, "A")
        outside = with_part(proof, position=first_part(proof).position + 2)
        assert fault(honest.snapshot, outside, "A") is Fault.HEIGHT

    @given(st.integers(0, 10**6))
    def test_the_amount(self, units) -> None:
        honest = two(100, 60)
        expected = None if units == 100 else Fault.ROOT
        assert fault(honest.snapshot, with_part(cut_proof(honest, "A"), units=units), "A") is expected

    def test_a_part_left_out_or_the_parts_in_another_order(self) -> None:
        honest = built(owed("A", "BTC", 10**9), parts=2)
        proof = cut_proof(honest, "A")
        (holding,) = proof.holdings
        less = replace(proof, holdings=(replace(holding, parts=holding.parts[:1]),))
        swapped = replace(proof, holdings=(replace(holding, parts=holding.parts[::-1]),))
        assert (fault(honest.snapshot, less, "A"), fault(honest.snapshot, swapped, "A")) == (
            Fault.PARTS,
            Fault.ROOT,
        )

    def test_an_asset_or_side_that_the_snapshot_does_not_have(self) -> None:
        honest = two(100, 60)
        proof = cut_proof(honest, "A")
        for changes in ({"asset": "ETH"}, {"side": Side.DEBT}):
            lie = replace(proof, holdings=(replace(proof.holdings[0], **changes),))
            assert fault(honest.snapshot, lie, "A") is Fault.NO_TREE

    def test_a_leaf_of_one_asset_does_not_stand_in_another_tree(self) -> None:
        # The same units of two assets, and one tree shown for both: a leaf is bound to its own tree.
        honest = built(owed("A", "BTC", 5), owed("A", "ETH", 5), opening=ONE_PART)
        lie = with_tree(honest.snapshot, root=honest.trees[Side.OWED, "ETH"].head.root)
        assert fault(honest.snapshot, cut_proof(honest, "A"), "A") is None
        assert fault(lie, told(cut_proof(honest, "A"), lie), "A") is Fault.ROOT


class TestOrder:
    def test_a_tree_whose_leaves_stand_in_another_order_is_refused(self) -> None:
        # The exchange builds a tree of A's two parts, the higher hash on the left.
        honest = built(owed("A", "BTC", 10**9), parts=2)
        proof = cut_proof(honest, "A")
        right, left = honest.trees[Side.OWED, "BTC"].levels[0]
        (holding,) = proof.holdings
        turned = tuple(replace(part, position=1 - part.position) for part in holding.parts)
        lie = with_tree(honest.snapshot, root=parent(left, right).hash)
        shown = replace(told(proof, lie), holdings=(replace(holding, parts=turned),))
        assert fault(lie, shown, "A") is Fault.ORDER


class TestOtherRoots:
    """One root for some, another root for others; or a root of another day."""

    def test_a_snapshot_that_was_not_published(self) -> None:
        shown, known = two(100, 60), two(100, 61)
        with pytest.raises(ProofRefused) as refusal:
            check_proof(shown.snapshot, cut_proof(shown, "A"), "A", published(known))
        assert refusal.value.fault is Fault.NOT_PUBLISHED

    def test_a_proof_of_another_snapshot(self) -> None:
        later = replace(ONE_PART, cut_off=datetime(2026, 11, 21, 15, tzinfo=UTC))
        today, tomorrow = two(100, 60), built(owed("A", "BTC", 100), owed("B", "BTC", 60), opening=later)
        proof = cut_proof(tomorrow, "A")
        assert fault(today.snapshot, proof, "A") is Fault.OTHER_SNAPSHOT
        assert fault(today.snapshot, told(proof, today.snapshot), "A") is Fault.ROOT

    @given(
        st.sampled_from(
            [
                {"opening": replace(ONE_PART, book="acme-other")},
                {"opening": replace(ONE_PART, cut_off=datetime(2026, 11, 20, 15, 0, 1, tzinfo=UTC))},
                {"opening": replace(ONE_PART, parts=2)},
                {"opening": replace(ONE_PART, previous=b"p" * 32)},
                {"trees": ()},
                {"software": "hozen 0.1.1"},
            ]
        )
    )
    def test_every_field_of_the_snapshot_is_under_the_commitment(self, changes) -> None:
        honest = two(100, 60).snapshot
        assert commitment(replace(honest, **changes)) != commitment(honest)

    @pytest.mark.parametrize(
        "changes", [{"root": bytes(32)}, {"total": 159}, {"decimals": 9}, {"height": 2}, {"side": Side.DEBT}]
    )
    def test_so_is_every_field_of_a_tree(self, changes) -> None:
        honest = two(100, 60).snapshot
        assert commitment(with_tree(honest, **changes)) != commitment(honest)

    def test_an_asset_with_two_trees_one_for_each_half_of_the_customers_is_no_snapshot(self) -> None:
        honest = two(100, 60)
        doubled = replace(honest.snapshot, trees=honest.snapshot.trees * 2)
        assert fault(doubled, told(cut_proof(honest, "A"), doubled), "A") is Fault.MALFORMED


class TestTheClaim:
    def test_the_balance_is_what_the_customer_sees(self) -> None:
        honest = two(100, 60)
        for asset, units, expected in (
            ("BTC", 100, None),
            ("BTC", 99, Fault.BALANCE),
            ("ETH", 1, Fault.BALANCE),
            ("ETH", 0, None),
        ):
            seen = {(Side.OWED, asset): units}
            assert fault(honest.snapshot, cut_proof(honest, "A"), "A", expected=seen) is expected

    def test_a_file_without_any_balance_is_no_proof(self) -> None:
        honest = two(100, 60)
        assert (
            fault(honest.snapshot, replace(cut_proof(honest, "A"), holdings=()), "A") is Fault.ACCOUNT_ABSENT
        )

    def test_a_holding_left_out_of_the_file_is_seen_by_who_compares(self) -> None:
        honest = built(owed("A", "BTC", 5), owed("A", "ETH", 7))
        proof = cut_proof(honest, "A")
        less = replace(proof, holdings=proof.holdings[:1])
        assert fault(honest.snapshot, less, "A") is None
        assert fault(honest.snapshot, less, "A", expected={(Side.OWED, "ETH"): 7}) is Fault.BALANCE


class TestNeighbours:
    def test_a_leaf_beside_mine_shows_a_part_and_no_whole_balance(self) -> None:
        # Four customers, two parts each: eight leaves, of which A sees the two beside its own.
        balances = {"A": 10**9, "B": 3 * 10**9, "C": 5 * 10**9, "D": 11 * 10**9}
        honest = built(*(owed(who, "BTC", units) for who, units in balances.items()))
        (holding,) = cut_proof(honest, "A").holdings
        assert {part.path[0].units for part in holding.parts}.isdisjoint(balances.values())
        assert all(0 < part.path[0].units < max(balances.values()) for part in holding.parts)

    def test_a_name_in_the_leaves_is_another_one_on_another_day(self) -> None:
        later = replace(ONE_PART, cut_off=datetime(2026, 11, 21, 15, tzinfo=UTC))
        days = [cut_proof(built(owed("A", "BTC", 1), opening=one), "A") for one in (ONE_PART, later)]
        assert days[0].account != days[1].account
        assert days[0].key != days[1].key

    def test_who_tries_amounts_without_the_key_finds_none(self) -> None:
        honest = two(3, 60)
        proof, tree = cut_proof(honest, "B"), honest.trees[Side.OWED, "BTC"]
        neighbour = first_part(proof).path[0].hash
        for units in range(10):
            tried = LeafMaker.of(bytes(32), account_hash(bytes(32), "A"), bytes(32)).leaf(0, units)
            assert tried.hash != neighbour
        assert any(leaf.hash == neighbour for leaf in tree.levels[0])
