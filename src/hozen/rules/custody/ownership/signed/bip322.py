"""BIP-322, generic signed messages: simple, full, and proof of funds.

A message is signed by a transaction that can never be sent: `to_sign` spends an output, made up out of the message,
that is locked as the address is. Texts begin with smp, ful or pof (version 2), or with none of them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from hozen.rules.custody.ownership.signed.address import script_of
from hozen.rules.custody.ownership.signed.in_bytes import Reader
from hozen.rules.custody.ownership.signed.interpreter import require_spends
from hozen.rules.custody.ownership.signed.psbt import MAGIC, read_psbt
from hozen.rules.custody.ownership.signed.script_rules import require_rules
from hozen.rules.custody.ownership.signed.transaction import Output, Spends, Transaction, read_transaction
from hozen.rules.custody.ownership.signed.verified import (
    ClaimedCoin,
    Method,
    NotProven,
    Proof,
    Verified,
    inconclusive,
)

_TAG = hashlib.sha256(b"BIP0322-signed-message").digest()
_RETURN = (Output(0, b"\x6a"),)  # nothing, to OP_RETURN
_NOWHERE = Spends(bytes(32), 0xFFFFFFFF)
_VERSIONS = (0, 2)
LONGEST = 100_000  # bytes of a proof: what the network relays as a transaction

Spent = tuple[Output | None, ...]


def message_hash(message: bytes) -> bytes:
    """The tagged hash (BIP-340) of a message."""
    return hashlib.sha256(_TAG + _TAG + message).digest()


def to_spend(message: bytes, script: bytes) -> Transaction:
    """The made-up transaction whose output is locked by `script` and says the message."""
    said = b"\x00\x20" + message_hash(message)
    return Transaction(0, (Spends(_NOWHERE.txid, _NOWHERE.index, said),), (Output(0, script),), 0)


def to_sign(message: bytes, script: bytes, witness: tuple[bytes, ...] = ()) -> Transaction:
    """The transaction that a simple signature completes."""
    spends = Spends(to_spend(message, script).txid, 0, witness=witness)
    return Transaction(0, (spends,), _RETURN, 0)


def verify_bip322(address: str, message: str, signature: str) -> Verified:
    """Whether the key or keys of `address` signed. Raises OwnershipExtraMissing where the interpreter is absent."""
    try:
        script, said = script_of(address), message.encode(errors="surrogateescape")
        signed, spent = _signed(signature, said, script)
        coins = _judge(signed, spent, said, script)
    except NotProven as why:
        return Verified(Method.BIP322, why.proof, why.reason)
    first = signed.inputs[0]
    return Verified(Method.BIP322, Proof.VALID, "", signed.lock_time, first.sequence, coins)


def _signed(signature: str, message: bytes, script: bytes) -> tuple[Transaction, Spent]:
    kind, data = _decoded(signature)
    if kind == "pof" or (not kind and data.startswith(MAGIC)):
        return read_psbt(data)
    if kind == "ful":
        return read_transaction(data), (None,)
    try:
        return to_sign(message, script, _stack(data)), (None,)
    except NotProven:
        if kind:
            raise
    return read_transaction(data), (None,)  # texts before version 2 do not say which of the two they are


def _decoded(signature: str) -> tuple[str, bytes]:
    kind = signature[:3] if signature[:3] in ("smp", "ful", "pof") else ""
    if len(signature) > 2 * LONGEST:
        raise NotProven("too_long")
    try:
        data = base64.b64decode(signature[len(kind) :], validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotProven("not_base64") from error
    if not data:
        raise NotProven("too_short")
    if len(data) > LONGEST:
        raise NotProven("too_long")
    return kind, data


def _stack(data: bytes) -> tuple[bytes, ...]:
    reader = Reader(data)
    found = reader.stack()
    reader.end()
    return found


def _judge(signed: Transaction, spent: Spent, message: bytes, script: bytes) -> tuple[ClaimedCoin, ...]:
    """The coins that the proof spends besides. NotProven where anything is not as the text asks."""
    source = to_spend(message, script)
    first = signed.inputs[0]
    if (first.txid, first.index) != (source.txid, 0) or signed.outputs != _RETURN:
        raise NotProven("other_message_or_address")
    if spent[0] not in (None, source.outputs[0]):
        raise NotProven("other_message_or_address")
    if signed.version not in _VERSIONS:
        raise inconclusive("version_unknown")
    outputs = [source.outputs[0], *_others(signed, spent)]
    require_spends(signed, outputs)
    pairs = list(zip(signed.inputs, outputs, strict=True))
    for one, output in pairs:
        require_rules(one, output)
    return tuple(
        ClaimedCoin(one.txid[::-1].hex(), one.index, output.satoshi, output.script)
        for one, output in pairs[1:]
    )


def _others(signed: Transaction, spent: Spent) -> list[Output]:
    if len(spent) != len(signed.inputs):
        raise NotProven("needs_proof_of_funds")
    points = {(one.txid, one.index) for one in signed.inputs}
    if len(points) != len(signed.inputs):
        raise NotProven("coin_twice")
    known = [one for one in spent[1:] if one is not None]
    if len(known) != len(spent) - 1:
        raise NotProven("spent_output_not_shown")
    return known
