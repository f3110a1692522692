"""The page on hozen-proof/1: each hash on it is the hash of the bytes beside it, and those are what the page's rules give.

The rules are worked out by tests/liabilities/plain_proof.py, which knows nothing of hozen.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re

import proof_example
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from reference.pages import REFERENCE

PAGE = (REFERENCE / "proof-format.md").read_text("utf-8")
KEYED, HASHES = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
SNAPSHOT, PROOF = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
ENTRY = re.compile(
    r"^(\S.*)\n(?:  key ([0-9a-f]+)\n)?  of  ([0-9a-f\s]+)\n  =   ([0-9a-f]{64})$", re.MULTILINE
)


def entries(block: str) -> dict[str, tuple[bytes, bytes, bytes]]:
    """Name → (key, preimage, hash), as shown."""
    found = {}
    for name, key, of, shown in ENTRY.findall(block):
        found[name] = (bytes.fromhex(key), bytes.fromhex("".join(of.split())), bytes.fromhex(shown))
    return found


def test_every_hash_shown_is_that_of_the_bytes_shown() -> None:
    shown = entries(HASHES)
    assert len(shown) == 20  # two ids, two accounts, six leaves, two pads, seven nodes, one commitment
    for name, (_, of, found) in shown.items():
        assert hashlib.sha256(of).digest() == found, name


def test_every_keyed_hash_shown_is_that_of_the_key_and_the_bytes_shown() -> None:
    shown = entries(KEYED)
    assert len(shown) == 9  # for each account a key, a nonce and two split points; the key of the pads
    for name, (key, of, found) in shown.items():
        assert hmac.new(key, of, "sha256").digest() == found, name


def test_the_bytes_shown_are_those_of_the_rules() -> None:
    assert {name: of for name, (_, of, _) in entries(HASHES).items()} == proof_example.hashes()
    assert {name: (key, of) for name, (key, of, _) in entries(KEYED).items()} == proof_example.keyed()


def test_the_files_shown_are_those_of_the_example() -> None:
    assert json.loads(SNAPSHOT) == proof_example.snapshot_file()
    assert json.loads(PROOF) == proof_example.proof_of("1001")


def test_the_signature_shown_is_that_of_the_seed_shown() -> None:
    (block,) = re.findall(r"```ed25519\n(.*?)```", PAGE, re.DOTALL)
    shown = {
        name: bytes.fromhex("".join(digits.split()))
        for name, digits in re.findall(r"^(\S.*)\n((?:  +[0-9a-f]+\n)+)", block, re.MULTILINE)
    }
    key = Ed25519PrivateKey.from_private_bytes(shown["seed"])
    assert shown["public key"] == key.public_key().public_bytes_raw()
    assert shown["fingerprint"] == hashlib.sha256(shown["public key"]).digest()
    commitment = hashlib.sha256(proof_example.COMMITMENT).digest()
    assert shown["signed bytes"] == b"\x0d\x11hozen-signature/1" + commitment
    assert shown["signature"] == key.sign(shown["signed bytes"])
    (file,) = re.findall(r"```signature\n(.*?)```", PAGE, re.DOTALL)
    assert json.loads(file) == {
        "format": "hozen-signature/1",
        "commitment": commitment.hex(),
        "public_key": shown["public key"].hex(),
        "signature": shown["signature"].hex(),
    }
