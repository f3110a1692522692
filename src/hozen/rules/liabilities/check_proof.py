"""Whether a customer's proof holds against what was published. Law-neutral."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from hozen.rules.liabilities.commitment import commitment, snapshot_id, tree_id
from hozen.rules.liabilities.errors import Fault, ProofRefused
from hozen.rules.liabilities.facts import Side, Snapshot, TreeHead
from hozen.rules.liabilities.keys import account_hash
from hozen.rules.liabilities.leaves import LeafMaker
from hozen.rules.liabilities.merkle_sum_tree import Node, climb
from hozen.rules.liabilities.proof import CustomerProof, ProvenHolding, ProvenPart
from hozen.rules.liabilities.well_formed import well_formed_account, well_formed_proof, well_formed_snapshot


@dataclass(frozen=True, slots=True)
class Proven:
    """証明された残高: what one holding comes to, in smallest units."""

    side: Side
    asset: str
    decimals: int
    units: int


def check_proof(
    snapshot: Snapshot,
    proof: CustomerProof,
    account: str,
    published: bytes,
    expected: Mapping[tuple[Side, str], int] | None = None,
) -> tuple[Proven, ...]:
    """The holdings of `account` that the proof shows. Raises ProofRefused with the first fault.

    `published` is the commitment as the customer knows it, from elsewhere than the two files. `expected`: smallest
    units that the customer sees in the account; what is not named there is not compared.
    """
    well_formed_snapshot(snapshot)
    well_formed_proof(proof)
    well_formed_account(account)
    if commitment(snapshot) != published:
        raise ProofRefused(Fault.NOT_PUBLISHED, "the snapshot is not the one that was published")
    if proof.commitment != published:
        raise ProofRefused(Fault.OTHER_SNAPSHOT, "the proof was cut from another snapshot")
    if account_hash(proof.key, account) != proof.account:
        raise ProofRefused(Fault.ACCOUNT_ABSENT, "the proof is not for this account", found=ascii(account))
    if not proof.holdings:
        raise ProofRefused(
            Fault.ACCOUNT_ABSENT, "the proof shows no balance of this account", where="holdings"
        )
    heads = {(one.side, one.asset): one for one in snapshot.trees}
    found = tuple(_holding(one, proof, snapshot, heads) for one in proof.holdings)
    _compare(found, expected or {})
    return found


def _holding(
    one: ProvenHolding, proof: CustomerProof, snapshot: Snapshot, heads: Mapping[tuple[Side, str], TreeHead]
) -> Proven:
    head, parts = heads.get((one.side, one.asset)), snapshot.opening.parts
    if head is None:
        raise ProofRefused(Fault.NO_TREE, "the snapshot has no such tree", where=_name(one))
    if len(one.parts) != parts:
        raise ProofRefused(
            Fault.PARTS,
            "not every part is there",
            where=_name(one),
            found=len(one.parts),
            expected=str(parts),
        )
    tree = tree_id(snapshot_id(snapshot.opening), head.side, head.asset, head.decimals)
    maker = LeafMaker.of(proof.key, proof.account, tree)
    leaves = maker.leaves([part.units for part in one.parts])
    for leaf, part in zip(leaves, one.parts, strict=True):
        _part(leaf, part, head)
    _in_order(leaves, one)
    return Proven(one.side, one.asset, head.decimals, sum(part.units for part in one.parts))


def _part(leaf: Node, part: ProvenPart, head: TreeHead) -> None:
    where = f"{head.side.name.lower()} {head.asset}, position {part.position}"
    if len(part.path) != head.height or part.position >> head.height:
        raise ProofRefused(
            Fault.HEIGHT,
            "a path of another length",
            where=where,
            found=len(part.path),
            expected=str(head.height),
        )
    try:
        root = climb(leaf, part.position, part.path)
    except OverflowError as error:
        raise ProofRefused(Fault.TOO_LARGE, str(error), where=where) from error
    if root.hash != head.root:
        raise ProofRefused(Fault.ROOT, "it does not lead to the published root", where=where)
    if root.units != head.total:
        raise ProofRefused(
            Fault.TOTAL, "the root has another total", where=where, found=root.units, expected=str(head.total)
        )


def _in_order(leaves: list[Node], one: ProvenHolding) -> None:
    """A leaf with a lower hash stands further left; no place is taken twice."""
    places = sorted(zip((leaf.hash for leaf in leaves), (part.position for part in one.parts), strict=True))
    if any(low[1] >= high[1] for low, high in pairwise(places)):
        raise ProofRefused(Fault.ORDER, "leaves do not stand in the order of their hashes", where=_name(one))


def _compare(found: tuple[Proven, ...], expected: Mapping[tuple[Side, str], int]) -> None:
    proven = {(one.side, one.asset): one.units for one in found}
    for (side, asset), units in expected.items():
        if proven.get((side, asset), 0) != units:
            raise ProofRefused(
                Fault.BALANCE,
                "the proof shows another balance",
                where=f"{side.name.lower()} {asset}",
                found=proven.get((side, asset), 0),
                expected=str(units),
            )


def _name(one: ProvenHolding) -> str:
    return f"{one.side.name.lower()} {one.asset}"
