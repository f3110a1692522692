"""Whether a snapshot and a proof have the one form that the format allows. Law-neutral.

Every hash and key has 32 bytes: what is hashed stands side by side without marks between, so a longer key could take
the first signs of an account's id for its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hozen.rules.liabilities.commitment import cut_off_text
from hozen.rules.liabilities.encoding import HASH_SIZE, MOST_HEIGHT, MOST_PARTS, UNITS_END, text
from hozen.rules.liabilities.errors import Fault, ProofRefused
from hozen.rules.liabilities.facts import Opening, Side, Snapshot, TreeHead
from hozen.rules.liabilities.proof import CustomerProof, ProvenPart


def well_formed_snapshot(snapshot: Snapshot) -> None:
    """Raises ProofRefused (malformed) for a field outside its bounds, or what stands twice or out of order."""
    _opening(snapshot.opening)
    _text(snapshot.software, "software")
    for tree in snapshot.trees:
        _tree(tree)
    _rising([_name(one.side, one.asset) for one in snapshot.trees], "trees")
    for chain in snapshot.chains:
        _text(chain.chain, "chains")
        _text(chain.block_hash, f"chain {chain.chain}")
        _whole(chain.height, 1 << 64, f"chain {chain.chain}")
    _rising([(0, one.chain.encode("utf-8")) for one in snapshot.chains], "chains")


def well_formed_proof(proof: CustomerProof) -> None:
    """Raises ProofRefused (malformed) as above."""
    for one in (proof.commitment, proof.key, proof.account):
        _hash(one, "proof")
    for holding in proof.holdings:
        _text(holding.asset, "holdings")
        for part in holding.parts:
            _part(part, f"{holding.side.name.lower()} {holding.asset}")
    _rising([_name(one.side, one.asset) for one in proof.holdings], "holdings")


def well_formed_account(account: str) -> None:
    """Raises ProofRefused (malformed) for an id that no account can have."""
    _text(account, "account")


def _opening(opening: Opening) -> None:
    _text(opening.book, "book")
    _hash(opening.previous, "previous")
    _whole(opening.parts, MOST_PARTS + 1, "parts", least=1)
    try:
        cut_off_text(opening.cut_off)
    except ValueError as error:
        raise _malformed("no instant", "cut_off", opening.cut_off) from error


def _tree(tree: TreeHead) -> None:
    where = f"tree {tree.side.name.lower()} {tree.asset}"
    _text(tree.asset, where)
    _hash(tree.root, where)
    _whole(tree.total, UNITS_END, where)
    _whole(tree.decimals, 256, where)
    _whole(tree.height, MOST_HEIGHT + 1, where)


def _part(part: ProvenPart, where: str) -> None:
    _whole(part.units, UNITS_END, where)
    _whole(part.position, 1 << MOST_HEIGHT, where)
    for sibling in part.path:
        _hash(sibling.hash, where)
        _whole(sibling.units, UNITS_END, where)


def _name(side: Side, asset: str) -> tuple[int, bytes]:
    return side.value, asset.encode("utf-8")


def _text(said: str, where: str) -> None:
    try:
        text(said)
    except ValueError as error:
        raise _malformed("no text that the format can hold", where, ascii(said)[:60]) from error


def _hash(found: bytes, where: str) -> None:
    if len(found) != HASH_SIZE:
        raise _malformed("a hash of another length", where, f"{len(found)} bytes")


def _whole(number: int, end: int, where: str, least: int = 0) -> None:
    if type(number) is not int or not least <= number < end:
        raise _malformed("a number outside its bounds", where, str(number)[:60])


def _rising(names: Sequence[tuple[int, bytes]], where: str) -> None:
    if any(low >= high for low, high in pairwise(names)):
        raise _malformed("one that stands twice, or out of order", where, None)


def _malformed(message: str, where: str, found: object) -> ProofRefused:
    return ProofRefused(Fault.MALFORMED, message, where=where, found=found)
