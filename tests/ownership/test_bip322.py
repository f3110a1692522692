"""What the published vectors do not reach: rules beyond consensus, forged proofs, and bytes of any kind."""

import base64
import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wallet_signing import (
    Key,
    hash160,
    key_hash_proof,
    leaf_proof,
    proof,
    script_proof,
    segwit,
    short,
    signed_script,
    simple_text,
)

from hozen.rules.custody.ownership import Method, Proof, verify
from hozen.rules.custody.ownership.signed.bip322 import LONGEST, to_spend
from hozen.rules.custody.ownership.signed.transaction import Output, Spends, Transaction

KEY, OTHER = Key(7), Key(8)
SAID = "hello"
CHECK = short(KEY.public) + b"\xac"  # <key> CHECKSIG


def answer(address, text, message=SAID):
    found = verify(address, message, text, Method.BIP322)
    return found.proof, found.reason


VALID = (Proof.VALID, "")


class TestKeyHash:
    def test_simple_and_full_are_valid(self):
        assert answer(KEY.p2wpkh, simple_text(KEY, SAID)) == VALID
        assert answer(KEY.p2wpkh, key_hash_proof(KEY, SAID)) == VALID

    def test_another_key_or_text_is_refused(self):
        assert answer(OTHER.p2wpkh, simple_text(KEY, SAID))[0] is Proof.REFUSED
        assert answer(KEY.p2wpkh, simple_text(KEY, SAID), "hello ")[0] is Proof.REFUSED

    def test_a_signature_must_cover_the_whole(self):
        """SIGHASH_NONE leaves the output open: consensus takes it, a proof may not."""
        assert answer(KEY.p2wpkh, key_hash_proof(KEY, SAID, kind=2)) == (Proof.REFUSED, "not_sighash_all")

    def test_high_s_is_refused_though_consensus_takes_it(self):
        assert answer(KEY.p2wpkh, key_hash_proof(KEY, SAID, high_s=True)) == (Proof.REFUSED, "high_s")

    @pytest.mark.parametrize(("version", "is_known"), [(0, True), (1, False), (2, True), (3, False)])
    def test_versions_0_and_2_have_rules(self, version, is_known):
        found = answer(KEY.p2wpkh, key_hash_proof(KEY, SAID, version=version))
        assert found == (VALID if is_known else (Proof.INCONCLUSIVE, "version_unknown"))


class TestScripts:
    def test_one_key_in_a_script_is_valid(self):
        assert answer(*signed_script(KEY, CHECK, SAID)) == VALID

    def test_a_script_that_asks_for_no_signature_proves_no_key(self):
        """OP_TRUE: whoever knows the script can open it."""
        assert answer(*script_proof(b"\x51", SAID, [])) == (Proof.INCONCLUSIVE, "no_signature")

    def test_code_separator_is_refused_though_consensus_takes_it(self):
        script = b"\x51\x63" + CHECK + b"\x67\xab\x68"  # 1 IF <key> CHECKSIG ELSE CODESEPARATOR ENDIF
        assert answer(*signed_script(KEY, script, SAID)) == (Proof.REFUSED, "code_separator")

    @pytest.mark.parametrize("code", [0xB0, 0xB3, 0xB9])
    def test_operations_kept_for_later_cannot_be_told(self, code):
        script = bytes([code]) + CHECK
        assert answer(*signed_script(KEY, script, SAID)) == (Proof.INCONCLUSIVE, "reserved_nop")

    def test_the_same_byte_as_data_is_no_operation(self):
        script = b"\x02\xab\xb0\x75" + CHECK  # <abb0> DROP <key> CHECKSIG
        assert answer(*signed_script(KEY, script, SAID)) == VALID

    def test_a_script_of_another_address_is_refused(self):
        address, _ = signed_script(OTHER, CHECK, SAID)
        _, text = signed_script(KEY, b"\x61" + CHECK, SAID)
        assert answer(address, text)[0] is Proof.REFUSED


class TestFuture:
    """What consensus lets anyone spend today proves nothing."""

    @pytest.mark.parametrize("version", [2, 16])
    def test_later_witness_versions(self, version):
        program = hashlib.sha256(b"any").digest()
        text = proof(bytes([0x50 + version, 32]) + program, SAID, [b"\x01"])
        found = answer(segwit(version, program), text)
        assert found == (Proof.INCONCLUSIVE, "witness_version_unknown")

    def test_version_1_of_another_length(self):
        """Pay to anchor: anyone may spend it."""
        text = proof(b"\x51\x02\x4e\x73", SAID, []).replace("smp", "ful")
        assert answer(segwit(1, b"\x4e\x73"), text) == (Proof.INCONCLUSIVE, "witness_version_unknown")

    def test_an_operation_that_lets_anyone_pass(self):
        assert answer(*leaf_proof(b"\x50", SAID, [])) == (Proof.INCONCLUSIVE, "operation_succeeds")

    def test_a_script_version_without_rules(self):
        found = answer(*leaf_proof(b"\x51", SAID, [], version=0xC2))
        assert found == (Proof.INCONCLUSIVE, "leaf_version_unknown")

    def test_a_kind_of_key_without_rules(self):
        """A key of 33 bytes in a tapscript: consensus takes any signature for it."""
        found = answer(*leaf_proof(CHECK, SAID, [b"\x01" * 64]))
        assert found == (Proof.INCONCLUSIVE, "key_kind_unknown")

    def test_an_annex(self):
        found = answer(*leaf_proof(b"\x51", SAID, [], version=0xC2, annex=b"\x50"))
        assert found == (Proof.INCONCLUSIVE, "annex")

    def test_a_tapscript_that_asks_for_no_signature(self):
        assert answer(*leaf_proof(b"\x51", SAID, [])) == (Proof.INCONCLUSIVE, "no_signature")


def full(one):
    return "ful" + base64.b64encode(bytes(one)).decode()


class TestShape:
    SCRIPT = b"\x00\x14" + hash160(KEY.public)
    FIRST = Spends(to_spend(SAID.encode(), SCRIPT).txid, 0, witness=(b"x",))
    RETURN = Output(0, b"\x6a")

    @pytest.mark.parametrize(
        ("one", "reason"),
        [
            (Transaction(0, (FIRST,), (), 0), "other_message_or_address"),
            (Transaction(0, (FIRST,), (Output(1, b"\x6a"),), 0), "other_message_or_address"),
            (Transaction(0, (FIRST,), (Output(0, b"\x6a\x00"),), 0), "other_message_or_address"),
            (Transaction(0, (FIRST,), (RETURN, RETURN), 0), "other_message_or_address"),
            (Transaction(0, (Spends(FIRST.txid, 1),), (RETURN,), 0), "other_message_or_address"),
            (Transaction(0, (Spends(bytes(32), 0),), (RETURN,), 0), "other_message_or_address"),
            (Transaction(0, (FIRST, Spends(bytes(32), 0)), (RETURN,), 0), "needs_proof_of_funds"),
        ],
        ids=[
            "no output",
            "an output that moves a satoshi",
            "an output that says more",
            "two outputs",
            "another output of the message",
            "another message",
            "a second coin outside a proof of funds",
        ],
    )
    def test_a_full_proof_has_one_form(self, one, reason):
        assert answer(KEY.p2wpkh, full(one)) == (Proof.REFUSED, reason)

    def test_an_address_that_is_none(self):
        assert answer("bc1qnothing", simple_text(KEY, SAID)) == (Proof.REFUSED, "address_unreadable")

    def test_what_is_longer_than_the_network_would_carry(self):
        text = base64.b64encode(bytes(LONGEST + 1)).decode()
        assert answer(KEY.p2wpkh, text) == (Proof.REFUSED, "too_long")
        assert answer(KEY.p2wpkh, "A" * (4 * LONGEST)) == (Proof.REFUSED, "too_long")

    @pytest.mark.parametrize("text", ["", "smp", "ful", "pof"])
    def test_nothing_is_too_short(self, text):
        assert answer(KEY.p2wpkh, text) == (Proof.REFUSED, "too_short")


class TestAnyBytes:
    @given(st.binary(min_size=1, max_size=300), st.sampled_from(["", "smp", "ful", "pof"]))
    @example(b"psbt\xff", "pof")
    @example(b"\x00" * 10, "ful")
    def test_are_answered_and_never_valid(self, data, kind):
        text = kind + base64.b64encode(data).decode()
        assert answer(KEY.p2wpkh, text)[0] is not Proof.VALID

    @given(st.data())
    def test_a_flipped_bit_is_never_valid(self, data):
        kind = data.draw(st.sampled_from(["smp", "ful"]))
        text = simple_text(KEY, SAID) if kind == "smp" else key_hash_proof(KEY, SAID)
        whole = bytearray(base64.b64decode(text[3:]))
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        changed = kind + base64.b64encode(bytes(whole)).decode()
        assert answer(KEY.p2wpkh, changed)[0] is not Proof.VALID

    @given(st.text(max_size=200))
    def test_any_message_can_be_signed(self, said):
        assert answer(KEY.p2wpkh, simple_text(KEY, said), said) == VALID
