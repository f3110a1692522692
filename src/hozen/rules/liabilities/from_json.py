"""Snapshot and proof out of their texts, read strictly: one form, no field more or less. Law-neutral.

Raises ProofRefused (malformed) with the place of the first fault.
"""

from __future__ import annotations

import re
from datetime import datetime

from hozen.rules.liabilities.facts import FORMAT, ChainPoint, Opening, Snapshot, TreeHead
from hozen.rules.liabilities.merkle_sum_tree import Node
from hozen.rules.liabilities.proof import CustomerProof, ProvenHolding, ProvenPart
from hozen.rules.liabilities.strict_json import JsonFields, malformed, read_object
from hozen.rules.liabilities.well_formed import well_formed_proof, well_formed_snapshot

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def read_snapshot(said: str) -> tuple[Snapshot, bytes]:
    """The snapshot, and the commitment that its file claims."""
    fields = read_object(said)
    claimed = _head(fields, "snapshot")
    opening = Opening(
        fields.text("book"), _instant(fields.text("cut_off")), fields.small("parts"), fields.hash("previous")
    )
    trees = tuple(_tree(one) for one in fields.rows("trees"))
    chains = tuple(_chain(one) for one in fields.rows("chains"))
    snapshot = Snapshot(opening, trees, chains, fields.text("software"))
    fields.end()
    well_formed_snapshot(snapshot)
    return snapshot, claimed


def read_proof(said: str) -> CustomerProof:
    """The proof."""
    fields = read_object(said)
    claimed = _head(fields, "proof")
    key, account = fields.hash("key"), fields.hash("account")
    proof = CustomerProof(claimed, key, account, tuple(_holding(one) for one in fields.rows("holdings")))
    fields.end()
    well_formed_proof(proof)
    return proof


def _head(fields: JsonFields, kind: str) -> bytes:
    fields.word("format", FORMAT)
    fields.word("kind", kind)
    return fields.hash("commitment")


def _tree(fields: JsonFields) -> TreeHead:
    found = TreeHead(
        fields.side("side"),
        fields.text("asset"),
        fields.small("decimals"),
        fields.hash("root"),
        fields.units("total"),
        fields.small("height"),
    )
    fields.end()
    return found


def _chain(fields: JsonFields) -> ChainPoint:
    found = ChainPoint(fields.text("chain"), fields.units("height"), fields.text("block_hash"))
    fields.end()
    return found


def _holding(fields: JsonFields) -> ProvenHolding:
    found = ProvenHolding(
        fields.side("side"), fields.text("asset"), tuple(_part(one) for one in fields.rows("parts"))
    )
    fields.end()
    return found


def _part(fields: JsonFields) -> ProvenPart:
    path = tuple(Node(digest, units) for digest, units in fields.pairs("path"))
    found = ProvenPart(fields.units("units"), fields.small("position"), path)
    fields.end()
    return found


def _instant(said: str) -> datetime:
    if not _INSTANT.fullmatch(said):
        raise malformed("no instant such as 2026-11-20T15:00:00Z", "cut_off", said)
    try:
        return datetime.fromisoformat(said)
    except ValueError as error:
        raise malformed("no instant of the calendar", "cut_off", said) from error
