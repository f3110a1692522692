"""BitMEX: one asset in satoshi, the whole tree public, root first. Node: hash and 64-bit sum of both children."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hozen.rules.liabilities.foreign.claims import Bound, Claim, bound
from hozen.rules.liabilities.foreign.errors import AccountNotSearchable, ForeignProofUnreadable
from hozen.rules.liabilities.foreign.inspected import Amount, Asked, Inspection, NotSo, require, same_root

NAME = "bitmex"
ASSET = "satoshi"
Lines = Callable[[], Iterable[str]]
FIRST_LINE = re.compile(r"block_height:([0-9]{1,18})")
_ROW = re.compile(r"([0-9a-f]{64}),(-?[0-9]{1,30})")
_SECRET = re.compile(r"[0-9a-fA-F]{64}")
_END = 2**64
_WHOLE = (Claim.BALANCE, Claim.ACCOUNT, Claim.TOTAL, Claim.NEGATIVE, Claim.ENCODING, Claim.SNAPSHOT)
BOUND = bound(_WHOLE)
# With the snapshot's nonce alone the account's number is not worked in: one leaf can be given to two accounts.
BOUND_BY_SNAPSHOT_NONCE = bound(one for one in _WHOLE if one not in (Claim.ACCOUNT, Claim.SNAPSHOT))


@dataclass(frozen=True, slots=True)
class Key:
    """What an account's leaves are made with, and what is bound to whoever checks by it."""

    secret: bytes
    bound: Bound = BOUND
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Node:
    hash: bytes
    sum: int
    line: int


def inspect(lines: Lines, asked: Asked) -> Inspection:
    """Check every node, and look for an account's leaves by its number and nonce. Raises ForeignProofUnreadable.

    AccountNotSearchable where number or nonce cannot be one.
    """
    keys = () if asked.account is None else keys_of(asked.account, asked.secret, height_of(lines))
    return inspect_tree(NAME, lines, asked, keys)


def keys_of(account: str, secret: str | None, height: int) -> tuple[Key, ...]:
    """The keys of an account's leaves: from its own nonce, or the nonce as it is, already made for one snapshot."""
    if not re.fullmatch(r"[0-9]{1,18}", account) or not _SECRET.fullmatch(secret or ""):
        raise AccountNotSearchable(
            "an account is looked for by its number and its nonce",
            where="--account and --secret",
            found=account,
            expected="a whole number, and a file with 64 hex digits",
        )
    nonce = bytes.fromhex(secret or "")
    made = hashlib.sha256(nonce + _u64(height) + _u64(int(account))).digest()
    return Key(made), Key(nonce, BOUND_BY_SNAPSHOT_NONCE, ("snapshot_nonce",))


def leaf_hash(key: bytes, amount: int, index: int) -> bytes:
    """HMAC-SHA-256 of amount and place in the tree."""
    return hmac.digest(key, _u64(amount) + _u64(index), "sha256")


def node_hash(left: bytes, left_sum: int, right: bytes, right_sum: int) -> bytes:
    """SHA-256 of both hashes, each with its sum."""
    return hashlib.sha256(left + _u64(left_sum) + right + _u64(right_sum)).digest()


def inspect_tree(name: str, lines: Lines, asked: Asked, keys: Sequence[Key]) -> Inspection:
    """Check a whole tree of this form, and add up the leaves that one of the keys made."""
    count = _count(lines)
    found = Inspection(name, "tree", "", (), asked.account or "", (), count, BOUND)
    try:
        root = next(_nodes(lines()))
        found = replace(found, root=root.hash.hex(), totals=_told(root.sum))
        held = _walk(lines, count, keys)
        left = same_root(found.root, asked)
        if not keys:
            return replace(found, left=(*left, "no_account"))
        require(bool(held), NotSo("account_absent", found=asked.account))
        key, amount = next(iter(held.items()))
        return replace(found, shown=_told(amount), bound=key.bound, left=(*left, *key.left))
    except NotSo as why:
        return replace(found, refusal=why.refusal)


def height_of(lines: Lines) -> int:
    """The block height in the first line. Raises ForeignProofUnreadable."""
    first = next(iter(lines()), "")
    match = FIRST_LINE.fullmatch(first)
    if match is None:
        raise ForeignProofUnreadable(
            "a line is not as the format has it", where="line 1", found=first[:80], expected="block_height:…"
        )
    return int(match[1])


def _count(lines: Lines) -> int:
    """How many nodes there are. ForeignProofUnreadable where the last level is not full."""
    height_of(lines)
    count = sum(1 for _ in lines()) - 1
    if count < 1 or (count + 1).bit_count() != 1:
        raise ForeignProofUnreadable(
            "the tree is cut off, or a row lacks",
            found=f"{count} nodes",
            expected=f"{2 ** max(1, count.bit_length()) - 1} nodes, for every level to be full",
        )
    return count


def _walk(lines: Lines, count: int, keys: Sequence[Key]) -> dict[Key, int]:
    """What each key found. Two readers run through the file, one behind the other; nothing is kept."""
    children, held = _nodes(lines()), dict[Key, int]()
    first_leaf = count // 2
    root = next(children)
    if not first_leaf:
        _match(root, 0, keys, held)
    for number, node in enumerate(_nodes(lines())):
        if number >= first_leaf:
            break
        left, right = next(children), next(children)
        _require_node(node, left, right)
        for index, child in ((2 * number + 1, left), (2 * number + 2, right)):
            if index >= first_leaf:
                _match(child, index - first_leaf, keys, held)
    return held


def _match(leaf: _Node, index: int, keys: Sequence[Key], held: dict[Key, int]) -> None:
    for key in keys:
        if leaf_hash(key.secret, leaf.sum, index) == leaf.hash:
            held[key] = held.get(key, 0) + leaf.sum


def _require_node(node: _Node, left: _Node, right: _Node) -> None:
    if left.sum + right.sum != node.sum:
        raise NotSo("total_differs", f"line {node.line}", left.sum + right.sum, node.sum)
    found = node_hash(left.hash, left.sum, right.hash, right.sum)
    if found != node.hash:
        raise NotSo("path_leads_elsewhere", f"line {node.line}", found.hex(), node.hash.hex())


def _nodes(lines: Iterable[str]) -> Iterator[_Node]:
    for number, line in enumerate(lines, start=1):
        if number > 1:
            yield _node(line, number)


def _node(line: str, number: int) -> _Node:
    match = _ROW.fullmatch(line)
    if match is None:
        raise ForeignProofUnreadable(
            "a line is not as the format has it",
            where=f"line {number}",
            found=line[:80],
            expected="64 hex digits, a comma, satoshi",
        )
    amount = int(match[2])
    if not 0 <= amount < _END:
        raise NotSo("negative" if amount < 0 else "beyond_exact", f"line {number}", amount, "0 to 2^64 - 1")
    return _Node(bytes.fromhex(match[1]), amount, number)


def _told(amount: int) -> tuple[Amount, ...]:
    return (Amount(ASSET, str(amount)),)


def _u64(number: int) -> bytes:
    return number.to_bytes(8, "little")
