"""What a signature of a snapshot says, and the bytes that are signed. Law-neutral; the signing itself is a workflow's.

The bytes say nothing but the commitment: what a signer writes of the time proves no time, so nothing is written of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from hozen.rules.liabilities.encoding import Tag, text
from hozen.rules.liabilities.strict_json import read_object

FORMAT = "hozen-signature/1"
SIGNATURE_SIZE = 64
_PRIME = (1 << 255) - 19
_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
# y of the points whose order divides 8: under such a key one signature is good for many messages. The last is -_ORDER_8.
_WEAK = frozenset({0, 1, _PRIME - 1, _ORDER_8, _PRIME - _ORDER_8})


@dataclass(frozen=True, slots=True)
class SnapshotSignature:
    """スナップショットの署名: an Ed25519 key, 32 bytes, and what it makes of one commitment, 64 bytes."""

    commitment: bytes
    public_key: bytes
    signature: bytes


def signed_bytes(commitment: bytes) -> bytes:
    """What is signed."""
    return Tag.SIGNATURE + text(FORMAT) + commitment


def is_strong(public_key: bytes) -> bool:
    """Whether the key is written in the one way, and can bind its owner to one message."""
    y = int.from_bytes(public_key, "little") & ((1 << 255) - 1)
    return y < _PRIME and y not in _WEAK


def signature_text(one: SnapshotSignature) -> str:
    """The published file."""
    fields = {
        "format": FORMAT,
        "commitment": one.commitment.hex(),
        "public_key": one.public_key.hex(),
        "signature": one.signature.hex(),
    }
    return json.dumps(fields, separators=(",", ":")) + "\n"


def read_signature(said: str) -> SnapshotSignature:
    """The signature out of its file, not verified. Raises ProofRefused (malformed)."""
    fields = read_object(said)
    fields.word("format", FORMAT)
    found = SnapshotSignature(
        fields.hash("commitment"), fields.hash("public_key"), fields.digits("signature", SIGNATURE_SIZE)
    )
    fields.end()
    return found
