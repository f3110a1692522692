"""Galoy, proof-of-sats 0.1: one asset, each holding in parts. Node: hash and sum of the left, hash and sum of the right.

Both sums are hashed, but as digits, with no sign between a sum and the hash after it: "11" and "1f…" is "111" and "f…".
So one node can be shown with two pairs of sums, and a forged total passes here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hozen.rules.liabilities.foreign.claims import Claim, bound
from hozen.rules.liabilities.foreign.fields import Fields, rows_of
from hozen.rules.liabilities.foreign.hashing import sha256_hex
from hozen.rules.liabilities.foreign.inspected import (
    Amount,
    Asked,
    Contradiction,
    Forgery,
    Inspection,
    NotSo,
    own_account,
    same_root,
)

NAME = "galoy"
ASSET = "satoshi"
_NONCE = re.compile(r"[0-9a-f]{32}")
_MOST = 2**53 - 1  # the format adds in binary fractions: beyond this its sums are no longer exact
BOUND = bound((Claim.BALANCE, Claim.ACCOUNT))


@dataclass(frozen=True, slots=True)
class Node:
    """A hash and the satoshi below it."""

    hash: str
    sum: int


@dataclass(frozen=True, slots=True)
class _Part:
    index: int
    leaf: Node
    path: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class _Proof:
    account: str
    parts: tuple[_Part, ...]

    @property
    def total(self) -> int:
        return sum(part.leaf.sum for part in self.parts)


_Seen = dict[tuple[int, int], Node]


def looks_like(file: Fields) -> bool:
    """One customer's proof, or a tree with the proofs of several."""
    return file.has("partialLiabilityProofs") or file.has("root", "proofs")


def inspect(file: Fields, beside: Fields | None, asked: Asked) -> Inspection:
    """Check one customer's proof, or all in the file; `beside` holds the published root. ForeignProofUnreadable."""
    kind = "customer" if file.has("partialLiabilityProofs") else "bundle"
    found = Inspection(NAME, kind, "", (), asked.account or "", (), 0, BOUND, forgery=forgery())
    try:
        return _checked(found, file, beside, asked)
    except NotSo as why:
        return replace(found, refusal=why.refusal, forgery=None)


def _checked(found: Inspection, file: Fields, beside: Fields | None, asked: Asked) -> Inspection:
    proofs = [_read(row) for row in _rows(file)]
    seen, clash = _all_seen(proofs)
    root, published = seen[0, 0], _published(file, beside)
    found = replace(found, root=root.hash, totals=_told(root.sum), nodes=len(seen), contradiction=clash)
    found = replace(found, shown=_shown(proofs, asked), account=_name(proofs, asked))
    if published is not None:
        _require_same(root, published)
    if file.has("tree"):
        _require_tree(file, seen)
    left = (*same_root(root.hash, asked), *(own_account(asked) if found.kind == "customer" else ()))
    return replace(found, left=left, missing=() if published or asked.root else ("published_root",))


def _require_same(root: Node, published: Node) -> None:
    if root.hash != published.hash:
        raise NotSo("path_leads_elsewhere", "root", root.hash, published.hash)
    if root.sum != published.sum:
        raise NotSo("total_differs", "root", root.sum, published.sum)


def leaf_hash(account: str, nonce: str, balance: int, index: int) -> str:
    """SHA-256 of the four, one after the other."""
    return sha256_hex(f"{account}{nonce}{balance}{index}")


def parent(left: Node, right: Node) -> Node:
    """The node above two."""
    return Node(sha256_hex(f"{left.hash}{left.sum}{right.hash}{right.sum}"), left.sum + right.sum)


def _rows(file: Fields) -> tuple[Fields, ...]:
    if file.has("partialLiabilityProofs"):
        return (file,)
    rows = file.rows("proofs")
    return rows or file.refuse("proofs", "none", "at least one proof")


def _read(row: Fields) -> _Proof:
    account, nonce = row.text("accountId"), row.text("nonce")
    if not _NONCE.fullmatch(nonce):
        row.refuse("nonce", nonce, "32 hex digits")
    parts = row.rows("partialLiabilityProofs")
    if not parts:
        raise NotSo("account_absent", row.where, account)
    proof = _Proof(account, tuple(_part(one, account, nonce) for one in parts))
    if len({part.index for part in proof.parts}) != len(parts):
        raise NotSo("leaf_twice", row.where, account)
    if proof.total != row.whole("totalBalance"):
        raise NotSo("balance_differs", row.where, proof.total, row.whole("totalBalance"))
    return proof


def _part(row: Fields, account: str, nonce: str) -> _Part:
    index, steps = row.whole("idx"), row.path("merklePath")
    balance = _sum(row, "balance")
    if not 0 <= index < 2 ** len(steps):
        raise NotSo("index_differs", f"{row.where}.idx", index, f"0 to {2 ** len(steps) - 1}")
    for height, step in enumerate(steps):
        if step.whole("index") != (index >> height) ^ 1:
            raise NotSo("index_differs", step.where, step.whole("index"), (index >> height) ^ 1)
    leaf = Node(leaf_hash(account, nonce, balance, index), balance)
    return _Part(index, leaf, tuple(_node(step.inner("node")) for step in steps))


def _node(row: Fields) -> Node:
    return Node(row.digest("hash"), _sum(row, "sum"))


def _sum(row: Fields, name: str) -> int:
    found = row.whole(name)
    if found < 0:
        raise NotSo("negative", f"{row.where}.{name}", found, "0 or more")
    if found > _MOST:
        raise NotSo("beyond_exact", f"{row.where}.{name}", found, f"at most {_MOST}")
    return found


def _nodes(part: _Part) -> Iterator[tuple[int, int, Node]]:
    """(level below the root, position, node): the path, and the siblings as they are shown."""
    at, depth = part.leaf, len(part.path)
    yield depth, part.index, at
    for height, sibling in enumerate(part.path):
        position = part.index >> height
        yield depth - height, position ^ 1, sibling
        at = parent(sibling, at) if position & 1 else parent(at, sibling)
        yield depth - height - 1, position >> 1, at


def _all_seen(proofs: Sequence[_Proof]) -> tuple[_Seen, Contradiction | None]:
    seen: _Seen = {}
    clash = None
    for level, position, node in (one for proof in proofs for part in proof.parts for one in _nodes(part)):
        there = seen.setdefault((level, position), node)
        if there != node:
            if not level:
                raise NotSo("path_leads_elsewhere", "root", node.hash, there.hash)
            clash = clash or Contradiction(there.hash, ASSET, str(there.sum), str(node.sum))
    return seen, clash


def _published(file: Fields, beside: Fields | None) -> Node | None:
    holder = beside if file.has("partialLiabilityProofs") else file
    if holder is None:
        return None
    return _node(holder.inner("root") if holder.has("root") else holder)


def _require_tree(file: Fields, seen: _Seen) -> None:
    """Every node of the tree from its two children, and the proofs' nodes as the tree has them."""
    levels = _levels(file)
    for level, (above, below) in enumerate(pairwise(levels)):
        for position, node in enumerate(above):
            if node != parent(below[2 * position], below[2 * position + 1]):
                raise NotSo("path_leads_elsewhere", f"tree[{level}][{position}]", node.hash)
    for (level, position), node in seen.items():
        if level >= len(levels) or levels[level][position] != node:
            raise NotSo("path_leads_elsewhere", f"tree[{level}][{position}]", node.hash)


def _levels(file: Fields) -> tuple[tuple[Node, ...], ...]:
    rows = file.values["tree"]
    if not isinstance(rows, list) or any(not isinstance(one, list) for one in rows):
        file.refuse("tree", rows, "a list of lists, root first")
    levels = tuple(
        tuple(_node(one) for one in rows_of(level, f"tree[{number}]")) for number, level in enumerate(rows)
    )
    for number, level in enumerate(levels):
        if len(level) != 2**number:
            file.refuse(f"tree[{number}]", f"{len(level)} nodes", f"{2**number} nodes")
    return levels


def _name(proofs: Sequence[_Proof], asked: Asked) -> str:
    return asked.account or (proofs[0].account if len(proofs) == 1 else "")


def _shown(proofs: Sequence[_Proof], asked: Asked) -> tuple[Amount, ...]:
    by_name: Mapping[str, _Proof] = {one.account: one for one in proofs}
    if asked.account is not None and asked.account not in by_name:
        raise NotSo("account_absent", "accountId", asked.account)
    found = by_name.get(_name(proofs, asked))
    return () if found is None else _told(found.total)


def _told(amount: int) -> tuple[Amount, ...]:
    return (Amount(ASSET, str(amount)),)


def forgery() -> Forgery:
    """Two customers owed 111 and 137 under a published 148, each shown 148 as the sum of both.

    The right leaf is made anew until its hash begins with '1', for the digit to be moved: "11"+"1…" = "111"+"…".
    """
    left = Node(leaf_hash("hozen-left", "0" * 32, 111, 0), 111)
    right = next(one for one in map(_right_leaf, range(10_000)) if one.hash.startswith("1"))
    moved = Node(right.hash[1:] + "1", 37)
    to_left, to_right = parent(left, moved), parent(Node(left.hash, 11), right)
    if to_left != to_right:
        raise ArithmeticError("the two views of the forged node differ")
    return Forgery(ASSET, ("111", "137"), "248", str(to_left.sum), to_left.hash)


def _right_leaf(number: int) -> Node:
    return Node(leaf_hash("hozen-right", f"{number:032x}", 137, 1), 137)
