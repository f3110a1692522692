"""Paths of trees whose node is hashed with the sum of its children alone, and why that binds nothing.

The customer is shown a sibling's hash and amount, and adds up. The node's hash covers the sum, not the shares: to the
left customer the right one can be shown as small as the operator likes, and to the right one the left one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from hozen.rules.liabilities.foreign.errors import ForeignProofUnreadable
from hozen.rules.liabilities.foreign.exact import exact, written
from hozen.rules.liabilities.foreign.fields import Amounts
from hozen.rules.liabilities.foreign.hashing import sha256_hex
from hozen.rules.liabilities.foreign.inspected import Amount, Contradiction, Forgery, NotSo


@dataclass(frozen=True, slots=True)
class SumNode:
    """A hash and the amounts said to be below it."""

    hash: str
    amounts: Amounts
    where: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One sibling on the way up, and its side. None where the node is paired with itself."""

    sibling: SumNode | None
    is_left: bool


@dataclass(frozen=True, slots=True)
class SumPath:
    """A customer's leaf, the siblings from the bottom up, and the root as the file has it."""

    leaf: SumNode
    steps: tuple[Step, ...]
    root: SumNode


@dataclass(frozen=True, slots=True)
class SumRule:
    """How a format hashes: `leaf` with a made-up secret, `node` from both hashes, their sum and the height."""

    leaf: Callable[[Amounts], str]
    node: Callable[[str, str, Amounts, int], str]


def added(one: Amounts, other: Amounts) -> Amounts:
    """The sum, asset by asset; the order is that of the first."""
    names = [*one, *(name for name in other if name not in one)]
    return {name: one.get(name, 0) + other.get(name, 0) for name in names}


def climb(path: SumPath, rule: SumRule) -> Iterator[SumNode]:
    """Every node from the leaf to the root, as the format's own check works them out."""
    at = path.leaf
    yield at
    for height, step in enumerate(path.steps, start=2):
        at = _above(at, step, rule, height)
        yield at


def _above(at: SumNode, step: Step, rule: SumRule, height: int) -> SumNode:
    if step.sibling is None:
        return SumNode(rule.node(at.hash, at.hash, at.amounts, height), at.amounts)
    left, right = (step.sibling, at) if step.is_left else (at, step.sibling)
    amounts = added(at.amounts, step.sibling.amounts)
    return SumNode(rule.node(left.hash, right.hash, amounts, height), amounts)


def require_climb(path: SumPath, rule: SumRule) -> None:
    """The format's own check. NotSo where the path does not lead to the root, or not to its amounts."""
    reached = reduce(lambda _, node: node, climb(path, rule))
    if reached.hash != path.root.hash:
        raise NotSo("path_leads_elsewhere", path.root.where, reached.hash, path.root.hash)
    if told(reached.amounts) != told(path.root.amounts):
        raise NotSo(
            "total_differs", path.root.where, amounts_text(reached.amounts), amounts_text(path.root.amounts)
        )


def require_no_debts(path: SumPath) -> None:
    """NotSo where an amount on the path is below zero: it would make the total smaller."""
    siblings = [step.sibling for step in path.steps if step.sibling]
    for node in (path.leaf, *siblings, path.root):
        _require_no_debt(node)


def _require_no_debt(node: SumNode) -> None:
    for asset, amount in node.amounts.items():
        if amount < 0:
            raise NotSo("negative", node.where, f"{asset} {written(amount)}", "0 or more")


def told(amounts: Amounts) -> tuple[Amount, ...]:
    """The amounts that are not nothing, for people."""
    return tuple(Amount(asset, written(one)) for asset, one in amounts.items() if one)


def amounts_text(amounts: Amounts) -> str:
    """The amounts that are not nothing on one line; '0' for none."""
    return ", ".join(f"{one.asset} {one.amount}" for one in told(amounts)) or "0"


def contradiction(one: SumPath, other: SumPath, rule: SumRule) -> Contradiction | None:
    """A hash that two proofs show with two amounts; None where there is none. Both must lead to their roots.

    ForeignProofUnreadable where these are two roots.
    """
    if one.root.hash != other.root.hash:
        raise ForeignProofUnreadable(
            "the two files are not of one tree",
            where="--with",
            found=f"root {other.root.hash}",
            expected=f"root {one.root.hash}",
        )
    first, second = _seen(one, rule), _seen(other, rule)
    pairs = ((name, first[name], second[name]) for name in first if name in second)
    return next((found for pair in pairs if (found := _differing(*pair))), None)


def _seen(path: SumPath, rule: SumRule) -> Mapping[str, Amounts]:
    """Every node that the proof shows, by hash. A copy that only fills an empty place is not a node of its own."""
    nodes = list(climb(path, rule))
    below = [node.hash for node in nodes]
    siblings = [step.sibling for step in path.steps]
    own = [node for node, hash_ in zip(siblings, below, strict=False) if node and node.hash != hash_]
    return {node.hash: node.amounts for node in [*own, *nodes]}


def _differing(hash_: str, one: Amounts, other: Amounts) -> Contradiction | None:
    for asset in added(one, other):
        first, second = one.get(asset, 0), other.get(asset, 0)
        if first != second:
            return Contradiction(hash_, asset, written(first), written(second))
    return None


def forgery(leaf: SumNode, rule: SumRule) -> Forgery:
    """A forged tree of two: the customer's own leaf, and another customer who is owed as much. Published: one share.

    Each is shown the other as owed nothing. Both paths are put through the format's own check before they are told.
    Where the leaf is owed nothing, one unit of its first asset is made up for both.
    """
    asset = next((name for name, one in leaf.amounts.items() if one > 0), "")
    owed = leaf.amounts if asset else {**leaf.amounts, next(iter(leaf.amounts)): exact("1")}
    asset = asset or next(iter(owed))
    nothing, theirs = dict.fromkeys(owed, 0), rule.leaf(owed)
    mine = leaf.hash if owed is leaf.amounts else sha256_hex(theirs)
    root = SumNode(rule.node(mine, theirs, owed, 2), owed)
    for path in (
        SumPath(SumNode(mine, owed), (Step(SumNode(theirs, nothing), is_left=False),), root),
        SumPath(SumNode(theirs, owed), (Step(SumNode(mine, nothing), is_left=True),), root),
    ):
        require_climb(path, rule)
        require_no_debts(path)
    share = written(owed[asset])
    return Forgery(asset, (share, share), written(2 * owed[asset]), share, root.hash)
