"""The trees: equal to those of the specification, whatever the order; nothing is built of what cannot be proved."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import plain_proof
import proof_example
import pytest
from hypothesis import given
from hypothesis import strategies as st
from liability_world import CHAINS, OPENING, books, built, debt, example, owed, published, secrets_for

from hozen.rules.liabilities import (
    AccountBalance,
    ChainPoint,
    Ledger,
    LiabilitiesRefused,
    Opening,
    Secrets,
    Side,
    build,
    cut_proof,
    proof_text,
    snapshot_text,
)
from hozen.rules.liabilities.leaves import split


def plain_root(rows: list[AccountBalance], side: Side, asset: str, parts: int) -> tuple[bytes, int, int]:
    """Root, total and height by the plain working of the specification."""
    held = {one.account: one.units for one in rows if (one.side, one.asset) == (side, asset) and one.units}
    secrets = secrets_for(rows)
    snapshot = plain_proof.sha(plain_proof.snapshot_preimage("acme-main", "2026-11-20T15:00:00Z", parts))
    tree = plain_proof.sha(plain_proof.tree_preimage(snapshot, side.value, asset, 8))
    leaves = plain_proof.leaves_of(held, dict(secrets.accounts), snapshot, tree, parts)
    levels = plain_proof.tops(plain_proof.level_zero(list(leaves.values()), secrets.book, tree))
    return (*levels[-1][0], len(levels) - 1)


class TestAgainstTheSpecification:
    def test_the_worked_example_comes_out_to_the_byte(self) -> None:
        found = example()
        assert published(found) == plain_proof.sha(proof_example.COMMITMENT)
        assert json.loads(snapshot_text(found.snapshot)) == proof_example.snapshot_file()
        for account in proof_example.SECRETS:
            assert json.loads(proof_text(cut_proof(found, account))) == proof_example.proof_of(account)

    @given(books(), st.integers(1, 4))
    def test_any_book_has_the_roots_and_totals_of_the_plain_working(self, rows, parts) -> None:
        for head in built(*rows, parts=parts).snapshot.trees:
            assert (head.root, head.total, head.height) == plain_root(rows, head.side, head.asset, parts)

    @given(books(), st.randoms(use_true_random=False))
    def test_the_order_of_the_ledger_does_not_matter(self, rows, chance) -> None:
        assets = sorted({one.asset for one in rows})
        shuffled = chance.sample(rows, len(rows))
        assert built(*rows, assets=assets).snapshot == built(*shuffled, assets=assets[::-1]).snapshot


class TestSplit:
    @given(st.integers(0, 2**128 - 1), st.integers(1, 16), st.binary(min_size=32, max_size=32))
    def test_parts_add_up_and_none_is_below_nothing(self, units, parts, key) -> None:
        found = split(units, parts, key, bytes(32))
        assert (len(found), sum(found), min(found) >= 0) == (parts, units, True)

    def test_equal_balances_are_cut_at_other_places(self) -> None:
        found = built(owed("a", "BTC", 10**9), owed("b", "BTC", 10**9), parts=2)
        units = [{part.units for one in cut_proof(found, who).holdings for part in one.parts} for who in "ab"]
        assert units[0].isdisjoint(units[1])


class TestShape:
    def test_an_asset_that_nobody_holds_has_a_tree_of_one_pad(self) -> None:
        (head,) = built(assets=["BTC"]).snapshot.trees
        assert (head.side, head.total, head.height) == (Side.OWED, 0, 0)

    def test_no_account_and_no_asset_is_a_snapshot_all_the_same(self) -> None:
        assert built().snapshot.trees == ()

    @pytest.mark.parametrize(("parts", "height"), [(1, 0), (2, 1), (3, 2), (4, 2), (5, 3)])
    def test_one_account(self, parts, height) -> None:
        (head,) = built(owed("only", "BTC", 7), parts=parts).snapshot.trees
        assert (head.total, head.height) == (7, height)

    def test_a_balance_of_nothing_is_as_none(self) -> None:
        with_nothing = built(owed("a", "BTC", 5), owed("b", "BTC", 0), owed("a", "ETH", 0))
        assert with_nothing.snapshot == built(owed("a", "BTC", 5), assets=["ETH"]).snapshot
        with pytest.raises(LiabilitiesRefused, match="no proof"):
            cut_proof(with_nothing, "b")

    @given(books())
    def test_debts_never_change_what_is_owed(self, rows) -> None:
        assets = sorted({one.asset for one in rows})
        alone = built(*(one for one in rows if one.side is Side.OWED), assets=assets).snapshot.trees
        both = built(*rows, assets=assets).snapshot.trees
        assert alone == tuple(one for one in both if one.side is Side.OWED)

    def test_a_tree_of_debts_stands_only_where_somebody_owes(self) -> None:
        found = built(owed("a", "BTC", 5), debt("a", "BTC", 9), owed("a", "ETH", 1)).snapshot.trees
        assert [(one.side.name, one.asset, one.total) for one in found] == [
            ("OWED", "BTC", 5),
            ("OWED", "ETH", 1),
            ("DEBT", "BTC", 9),
        ]

    def test_a_customer_with_all_105_assets_gets_a_proof_of_each(self) -> None:
        rows = [owed("all", f"A{number:03d}", number + 1) for number in range(105)]
        proof = cut_proof(built(*rows, owed("other", "A000", 5)), "all")
        assert [sum(part.units for part in one.parts) for one in proof.holdings] == list(range(1, 106))


class TestRefused:
    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (owed("a", "BTC", -1), "below nothing"),
            (debt("a", "BTC", -150), "below nothing"),
            (owed("a", "BTC", 2**128), "cannot hold"),
            (owed("a", "BTC", 1.5), "cannot hold"),
            (owed("a", "BTC", True), "cannot hold"),
            (owed("", "BTC", 1), "cannot hold"),
            (owed("é" * 128, "BTC", 1), "cannot hold"),  # 256 bytes
            (owed("\ud800", "BTC", 1), "cannot hold"),
            (owed("a", "DOGE", 1), "does not have"),
        ],
    )
    def test_a_balance_that_cannot_be_proved(self, row, said) -> None:
        secrets = Secrets({row.account: bytes(32)}, b"1" * 32)
        with pytest.raises(LiabilitiesRefused, match=said):
            build(OPENING, Ledger({"BTC": 8}, (row,)), secrets, (), "hozen")

    def test_the_largest_amount_is_taken(self) -> None:
        assert built(owed("a", "BTC", 2**128 - 1)).snapshot.trees[0].total == 2**128 - 1

    def test_a_total_of_2_to_the_128_is_refused_and_one_below_is_taken(self) -> None:
        half = 2**127
        assert built(owed("a", "BTC", half), owed("b", "BTC", half - 1)).snapshot.trees[0].total == 2**128 - 1
        with pytest.raises(LiabilitiesRefused, match="together more"):
            built(owed("a", "BTC", half), owed("b", "BTC", half))

    def test_an_account_twice_and_the_same_row_twice(self) -> None:
        for other in (owed("a", "BTC", 6), owed("a", "BTC", 5)):
            with pytest.raises(LiabilitiesRefused, match="one balance twice"):
                built(owed("a", "BTC", 5), other)

    def test_accounts_that_only_look_alike_are_two(self) -> None:
        # é as one sign and as e with an accent: other bytes, another account
        found = built(owed("caf\u00e9", "BTC", 1), owed("cafe\u0301", "BTC", 2))
        assert found.snapshot.trees[0].total == 3

    @pytest.mark.parametrize(
        ("accounts", "book", "said"),
        [
            ({}, b"b" * 32, "without a secret"),
            ({"a": b"a" * 31}, b"b" * 32, "another length"),
            ({"a": b"a" * 32}, b"", "another length"),
            ({"a": b"a" * 32}, b"a" * 32, "one secret twice"),
        ],
    )
    def test_secrets(self, accounts, book, said) -> None:
        ledger = Ledger({"BTC": 8}, (owed("a", "BTC", 1),))
        with pytest.raises(LiabilitiesRefused, match=said):
            build(OPENING, ledger, Secrets(accounts, book), (), "hozen")

    @pytest.mark.parametrize(
        "opening",
        [
            replace(OPENING, parts=0),
            replace(OPENING, parts=17),
            replace(OPENING, book=""),
            replace(OPENING, cut_off=datetime(2026, 11, 20)),  # no zone
            replace(OPENING, cut_off=OPENING.cut_off.replace(microsecond=1)),
            replace(OPENING, previous=b"short"),
        ],
    )
    def test_openings(self, opening: Opening) -> None:
        with pytest.raises(LiabilitiesRefused):
            built(opening=opening)

    @pytest.mark.parametrize("software", ["", "v" * 256])
    def test_a_software_version_that_does_not_fit(self, software) -> None:
        with pytest.raises(LiabilitiesRefused):
            build(OPENING, Ledger({}, ()), Secrets({}, bytes(32)), (), software)

    @pytest.mark.parametrize("decimals", [{"": 8}, {"\ud800": 8}, {"BTC": -1}, {"BTC": 256}, {"BTC": "8"}])
    def test_an_asset_that_does_not_fit(self, decimals) -> None:
        with pytest.raises(LiabilitiesRefused, match="cannot hold"):
            build(OPENING, Ledger(decimals, ()), Secrets({}, bytes(32)), (), "hozen")

    def test_a_chain_twice_or_without_a_block(self) -> None:
        for chains in (
            [CHAINS[0], CHAINS[0]],
            [ChainPoint("bitcoin", -1, "00")],
            [ChainPoint("bitcoin", 1, "")],
            [ChainPoint("", 1, "00")],
        ):
            with pytest.raises(LiabilitiesRefused):
                build(OPENING, Ledger({}, ()), Secrets({}, bytes(32)), chains, "hozen")
