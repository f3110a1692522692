"""What one customer is handed, cut out of the trees of a snapshot. Law-neutral."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.rules.liabilities.build import Built, BuiltTree
from hozen.rules.liabilities.commitment import commitment
from hozen.rules.liabilities.errors import LiabilitiesRefused
from hozen.rules.liabilities.facts import Side
from hozen.rules.liabilities.keys import account_hash
from hozen.rules.liabilities.merkle_sum_tree import Level, path_of


@dataclass(frozen=True, slots=True)
class ProvenPart:
    """証明の一部分: smallest units of one leaf, its position from 0, and its siblings, lowest first."""

    units: int
    position: int
    path: Level


@dataclass(frozen=True, slots=True)
class ProvenHolding:
    """資産別の証明: the parts of one holding, in their order."""

    side: Side
    asset: str
    parts: tuple[ProvenPart, ...]


@dataclass(frozen=True, slots=True)
class CustomerProof:
    """利用者への証明: every holding of one account. It names no account: `account` is a hash under `key`."""

    commitment: bytes
    key: bytes
    account: bytes
    holdings: tuple[ProvenHolding, ...]


def cut_proof(built: Built, account: str) -> CustomerProof:
    """The proof of one account, all its assets. Raises LiabilitiesRefused where it has no balance above 0."""
    key = built.keys.get(account)
    if key is None:
        raise LiabilitiesRefused(
            "an account without a balance has no proof", where="account", found=ascii(account)
        )
    holdings = [
        ProvenHolding(tree.head.side, tree.head.asset, _parts(tree, account))
        for tree in built.trees.values()
        if account in tree.positions
    ]
    return CustomerProof(commitment(built.snapshot), key, account_hash(key, account), tuple(holdings))


def _parts(tree: BuiltTree, account: str) -> tuple[ProvenPart, ...]:
    return tuple(
        ProvenPart(tree.levels[0][at].units, at, path_of(tree.levels, at)) for at in tree.positions[account]
    )
