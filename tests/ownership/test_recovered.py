"""BIP-137 and EIP-191: headers, kinds of address, and a signature that another library published."""

import base64

import pytest
from Crypto.Hash import keccak
from hypothesis import given
from hypothesis import strategies as st
from wallet_signing import Key, base58, hash160

from hozen.rules.custody.ownership import Method, Proof, verify
from hozen.rules.custody.ownership.signed.eip191 import message_digest, signer

KEY = Key(12345)
SAID = "I am an address"
LONG = base58(0, hash160(KEY.private.public_key.format(compressed=False)))
NESTED = base58(5, hash160(b"\x00\x14" + hash160(KEY.public)))

# First byte for recovery 0: the addresses that it proves.
KINDS = [
    (27, {LONG}),
    (31, {KEY.p2pkh, NESTED, KEY.p2wpkh}),
    (35, {NESTED}),
    (39, {KEY.p2wpkh}),
]


@pytest.mark.parametrize(("header", "proved"), KINDS)
def test_a_header_proves_its_kinds_of_address_and_no_other(header, proved):
    text = KEY.signed_137(SAID, header)
    addresses = {LONG, KEY.p2pkh, NESTED, KEY.p2wpkh}
    assert {one for one in addresses if verify(one, SAID, text, Method.BIP137).valid} == proved


def test_a_long_key_has_no_witness_address():
    unspendable = base58(5, hash160(b"\x00\x14" + hash160(KEY.private.public_key.format(compressed=False))))
    assert verify(LONG, SAID, KEY.signed_137(SAID, 27), Method.BIP137).valid
    assert not verify(unspendable, SAID, KEY.signed_137(SAID, 27), Method.BIP137).valid


@pytest.mark.parametrize(
    ("header", "is_known"), [(0, False), (26, False), (27, True), (42, True), (43, False)]
)
def test_headers_run_from_27_to_42(header, is_known):
    text = base64.b64encode(bytes([header]) + base64.b64decode(KEY.signed_137(SAID, 31))[1:]).decode()
    assert (verify(KEY.p2pkh, SAID, text).reason == "header_unknown") is not is_known


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no base64!", "not_base64"),
        (base64.b64encode(bytes(64)).decode(), "not_65_bytes"),
        (base64.b64encode(bytes(66)).decode(), "not_65_bytes"),
        (base64.b64encode(b"\x1f" + bytes(64)).decode(), "signature_wrong"),
        (base64.b64encode(b"\x1f" + b"\xff" * 64).decode(), "signature_wrong"),
    ],
)
def test_what_is_no_signature_says_why(text, reason):
    found = verify(KEY.p2pkh, SAID, text, Method.BIP137)
    assert (found.proof, found.reason) == (Proof.REFUSED, reason)


@given(st.text(max_size=60), st.sampled_from([" ", "。"]))
def test_only_the_text_that_was_signed_is_proved(said, more):
    text = KEY.signed_137(said, 31)
    assert verify(KEY.p2pkh, said, text).valid
    assert not verify(KEY.p2pkh, said + more, text).valid


class TestEthereum:
    # The worked example in the documentation of web3.js (accounts.sign of "Some data").
    ACCOUNT = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"
    TEXT = (
        "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd"
        "6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c"
    )
    DIGEST = "1da44b586eb0729ff70a73c326926f6ed5a25f5b056e7f47fbc6e58d86871655"

    def test_a_published_signature_is_valid(self):
        assert message_digest(b"Some data").hex() == self.DIGEST
        assert verify(self.ACCOUNT, "Some data", self.TEXT).valid
        assert verify(self.ACCOUNT.lower(), "Some data", self.TEXT[2:]).valid

    def test_another_text_or_account_is_refused(self):
        assert verify(self.ACCOUNT, "some data", self.TEXT).reason == "other_message_or_address"
        assert verify(KEY.account, "Some data", self.TEXT).reason == "other_message_or_address"

    @pytest.mark.parametrize(
        ("last", "is_known"),
        [(0, True), (1, True), (2, False), (26, False), (27, True), (28, True), (29, False)],
    )
    def test_the_last_byte_is_0_1_27_or_28(self, last, is_known):
        found = verify(self.ACCOUNT, "Some data", f"{self.TEXT[:-2]}{last:02x}")
        assert (found.reason == "header_unknown") is not is_known

    @given(st.text(max_size=60))
    def test_the_message_or_its_hash_is_signed_and_the_two_are_not_mixed_up(self, said):
        hashed = keccak.new(data=said.encode(), digest_bits=256).digest()
        plain, over_hash = KEY.signed_191(said.encode()), KEY.signed_191(hashed)
        assert signer(said, plain, hashed=False) == KEY.account
        assert signer(said, over_hash, hashed=True) == KEY.account
        assert not verify(KEY.account, said, plain, Method.EIP191_HASHED).valid
        assert not verify(KEY.account, said, over_hash, Method.EIP191).valid

    @pytest.mark.parametrize("text", ["", "0x", "0x" + "0" * 129, "0x" + "g" * 130, "0x" + "0" * 132])
    def test_what_is_not_65_bytes_is_refused(self, text):
        assert verify(KEY.account, SAID, text).reason == "not_65_bytes"


@pytest.mark.parametrize(
    ("address", "text", "method"),
    [
        (KEY.account, "0x00", Method.EIP191),
        (KEY.p2pkh, KEY.signed_137(SAID, 31), Method.BIP137),
        (KEY.p2wpkh, "smpAA==", Method.BIP322),
        (KEY.p2wpkh, "anything", Method.BIP322),
    ],
)
def test_the_method_is_told_by_address_and_signature(address, text, method):
    assert verify(address, SAID, text).method is method


@pytest.mark.parametrize("method", Method)
def test_a_message_with_a_byte_that_is_no_utf8_is_refused_and_breaks_nothing(method):
    # A command line hands such a byte over as half a sign; another signature than that text's is no proof.
    address = "0x" + "11" * 20 if method.value.startswith("eip191") else KEY.p2wpkh
    signature = "0x" + "11" * 64 + "1b" if method.value.startswith("eip191") else KEY.signed_137(SAID, 39)
    assert not verify(address, "caf\udce9", signature, method).valid
