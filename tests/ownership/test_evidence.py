"""What each kind of evidence must carry, and how long it is fresh: the day before, the day, and the day after."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.custody.ownership import (
    Challenge,
    Evidence,
    EvidenceKind,
    Method,
    Proof,
    Stands,
    Terms,
    Verified,
    challenge,
    read_challenge,
    weigh,
)

ANCHOR = "41:" + "9f" * 32
D = date(2026, 11, 20)
TERMS = Terms("acme", signature_days=90, statement_days=31, send_to_self_days=365)
SIGNED = Evidence(
    wallet_id="W1",
    kind=EvidenceKind.BIP322,
    made_on=D,
    valid_until=None,
    wallet_address="bc1qown",
    keeper="self",
    challenge=challenge("acme", D, ANCHOR),
    signature="smp",
)
STATED = Evidence(
    wallet_id="W2",
    kind=EvidenceKind.CUSTODIAN_STATEMENT,
    made_on=D,
    valid_until=None,
    wallet_address="account 7",
    keeper="Custodian",
    file_sha256="ab" * 32,
    checked_by="Suzuki",
)
SENT = Evidence(
    wallet_id="W3",
    kind=EvidenceKind.SEND_TO_SELF,
    made_on=D,
    valid_until=None,
    wallet_address="0xAbC",
    keeper="self",
    address="0xabc",
    to_address="0xABC",
    txid="7f",
    units=1,
    checked_by="Auditor Co.",
)
EACH = [(SIGNED, 90), (STATED, 31), (SENT, 365)]


def on_the_day(_said):
    return D


def valid(one):
    return Verified(one.kind.method, Proof.VALID)


def stands(one, day=D, terms=TERMS, written=on_the_day, check=valid):
    found = weigh(one, day, terms, written, check)
    return found.reason or found.stands.value


class TestFreshness:
    @pytest.mark.parametrize(("one", "days"), EACH, ids=["signature", "statement", "send to self"])
    def test_a_kind_is_fresh_to_its_last_day(self, one, days):
        assert stands(one, D) == "fresh"
        assert stands(one, D + timedelta(days - 1)) == "fresh"
        assert stands(one, D + timedelta(days)) == "fresh"
        assert stands(one, D + timedelta(days + 1)) == "expired"
        assert weigh(one, D, TERMS, on_the_day, valid).fresh_until == D + timedelta(days)

    @pytest.mark.parametrize(("one", "days"), EACH, ids=["signature", "statement", "send to self"])
    def test_its_own_last_day_counts_where_it_is_sooner(self, one, days):
        sooner, later = replace(one, valid_until=D + timedelta(3)), replace(one, valid_until=date(2099, 1, 1))
        assert [stands(sooner, D + timedelta(n)) for n in (3, 4)] == ["fresh", "expired"]
        assert [stands(later, D + timedelta(n)) for n in (days, days + 1)] == ["fresh", "expired"]

    @pytest.mark.parametrize(("one", "_"), EACH, ids=["signature", "statement", "send to self"])
    def test_what_is_made_after_the_close_does_not_count(self, one, _):
        assert stands(replace(one, made_on=D + timedelta(1))) == "not_yet_made"

    @pytest.mark.parametrize(("one", "_"), EACH, ids=["signature", "statement", "send to self"])
    def test_somebody_must_say_how_long_it_holds(self, one, _):
        silent = Terms("acme", None, None, None)
        assert stands(one, terms=silent) == "no_expiry"
        assert stands(replace(one, valid_until=D), terms=silent) == "fresh"

    def test_a_signature_is_as_old_as_the_entry_in_it_whatever_is_written_on_it(self):
        """The challenge says the 20th, its entry was written on the 1st: 90 days are over on 31 January 2027."""
        first = date(2026, 11, 1)  # + 90 days: 29 left of November, 31 of December, 30 of January
        assert weigh(SIGNED, D, TERMS, lambda _: first, valid).fresh_until == date(2027, 1, 30)
        assert stands(SIGNED, date(2027, 1, 30), written=lambda _: first) == "fresh"
        assert stands(SIGNED, date(2027, 1, 31), written=lambda _: first) == "expired"

    @pytest.mark.parametrize(("one", "days"), EACH[1:], ids=["statement", "send to self"])
    def test_a_file_or_transaction_is_no_younger_for_being_brought_again(self, one, days):
        again = replace(one, made_on=D + timedelta(days), first_on=D)
        assert stands(again, D + timedelta(days)) == "fresh"
        assert stands(again, D + timedelta(days + 1)) == "expired"
        assert stands(replace(again, first_on=again.made_on), D + timedelta(days + 1)) == "fresh"

    @given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 400))
    def test_it_never_becomes_fresh_again(self, start, later, days):
        terms, signed = replace(TERMS, signature_days=days), SIGNED
        before, after = D + timedelta(start), D + timedelta(start + later)
        if stands(signed, before, terms) == "expired":
            assert stands(signed, after, terms) == "expired"


class TestSignatures:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"challenge": ""}, "challenge_unreadable"),
            ({"challenge": "I am an address of acme"}, "challenge_unreadable"),
            ({"challenge": SIGNED.challenge + " "}, "challenge_unreadable"),
            ({"challenge": challenge("other", D, ANCHOR)}, "challenge_other_book"),
            ({"challenge": challenge("acme", D + timedelta(1), ANCHOR)}, "signed_before_challenge"),
            ({"address": "bc1qother"}, "other_address"),
            ({"address": "BC1QOWN"}, "other_address"),
        ],
    )
    def test_what_is_refused(self, change, reason):
        assert stands(replace(SIGNED, **change)) == reason

    def test_the_books_must_have_written_the_entry_by_the_challenges_day(self):
        assert stands(SIGNED, written=lambda _: None) == "anchor_unknown"
        assert stands(SIGNED, written=lambda _: D + timedelta(1)) == "anchor_unknown"
        assert stands(SIGNED, written=lambda _: D) == "fresh"

    def test_the_books_are_asked_for_the_entry_that_was_signed(self):
        asked = []
        weigh(SIGNED, D, TERMS, asked.append, valid)
        assert asked == [Challenge("acme", D, 41, "9f" * 32)]

    def test_a_wrong_signature_says_why(self):
        found = Verified(Method.BIP322, Proof.REFUSED, "signature_wrong")
        assert stands(SIGNED, check=lambda _: found) == "signature_wrong"

    def test_what_cannot_be_told_is_no_evidence(self):
        found = Verified(Method.BIP322, Proof.INCONCLUSIVE, "no_signature")
        assert stands(SIGNED, check=lambda _: found) == "no_signature"

    def test_nothing_is_verified_that_would_not_be_fresh(self):
        asked = []
        for one in (
            replace(SIGNED, challenge="?"),
            replace(SIGNED, valid_until=D - timedelta(1)),
            STATED,
            SENT,
        ):
            weigh(one, D, TERMS, on_the_day, asked.append)
        assert asked == []


class TestStatements:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"keeper": "self"}, "statement_for_own_keys"),
            ({"file_sha256": ""}, "no_file_hash"),
            ({"checked_by": ""}, "nobody_checked"),
        ],
    )
    def test_what_is_refused(self, change, reason):
        assert stands(replace(STATED, **change)) == reason


class TestSendToSelf:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"to_address": "0xdef"}, "not_to_self"),
            ({"to_address": ""}, "not_to_self"),
            ({"address": "0xdef", "to_address": "0xdef"}, "other_address"),
            ({"txid": ""}, "no_transaction"),
            ({"units": 0}, "nothing_sent"),
            ({"checked_by": ""}, "nobody_checked"),
        ],
    )
    def test_what_is_refused(self, change, reason):
        assert stands(replace(SENT, **change)) == reason

    def test_capitals_of_an_account_are_a_checksum_and_those_of_other_addresses_are_not(self):
        assert stands(SENT) == "fresh"
        bitcoin = replace(SENT, wallet_address="1Abc", address="1Abc", to_address="1abc")
        assert stands(bitcoin) == "not_to_self"


class TestChallenge:
    def test_it_is_one_line_that_a_person_can_read(self):
        text = challenge("acme-main", D, ANCHOR)
        assert text == f"Proof of wallet control; book acme-main; day 2026-11-20; anchor 41:{'9f' * 32}"
        assert text.isascii()
        assert text.isprintable()

    @given(
        st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True),
        st.dates(),
        st.integers(1, 10**18 - 1),
        st.binary(min_size=32, max_size=32),
    )
    def test_it_reads_back(self, book, day, seq, digest):
        text = challenge(book, day, f"{seq}:{digest.hex()}")
        assert read_challenge(text) == Challenge(book, day, seq, digest.hex())

    @pytest.mark.parametrize(
        ("book", "anchor"), [("a b", ANCHOR), ("", ANCHOR), ("a;day", ANCHOR), ("a", ""), ("a", "41:9F9F")]
    )
    def test_what_makes_none_is_refused(self, book, anchor):
        with pytest.raises(ValueError, match="not a challenge"):
            challenge(book, D, anchor)

    @pytest.mark.parametrize(
        "text",
        [
            SIGNED.challenge.upper(),
            SIGNED.challenge + "\n",
            "Please " + SIGNED.challenge,
            SIGNED.challenge.replace("2026-11-20", "2026-11-31"),
            SIGNED.challenge.replace("9f9f", "9f9"),
        ],
    )
    def test_only_the_whole_text_is_one(self, text):
        assert read_challenge(text) is None


def test_the_first_four_kinds_are_signatures():
    assert [one.method for one in EvidenceKind] == [*Method, None, None]
    assert Stands.FRESH.value == "fresh"
