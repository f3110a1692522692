"""Snapshot and proof as the texts that are published and handed out. Law-neutral."""

from __future__ import annotations

import json

from hozen.rules.liabilities.commitment import commitment, cut_off_text
from hozen.rules.liabilities.facts import FORMAT, Snapshot
from hozen.rules.liabilities.proof import CustomerProof, ProvenPart


def snapshot_text(snapshot: Snapshot) -> str:
    """The published file. Amounts are decimal texts: many readers lose digits of numbers beyond 2^53."""
    opening = snapshot.opening
    return _text(
        {
            "format": FORMAT,
            "kind": "snapshot",
            "commitment": commitment(snapshot).hex(),
            "book": opening.book,
            "cut_off": cut_off_text(opening.cut_off),
            "parts": opening.parts,
            "previous": opening.previous.hex(),
            "trees": [
                {
                    "side": one.side.name.lower(),
                    "asset": one.asset,
                    "decimals": one.decimals,
                    "root": one.root.hex(),
                    "total": str(one.total),
                    "height": one.height,
                }
                for one in snapshot.trees
            ],
            "chains": [
                {"chain": one.chain, "height": str(one.height), "block_hash": one.block_hash}
                for one in snapshot.chains
            ],
            "software": snapshot.software,
        }
    )


def proof_text(proof: CustomerProof) -> str:
    """The customer's file. It holds a key: whoever has the file sees these balances."""
    return _text(
        {
            "format": FORMAT,
            "kind": "proof",
            "commitment": proof.commitment.hex(),
            "key": proof.key.hex(),
            "account": proof.account.hex(),
            "holdings": [
                {
                    "side": one.side.name.lower(),
                    "asset": one.asset,
                    "parts": [_part(part) for part in one.parts],
                }
                for one in proof.holdings
            ],
        }
    )


def _part(part: ProvenPart) -> dict[str, object]:
    path = [[one.hash.hex(), str(one.units)] for one in part.path]
    return {"units": str(part.units), "position": part.position, "path": path}


def _text(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
