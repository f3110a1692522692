"""One customer's proof, cut out of what a snapshot has on disk."""

from __future__ import annotations

from pathlib import Path

from hozen.rules.liabilities import (
    CustomerProof,
    LiabilitiesRefused,
    ProvenHolding,
    ProvenPart,
    Snapshot,
    commitment,
)
from hozen.rules.liabilities.commitment import snapshot_id, tree_id
from hozen.rules.liabilities.keys import account_hash, derived_key, snapshot_master
from hozen.rules.liabilities.leaves import LeafMaker, split
from hozen.workflows.snapshot.build_trees import tree_path
from hozen.workflows.snapshot.day_folder import PRIVATE, PublicDay
from hozen.workflows.snapshot.errors import SnapshotFolderRefused
from hozen.workflows.snapshot.holdings_index import Holding, holdings_of
from hozen.workflows.snapshot.secret_store import MasterSecret
from hozen.workflows.snapshot.tree_file import TreeFile


def cut_proof_of(one: PublicDay, secret: MasterSecret, account: str) -> CustomerProof:
    """負債証明の発行: every holding of `account` at the cut-off of a day, against its commitment.

    Raises LiabilitiesRefused where it holds nothing, SnapshotFolderRefused where the private files are gone or others'.
    """
    snapshot, folder = one.snapshot, one.folder.parent / PRIVATE
    of_snapshot = snapshot_master(secret.master, snapshot_id(snapshot.opening))
    key = derived_key(of_snapshot, account.encode("utf-8"))
    who = account_hash(key, account)
    try:
        held = sorted(holdings_of(folder, who), key=lambda holding: holding.tree)
        holdings = tuple(_holding(snapshot, folder, holding, key, who) for holding in held)
    except (OSError, ValueError) as error:
        raise SnapshotFolderRefused(
            "the private files of the snapshot cannot be read",
            where=str(folder),
            found=str(error),
            try_next="the folder as `hozen snapshot build` left it, from a back-up",
        ) from error
    if not holdings:
        raise LiabilitiesRefused(
            "an account without a balance has no proof",
            where="account",
            found=ascii(account),
            expected=f"an account of {secret.book} with a balance above 0 on {one.day}",
            try_next="the id as it stands in customer_balances, and the secrets that the snapshot was built with",
        )
    return CustomerProof(commitment(snapshot), key, who, holdings)


def _holding(snapshot: Snapshot, folder: Path, holding: Holding, key: bytes, who: bytes) -> ProvenHolding:
    head = snapshot.trees[holding.tree]
    tree = tree_id(snapshot_id(snapshot.opening), head.side, head.asset, head.decimals)
    amounts = split(holding.units, snapshot.opening.parts, key, tree)
    nodes = TreeFile.open(tree_path(folder, holding.tree), head.height)
    parts = []
    for leaf in LeafMaker.of(key, who, tree).leaves(amounts):
        position = nodes.position(leaf.hash)
        if position is None:
            raise ValueError(f"a leaf of {head.asset} is not in its tree")
        parts.append(ProvenPart(leaf.units, position, nodes.path(position)))
    return ProvenHolding(head.side, head.asset, tuple(parts))
