"""Galoy hashes both sums, and still a forged total passes: nothing parts a sum from the hash after it."""

from __future__ import annotations

import copy
import hashlib

import pytest

from hozen.rules.liabilities.foreign import Asked, Fields, ForeignProofUnreadable, Verdict, galoy

NOBODY = Asked()


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def proof(account: str, nonce: str, balance: int, index: int, sibling: tuple[str, int]):
    path = [{"node": {"hash": sibling[0], "sum": sibling[1]}, "index": index ^ 1}]
    part = {"merklePath": path, "balance": balance, "idx": index}
    return {
        "accountId": account,
        "nonce": nonce,
        "partialLiabilityProofs": [part],
        "totalBalance": balance,
    }


def their_check(file) -> str:
    """What Galoy's own program works out: the leaf, then one node above it."""
    (part,) = file["partialLiabilityProofs"]
    leaf = sha(f"{file['accountId']}{file['nonce']}{part['balance']}{part['idx']}")
    (step,) = part["merklePath"]
    own, other = (leaf, part["balance"]), (step["node"]["hash"], step["node"]["sum"])
    (a, x), (b, y) = (own, other) if step["index"] % 2 else (other, own)
    return sha(f"{a}{x}{b}{y}")


def forged():
    """Anna is owed 111, Ben 137; published is 148 = 111 + 37 = 11 + 137.

    Ben's nonce is tried until his leaf begins with '1'. To Anna that '1' belongs to Ben's hash moved by one digit;
    to Ben it belongs to Anna's amount: 111|b2…b64 1|37 and 11|1 b2…b64|137 are the same text.
    """
    anna = sha(f"anna{'a' * 32}1110")
    nonce = next(text for text in (f"{n:032x}" for n in range(1000)) if sha(f"ben{text}1371")[0] == "1")
    ben = sha(f"ben{nonce}1371")
    return (
        proof("anna", "a" * 32, 111, 0, (ben[1:] + "1", 37)),
        proof("ben", nonce, 137, 1, (anna, 11)),
    )


def test_both_customers_of_the_forged_tree_pass_galoys_own_check_under_one_root() -> None:
    first, second = forged()
    assert their_check(first) == their_check(second)


def test_each_alone_is_unsafe_and_the_total_is_less_than_what_both_are_owed() -> None:
    for file, owed in zip(forged(), ("111", "137"), strict=True):
        found = galoy.inspect(Fields(file, ""), None, Asked(root=their_check(file)))
        assert (found.verdict, found.refusal, found.missing) == (Verdict.UNSAFE, None, ())
        assert (found.shown[0].amount, found.totals[0].amount) == (owed, "148")


def test_both_together_contradict_each_other() -> None:
    first, second = forged()
    file = {"root": {"hash": their_check(first), "sum": 148}, "proofs": [first, second]}
    found = galoy.inspect(Fields(file, ""), None, NOBODY)
    assert (found.verdict, found.refusal) == (Verdict.REFUSED, None)
    assert {found.contradiction.first, found.contradiction.second} in ({"111", "11"}, {"37", "137"})


def test_the_example_that_is_shown_is_of_this_kind() -> None:
    found = galoy.forgery()
    assert (found.owed, found.owed_together, found.published) == (("111", "137"), "248", "148")


def honest():
    anna, ben = sha(f"anna{'a' * 32}1110"), sha(f"ben{'b' * 32}1371")
    root = {"hash": sha(f"{anna}111{ben}137"), "sum": 248}
    files = proof("anna", "a" * 32, 111, 0, (ben, 137)), proof("ben", "b" * 32, 137, 1, (anna, 111))
    return {"root": root, "proofs": list(files)}


def changed(change) -> str:
    file = copy.deepcopy(honest())
    change(file)
    return galoy.inspect(Fields(file, ""), None, NOBODY).refusal.reason


def first_part(file):
    return file["proofs"][0]["partialLiabilityProofs"][0]


def test_an_honest_tree_holds_and_is_not_called_sound() -> None:
    found = galoy.inspect(Fields(honest(), ""), None, NOBODY)
    assert (found.verdict, found.refusal, found.contradiction) == (Verdict.UNSAFE, None, None)


def test_what_was_changed_is_refused() -> None:
    assert changed(lambda file: file["root"].update(sum=247)) == "total_differs"
    assert changed(lambda file: file["root"].update(hash=sha("x"))) == "path_leads_elsewhere"
    assert changed(lambda file: first_part(file).update(idx=1)) == "index_differs"
    assert changed(lambda file: first_part(file).update(idx=2)) == "index_differs"
    assert changed(lambda file: file["proofs"][0].update(totalBalance=112)) == "balance_differs"
    assert changed(lambda file: file["proofs"][0].update(partialLiabilityProofs=[])) == "account_absent"


def test_an_account_below_zero_which_galoy_lets_pass_is_refused() -> None:
    """Its own program answers true to the others, and publishes less."""
    assert changed(lambda file: first_part(file).update(balance=-150)) == "negative"


def test_an_amount_that_binary_fractions_would_round_is_refused() -> None:
    assert changed(lambda file: first_part(file).update(balance=18014398509481986)) == "beyond_exact"


def test_one_part_twice_is_refused() -> None:
    def twice(file):
        file["proofs"][0]["partialLiabilityProofs"] *= 2
        file["proofs"][0]["totalBalance"] *= 2

    assert changed(twice) == "leaf_twice"


def test_an_account_that_is_not_there_is_refused() -> None:
    found = galoy.inspect(Fields(honest(), ""), None, Asked("cho"))
    assert (found.verdict, found.refusal.reason) == (Verdict.REFUSED, "account_absent")


def test_a_nonce_of_another_length_is_no_proof() -> None:
    """Account and nonce run together as well: with any length, one leaf could be two customers'."""
    file = honest()
    file["proofs"][0]["nonce"] = "a" * 31
    with pytest.raises(ForeignProofUnreadable, match="not as the format has it"):
        galoy.inspect(Fields(file, ""), None, NOBODY)
