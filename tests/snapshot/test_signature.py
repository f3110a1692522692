"""Signatures of snapshots: what is signed, by which keys, and that two independent verifiers say the same."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import proof_example
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from snapshot_folder import make_day

from hozen.faces.verifier import hozen_verify
from hozen.rules.liabilities import SnapshotSignature, is_strong, signature_text, signed_bytes
from hozen.workflows.snapshot.day_folder import PublicDay, open_day
from hozen.workflows.snapshot.errors import SignatureRefused, SigningKeyRefused
from hozen.workflows.snapshot.signing import sign, signature_of, verified
from hozen.workflows.snapshot.signing_key import load_key, new_key

SEED = b"\x44" * 32
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
PUBLIC = KEY.public_key().public_bytes_raw()
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the base point: RFC 8032, section 5.1

# RFC 8032, section 7.1: secret key, public key, message, signature
RFC_8032 = {
    "TEST 1": (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    "TEST 2": (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "TEST 3": (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    "TEST SHA(abc)": (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
}
# Every way to write a point whose order divides 8, and the y that are not below the prime.
WEAK = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


def plain_says(key: bytes, signature: bytes, message: bytes) -> bool:
    """What the one-file verifier says."""
    try:
        hozen_verify.must_have_signed(key, signature, message)
    except ValueError as error:
        return bool(error.args != ("signature",))  # any other fault would be taken for a yes, and be seen
    return True


def both_say(commitment: bytes, key: bytes, signature: bytes) -> bool:
    """The answer of both verifiers, which must be one."""
    ours = verified(SnapshotSignature(commitment, key, signature))
    assert plain_says(key, signature, signed_bytes(commitment)) == ours
    return ours


@pytest.fixture
def day(tmp_path) -> PublicDay:
    make_day(tmp_path, "2026-11-20")
    return open_day(tmp_path / "2026-11-20")


class TestEd25519:
    @pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032.values(), ids=RFC_8032)
    def test_the_vectors_of_rfc_8032(self, secret, public, message, signature) -> None:
        key, said, made = (bytes.fromhex(one) for one in (public, message, signature))
        assert plain_says(key, made, said)
        assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(said) == made
        assert not plain_says(key, made, said + b"\0")

    @given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
    @settings(max_examples=20)
    def test_what_is_signed_holds(self, seed, commitment) -> None:
        key = Ed25519PrivateKey.from_private_bytes(seed)
        public = key.public_key().public_bytes_raw()
        assert both_say(commitment, public, key.sign(signed_bytes(commitment)))

    @given(st.integers(0, 128 * 8 - 1))
    @settings(max_examples=60)
    def test_one_bit_turned_anywhere_does_not(self, at) -> None:
        row = bytearray(bytes(32) + PUBLIC + KEY.sign(signed_bytes(bytes(32))))
        row[at // 8] ^= 1 << at % 8
        assert not both_say(bytes(row[:32]), bytes(row[32:64]), bytes(row[64:]))

    def test_a_signature_has_no_second_form(self) -> None:
        # S + L is S modulo L: whoever took it could make another signature out of one
        made = KEY.sign(signed_bytes(bytes(32)))
        second = int.from_bytes(made[32:], "little") + ORDER
        assert not both_say(bytes(32), PUBLIC, made[:32] + second.to_bytes(32, "little"))

    @pytest.mark.parametrize("key", WEAK)
    def test_a_key_that_could_sign_anything_is_none(self, key) -> None:
        # R and S of nothing: 0·B = R + k·A holds wherever k·A is nothing
        for first in WEAK[:10]:
            assert not both_say(bytes(32), bytes.fromhex(key), bytes.fromhex(first) + bytes(32))
        assert not is_strong(bytes.fromhex(key))

    @pytest.mark.parametrize("above", range(19))
    def test_a_point_is_written_in_one_way_only(self, above) -> None:
        # 2^255 - 19 + above is the same y as `above`; and there is no other sign of an x that is 0.
        for odd in (0, 1 << 255):
            raw = (2**255 - 19 + above + odd).to_bytes(32, "little")
            with pytest.raises(ValueError, match="signature"):
                hozen_verify.point_of(raw)
            assert not is_strong(raw)

    @pytest.mark.parametrize("y", [1, 2**255 - 20])
    def test_nothing_has_one_sign(self, y) -> None:
        hozen_verify.point_of(y.to_bytes(32, "little"))
        with pytest.raises(ValueError, match="signature"):
            hozen_verify.point_of((y + (1 << 255)).to_bytes(32, "little"))

    def test_without_that_rule_it_would_hold(self) -> None:
        # The plain library takes the key 01 00 … for a key: k·A is nothing for every k.
        one = SnapshotSignature(bytes(32), bytes.fromhex(WEAK[0]), bytes.fromhex(WEAK[0]) + bytes(32))
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        Ed25519PublicKey.from_public_bytes(one.public_key).verify(one.signature, signed_bytes(bytes(32)))
        assert not verified(one)

    @given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
    @settings(max_examples=40)
    def test_bytes_by_chance(self, key, signature) -> None:
        assert not both_say(bytes(32), key, signature)


class TestSigning:
    def test_what_is_signed_is_tag_format_and_commitment(self) -> None:
        assert signed_bytes(b"\x77" * 32) == b"\x0d\x11hozen-signature/1" + b"\x77" * 32

    def test_the_file(self, day) -> None:
        made = sign(day, KEY)
        assert json.loads(day.signature.read_text()) == {
            "format": "hozen-signature/1",
            "commitment": day.commitment.hex(),
            "public_key": PUBLIC.hex(),
            "signature": made.signature.hex(),
        }
        KEY.public_key().verify(made.signature, b"\x0d\x11hozen-signature/1" + day.commitment)
        assert signature_of(day) == made

    def test_once_more_changes_nothing(self, day) -> None:
        first = sign(day, KEY)
        before = day.signature.read_bytes()
        assert (sign(day, KEY), day.signature.read_bytes()) == (first, before)

    def test_another_key_does_not_take_its_place(self, day) -> None:
        sign(day, KEY)
        before = day.signature.read_bytes()
        with pytest.raises(SignatureRefused, match="another key signed"):
            sign(day, Ed25519PrivateKey.generate())
        assert day.signature.read_bytes() == before

    def test_a_day_that_is_not_signed(self, day) -> None:
        assert signature_of(day) is None

    def test_a_signature_of_another_day(self, tmp_path, day) -> None:
        make_day(tmp_path, "2026-11-21", more=1)
        other = open_day(tmp_path / "2026-11-21")
        sign(other, KEY)
        day.signature.write_bytes(other.signature.read_bytes())
        with pytest.raises(SignatureRefused, match="of another snapshot"):
            signature_of(day)

    def test_a_signature_with_another_commitment_written_in(self, tmp_path, day) -> None:
        make_day(tmp_path, "2026-11-21", more=1)
        other = open_day(tmp_path / "2026-11-21")
        sign(other, KEY)
        said = other.signature.read_text().replace(other.commitment.hex(), day.commitment.hex())
        day.signature.write_text(said)
        with pytest.raises(SignatureRefused, match="does not hold"):
            signature_of(day)

    @pytest.mark.parametrize(
        "change",
        [
            lambda one: one.pop("public_key"),
            lambda one: one.update(signed_at="2026-11-20T15:00:00Z"),
            lambda one: one.update(format="hozen-signature/2"),
            lambda one: one.update(signature=one["signature"][:126]),
            lambda one: one.update(signature=one["signature"] + "00"),
            lambda one: one.update(signature=one["signature"].upper()),
            lambda one: one.update(signature=7),
            lambda one: one.update(public_key=one["public_key"][:62]),
        ],
    )
    def test_a_file_that_is_not_in_the_form(self, day, change) -> None:
        sign(day, KEY)
        said = json.loads(day.signature.read_text())
        change(said)
        day.signature.write_text(json.dumps(said).replace("d", "D", 0))
        with pytest.raises(SignatureRefused, match="not in the format"):
            signature_of(day)
        assert verify_file(day, PUBLIC.hex())[0] == 1


def verify_file(day: PublicDay, public_key: str) -> tuple[int, str]:
    """The one-file verifier's own reading of the day's signature: exit code as it would be, and its word."""
    try:
        hozen_verify.check_signature(str(day.signature), public_key, day.commitment)
    except ValueError as error:
        word = error.args[0] if error.args[0] in hozen_verify.WORDS else "file"
        return (1 if word == "file" else 2), word
    return 0, "signed"


class TestOneFileVerifier:
    def test_it_takes_what_we_sign(self, day) -> None:
        sign(day, KEY)
        assert verify_file(day, PUBLIC.hex()) == (0, "signed")
        assert verify_file(day, f" {PUBLIC.hex().upper()}\n") == (0, "signed")

    def test_it_wants_the_key_that_was_given(self, day) -> None:
        sign(day, KEY)
        other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        assert verify_file(day, other.hex()) == (2, "signature")
        assert verify_file(day, "no key") == (1, "file")

    def test_a_signature_of_another_commitment(self, day) -> None:
        sign(day, KEY)
        day.signature.write_text(day.signature.read_text().replace(day.commitment.hex(), "00" * 32))
        assert verify_file(day, PUBLIC.hex()) == (2, "signature")

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (["--public-key", PUBLIC.hex()], 0, "SIGNED: by the key you gave"),
            (["--public-key", PUBLIC.hex(), "--lang", "ja"], 0, "署名：指定された鍵によるものです"),
            (
                ["--public-key", "00" * 32],
                2,
                "DOES NOT HOLD: the signature is NOT of this snapshot by this key",
            ),
            (
                [],
                1,
                "CANNOT BE CHECKED: not in the format, or not readable: --signature and --public-key, both",
            ),
        ],
    )
    def test_beside_a_proof(self, tmp_path, words, code, said) -> None:
        commitment = bytes.fromhex(str(proof_example.snapshot_file()["commitment"]))
        made = SnapshotSignature(commitment, PUBLIC, KEY.sign(signed_bytes(commitment)))
        files = {"snapshot": proof_example.snapshot_file(), "proof": proof_example.proof_of("1001")}
        for name, content in files.items():
            (tmp_path / name).write_text(json.dumps(content))
        (tmp_path / "signature").write_text(signature_text(made))
        paths = [str(tmp_path / name) for name in files]
        known = [f"--published={commitment.hex()}", "--account=1001", f"--signature={tmp_path / 'signature'}"]
        answered, lines = hozen_verify.main([*paths, *known, *words])
        assert (answered, said in lines) == (code, True)


class TestKeys:
    def test_a_new_key_signs_and_nobody_else_reads_it(self, tmp_path, day) -> None:
        public = new_key(tmp_path / "key.pem")
        assert sign(day, load_key(tmp_path / "key.pem")).public_key == public
        assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600

    def test_with_a_passphrase_it_opens_by_it_alone(self, tmp_path, monkeypatch) -> None:
        monkeypatch.setenv("HOZEN_SIGNING_PASSPHRASE", "correct horse")
        public = new_key(tmp_path / "key.pem")
        assert (tmp_path / "key.pem").read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
        assert load_key(tmp_path / "key.pem").public_key().public_bytes_raw() == public
        for wrong in ("wrong horse", ""):
            monkeypatch.setenv("HOZEN_SIGNING_PASSPHRASE", wrong)
            refused(tmp_path, "does not open")

    def test_never_over_a_file(self, tmp_path) -> None:
        (tmp_path / "key.pem").write_text("mine")
        with pytest.raises(SigningKeyRefused, match="there already"):
            new_key(tmp_path / "key.pem")
        assert (tmp_path / "key.pem").read_text() == "mine"

    def test_a_key_that_others_can_read(self, tmp_path) -> None:
        new_key(tmp_path / "key.pem")
        (tmp_path / "key.pem").chmod(0o604)
        refused(tmp_path, "others can read")

    def test_a_key_of_another_kind(self, tmp_path) -> None:
        pem = generate_private_key(SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        write(tmp_path, pem)
        refused(tmp_path, "of another kind")

    @pytest.mark.parametrize("said", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n", b"\0" * 5000])
    def test_what_is_no_key(self, tmp_path, said) -> None:
        write(tmp_path, said)
        refused(tmp_path, "does not open")

    def test_a_key_that_is_not_there(self, tmp_path) -> None:
        refused(tmp_path, "cannot be read")


def write(folder: Path, said: bytes) -> None:
    (folder / "key.pem").write_bytes(said)
    (folder / "key.pem").chmod(0o600)


def refused(folder: Path, word: str) -> None:
    with pytest.raises(SigningKeyRefused, match=word):
        load_key(folder / "key.pem")
