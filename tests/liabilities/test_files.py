"""The two files: what is written is read again; whatever is not in the one form is refused, with its place."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from liability_world import MALFORMED_PROOFS, MALFORMED_SNAPSHOTS, Change, books, built, example, published

from hozen.rules.liabilities import (
    Fault,
    ProofRefused,
    check_proof,
    commitment,
    cut_proof,
    proof_text,
    read_proof,
    read_snapshot,
    snapshot_text,
)

SNAPSHOT = snapshot_text(example().snapshot)
PROOF = proof_text(cut_proof(example(), "1001"))


def refused(read: Callable[[str], object], said: str) -> ProofRefused:
    with pytest.raises(ProofRefused) as refusal:
        read(said)
    assert refusal.value.fault is Fault.MALFORMED
    return refusal.value


def changed(said: str, change: Change) -> str:
    document = json.loads(said)
    change(document)
    return json.dumps(document)


@given(books(), st.integers(1, 3))
def test_what_is_written_is_read_again_and_holds(rows, parts) -> None:
    found = built(*rows, parts=parts)
    snapshot, claimed = read_snapshot(snapshot_text(found.snapshot))
    assert (snapshot, claimed) == (found.snapshot, commitment(found.snapshot))
    owed = {(one.account, one.side, one.asset): one.units for one in rows if one.units}
    shown = {}
    for account in {account for account, _, _ in owed}:
        proof = read_proof(proof_text(cut_proof(found, account)))
        for one in check_proof(snapshot, proof, account, published(found)):
            shown[account, one.side, one.asset] = one.units
    assert shown == owed


@pytest.mark.parametrize("said", [SNAPSHOT, PROOF], ids=["snapshot", "proof"])
def test_a_file_cut_off_anywhere_is_refused(said) -> None:
    read = read_snapshot if said is SNAPSHOT else read_proof
    for end in range(0, len(said) - 2, 37):
        refused(read, said[:end])


@pytest.mark.parametrize(
    "change",
    MALFORMED_PROOFS,
)
def test_a_proof_that_is_not_in_the_form(change) -> None:
    refused(read_proof, changed(PROOF, change))


@pytest.mark.parametrize(
    "change",
    MALFORMED_SNAPSHOTS,
)
def test_a_snapshot_that_is_not_in_the_form(change) -> None:
    refused(read_snapshot, changed(SNAPSHOT, change))


@pytest.mark.parametrize(
    "said", ["", "null", "[]", "7", '"text"', "{", "[" * 100_000, '{"a":' * 50_000, "NaN", '{"format": 1e9}']
)
def test_what_is_no_object_at_all(said) -> None:
    refused(read_proof, said)
    refused(read_snapshot, said)


def test_a_field_that_stands_twice_is_refused() -> None:
    twice = PROOF.replace('"kind":"proof"', '"kind":"proof","kind":"proof"')
    assert "twice" in refused(read_proof, twice).message


def test_a_number_of_many_digits_is_refused_before_it_is_read() -> None:
    huge = PROOF.replace('"position":', '"position":1' + "0" * 10_000)
    assert "too large" in refused(read_proof, huge).message


def test_the_place_of_the_fault_is_named() -> None:
    error = refused(read_proof, changed(PROOF, lambda one: one["holdings"][0]["parts"][1].update(units="x")))
    assert error.where == "file.holdings[0].parts[1].units"


def test_the_customers_file_names_no_account() -> None:
    for account in ("1001", "利用者-7"):
        fields = json.loads(proof_text(cut_proof(example(), account)))
        assert set(fields) == {"format", "kind", "commitment", "key", "account", "holdings"}
        assert account not in json.dumps(fields, ensure_ascii=False).replace(fields["key"], "")


def test_the_published_file_names_no_customer_and_no_number_of_them() -> None:
    found = json.loads(SNAPSHOT)
    assert set(found["trees"][0]) == {"side", "asset", "decimals", "root", "total", "height"}
    assert "1001" not in SNAPSHOT.replace(found["commitment"], "")
