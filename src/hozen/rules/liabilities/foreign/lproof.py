"""lproof (2014): one asset. A customer's partial tree binds sums alone; the complete tree shows, and binds, every leaf."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hozen.rules.liabilities.foreign.claims import Claim, bound
from hozen.rules.liabilities.foreign.errors import ForeignProofUnreadable
from hozen.rules.liabilities.foreign.exact import written
from hozen.rules.liabilities.foreign.fields import Amounts, Fields
from hozen.rules.liabilities.foreign.hashing import sha256_hex
from hozen.rules.liabilities.foreign.inspected import (
    Asked,
    Inspection,
    NotSo,
    own_account,
    require,
    same_root,
)
from hozen.rules.liabilities.foreign.sum_path import (
    Step,
    SumNode,
    SumPath,
    SumRule,
    climb,
    contradiction,
    forgery,
    require_climb,
    told,
)

NAME = "lproof"
_ASSET = ""  # the format names none
_NONCE = re.compile(r"[0-9a-f]{1,128}")
_DEEPEST = 64
_LEAF = (Claim.BALANCE, Claim.ACCOUNT, Claim.NEGATIVE, Claim.ENCODING)
BOUND = bound(_LEAF)
BOUND_COMPLETE = bound((*_LEAF, Claim.TOTAL))


def looks_like(file: Fields) -> bool:
    """A customer's partial tree."""
    return file.has("partial_tree")


def is_complete(rows: object) -> bool:
    """A list of numbered nodes: the complete tree."""
    return isinstance(rows, list) and bool(rows) and isinstance(rows[0], dict) and "index" in rows[0]


def leaf_hash(user: str, amount: int, nonce: str) -> str:
    """SHA-256 of user, amount in its shortest form, and nonce, parted by '|'."""
    return sha256_hex(f"{user}|{written(amount)}|{nonce}")


def node_hash(left: str, right: str, amounts: Amounts, height: int) -> str:
    """SHA-256 of the sum and both hashes, parted by '|'; the height is not in it."""
    del height
    return sha256_hex(f"{written(amounts[_ASSET])}|{left}|{right}")


RULE = SumRule(lambda amounts: leaf_hash("hozen", amounts[_ASSET], "00"), node_hash)


def inspect_complete(rows: Sequence[Fields], asked: Asked) -> Inspection:
    """Check every leaf and every node of a complete tree. Raises ForeignProofUnreadable."""
    found = Inspection(NAME, "complete", "", (), asked.account or "", (), len(rows), BOUND_COMPLETE)
    try:
        nodes = [_numbered(row, index) for index, row in enumerate(rows)]
        found = replace(found, root=nodes[0].hash, totals=told(nodes[0].amounts))
        held = _require_leaves(rows, nodes)
        _require_nodes(rows, nodes)
        left = same_root(nodes[0].hash, asked)
        if asked.account is None:
            return replace(found, left=(*left, "no_account"))
        require(asked.account in held, NotSo("account_absent", found=asked.account))
        return replace(found, shown=told({_ASSET: held[asked.account]}), left=left)
    except NotSo as why:
        return replace(found, refusal=why.refusal)


def _numbered(row: Fields, index: int) -> SumNode:
    if row.whole("index") != index:
        row.refuse("index", row.whole("index"), str(index))
    return _node(row.inner("data"))


def _node(data: Fields) -> SumNode:
    return SumNode(data.digest("hash"), {_ASSET: _amount(data)}, data.where)


def _amount(data: Fields) -> int:
    amount = data.amount("sum")
    if amount < 0:
        raise NotSo("negative", f"{data.where}.sum", written(amount), "0 or more")
    return amount


def _require_leaves(rows: Sequence[Fields], nodes: Sequence[SumNode]) -> Mapping[str, int]:
    """What each user is owed. NotSo where a leaf is not its hash's, or stands twice."""
    held: dict[str, int] = {}
    if len(rows) % 2 == 0:
        rows[-1].refuse("index", f"{len(rows)} nodes", "an odd number: leaves, and one node less above them")
    hashes = {node.hash for node in nodes}
    if len(hashes) != len(nodes):
        raise NotSo("leaf_twice")
    for row, node in zip(rows[len(rows) // 2 :], nodes[len(rows) // 2 :], strict=True):
        user = _require_leaf(row.inner("data"), node)
        held[user] = held.get(user, 0) + node.amounts[_ASSET]
    return held


def _require_leaf(data: Fields, node: SumNode) -> str:
    user = data.text("user")
    found = leaf_hash(user, node.amounts[_ASSET], _nonce(data))
    if found != node.hash:
        raise NotSo("leaf_differs", data.where, found, node.hash)
    return user


def _nonce(data: Fields) -> str:
    nonce = data.text("nonce")
    return nonce if _NONCE.fullmatch(nonce) else data.refuse("nonce", nonce, "hex digits in lower case")


def _require_nodes(rows: Sequence[Fields], nodes: Sequence[SumNode]) -> None:
    for index in range(len(rows) // 2):
        left, right = nodes[2 * index + 1], nodes[2 * index + 2]
        amounts = {_ASSET: left.amounts[_ASSET] + right.amounts[_ASSET]}
        if amounts != nodes[index].amounts:
            raise NotSo(
                "total_differs",
                rows[index].where,
                written(amounts[_ASSET]),
                written(nodes[index].amounts[_ASSET]),
            )
        found = node_hash(left.hash, right.hash, amounts, 0)
        if found != nodes[index].hash:
            raise NotSo("path_leads_elsewhere", rows[index].where, found, nodes[index].hash)


def inspect(file: Fields, beside: Fields | None, asked: Asked) -> Inspection:
    """Check a partial tree; `beside` is the published root, or another customer's partial tree. ForeignProofUnreadable."""
    found = Inspection(NAME, "customer", "", (), "", (), 0, BOUND)
    try:
        user, path = _partial(file)
        found = replace(found, account=user, shown=told(path.leaf.amounts), nodes=len(path.steps) + 1)
        path = replace(path, root=_root(path, beside))
        found = replace(found, root=path.root.hash, totals=told(path.root.amounts))
        if beside and beside.has("partial_tree"):
            found = replace(found, contradiction=contradiction(path, _other(beside), RULE))
        require_climb(path, RULE)
        require(asked.account in (None, user), NotSo("other_account", "user", user, asked.account))
        is_known = asked.root is not None or (beside is not None and beside.has("root"))
        missing = () if is_known else ("published_root",)
        return replace(
            found,
            left=(*same_root(path.root.hash, asked), *own_account(asked)),
            missing=missing,
            forgery=forgery(path.leaf, RULE),
        )
    except NotSo as why:
        return replace(found, refusal=why.refusal)


def _root(path: SumPath, beside: Fields | None) -> SumNode:
    """The published root where it was handed in, else the one that the path leads to."""
    if beside is not None and beside.has("root"):
        return _node(beside.inner("root"))
    return path.root


def _other(file: Fields) -> SumPath:
    try:
        return _partial(file)[1]
    except NotSo as why:
        raise ForeignProofUnreadable(
            "the other file does not hold by the format's own check, so it speaks against nobody",
            where=f"--with, {why.refusal.where}",
            found=why.refusal.found,
            expected=why.refusal.expected,
        ) from why


def _partial(file: Fields) -> tuple[str, SumPath]:
    """The user and the path, with the root that it leads to."""
    chosen = _way_down(file.inner("partial_tree"))
    data = chosen[-1][0].inner("data")
    user, amount = data.text("user"), _amount(data)
    leaf = SumNode(leaf_hash(user, amount, _nonce(data)), {_ASSET: amount}, data.where)
    steps = tuple(
        Step(_node(sibling.inner("data")), is_left=is_left)
        for _, sibling, is_left in reversed(chosen)
        if sibling is not None
    )
    path = SumPath(leaf, steps, leaf)
    return user, replace(path, root=list(climb(path, RULE))[-1])


_Chosen = list[tuple[Fields, Fields | None, bool]]


def _way_down(top: Fields) -> _Chosen:
    """From the root to the user's leaf: each node, its sibling, and whether that stands to the left."""
    way: _Chosen = [(top, None, False)]
    while not _is_leaf(way[-1][0]):
        node = way[-1][0]
        if len(way) > _DEEPEST or not node.has("left", "right"):
            node.refuse("left", "no path to a user", "two children on the way to one user's leaf")
        left, right = node.inner("left"), node.inner("right")
        way.append((left, right, False) if _leads(left) else (right, left, True))
    return way


def _is_leaf(node: Fields) -> bool:
    return node.has("data") and node.inner("data").has("user")


def _leads(node: Fields) -> bool:
    """Whether the way goes through it: the user's leaf, or a node that is not told but made up of its children."""
    return _is_leaf(node) or node.has("left", "right")
