"""The trees of a snapshot, built in plain Python. Law-neutral.

This is the specification in code, and what any faster builder is held to. It keeps every leaf in memory: for tests,
for small books, and for whom nothing faster runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hozen.rules.liabilities import keys
from hozen.rules.liabilities.admit import admit, chains_in_order
from hozen.rules.liabilities.commitment import snapshot_id, tree_id
from hozen.rules.liabilities.errors import LiabilitiesRefused
from hozen.rules.liabilities.facts import (
    AccountBalance,
    ChainPoint,
    DerivedSecrets,
    Ledger,
    Opening,
    Secrets,
    Side,
    Snapshot,
    TreeHead,
)
from hozen.rules.liabilities.leaves import LeafMaker, split
from hozen.rules.liabilities.merkle_sum_tree import Level, Node, height_for, levels_of

TreeName = tuple[Side, str]


@dataclass(frozen=True, slots=True)
class BuiltTree:
    """作成済みの木: its head, its levels from the leaves up, and the positions of each account's parts."""

    head: TreeHead
    levels: tuple[Level, ...]
    positions: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Built:
    """作成済みのスナップショット: what is published, and what proofs are cut from."""

    snapshot: Snapshot
    trees: Mapping[TreeName, BuiltTree] = field(repr=False)
    keys: Mapping[str, bytes] = field(repr=False)


def build(
    opening: Opening,
    ledger: Ledger,
    secrets: Secrets | DerivedSecrets,
    chains: Iterable[ChainPoint],
    software: str,
) -> Built:
    """One tree for each asset that can be owed, and one for each that is owed to the firm.

    The order of the balances does not matter; a balance of 0 is as none. Raises LiabilitiesRefused.
    """
    admit(opening, ledger, secrets, software)
    points = chains_in_order(chains)
    held = [one for one in ledger.balances if one.units]
    snapshot = snapshot_id(opening)
    customers = {one.account: secrets.key_of(one.account, snapshot) for one in held}
    trees = {
        (side, asset): _tree(side, asset, rows, ledger.decimals[asset], opening, secrets.book, customers)
        for (side, asset), rows in _by_tree(ledger, held).items()
    }
    heads = tuple(one.head for one in trees.values())
    return Built(Snapshot(opening, heads, points, software), trees, customers)


def _by_tree(ledger: Ledger, held: Sequence[AccountBalance]) -> dict[TreeName, list[AccountBalance]]:
    """Side and asset → balances, in the order of the commitment. What nobody owes has no tree of debts."""
    found: dict[TreeName, list[AccountBalance]] = {(Side.OWED, asset): [] for asset in ledger.decimals}
    for one in held:
        found.setdefault((one.side, one.asset), []).append(one)
    return {name: found[name] for name in sorted(found, key=lambda name: (name[0], name[1].encode("utf-8")))}


def _tree(
    side: Side,
    asset: str,
    rows: Sequence[AccountBalance],
    decimals: int,
    opening: Opening,
    book_secret: bytes,
    customers: Mapping[str, bytes],
) -> BuiltTree:
    tree = tree_id(snapshot_id(opening), side, asset, decimals)
    parts = {one.account: _leaves(one, opening.parts, customers[one.account], tree) for one in rows}
    levels = _levels([leaf for leaves in parts.values() for leaf in leaves], book_secret, tree, asset)
    at = {leaf.hash: position for position, leaf in enumerate(levels[0])}
    root = levels[-1][0]
    return BuiltTree(
        TreeHead(side, asset, decimals, root.hash, root.units, len(levels) - 1),
        levels,
        {account: tuple(at[leaf.hash] for leaf in leaves) for account, leaves in parts.items()},
    )


def _leaves(one: AccountBalance, parts: int, key: bytes, tree: bytes) -> list[Node]:
    maker = LeafMaker.of(key, keys.account_hash(key, one.account), tree)
    return maker.leaves(split(one.units, parts, key, tree))


def _levels(leaves: Sequence[Node], book_secret: bytes, tree: bytes, asset: str) -> tuple[Level, ...]:
    """The tree over leaves and pads, both in the order of their hashes, so that a place tells nothing."""
    pads = keys.pad_hashes(book_secret, tree, (1 << height_for(len(leaves))) - len(leaves))
    ordered = sorted([*leaves, *(Node(pad, 0) for pad in pads)], key=lambda one: one.hash)
    try:
        return levels_of(ordered)
    except OverflowError as error:
        raise LiabilitiesRefused(
            "together more than the format can hold",
            where=asset,
            found=str(error),
            expected="a total below 2^128",
        ) from error
