"""OKX, the whole tree of 2022 as lines, root first, and the customer's file that goes with it.

Within a level the rows run from right to left. Where a level has an odd number of nodes, a copy of the last one with
nothing in it stands to its right, and has no children.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from hozen.rules.liabilities.foreign.errors import ForeignProofUnreadable
from hozen.rules.liabilities.foreign.exact import exact, written
from hozen.rules.liabilities.foreign.fields import Amounts, Fields
from hozen.rules.liabilities.foreign.hashing import sha256_hex
from hozen.rules.liabilities.foreign.inspected import Asked, Forgery, Inspection, NotSo, same_root
from hozen.rules.liabilities.foreign.okx import (
    ASSETS,
    BOUND,
    balances_json,
    node_hash,
    require_no_account,
    three_amounts,
)
from hozen.rules.liabilities.foreign.sum_path import SumNode, SumRule, added, amounts_text, forgery, told

NAME = "okx-tree"
Lines = Callable[[], Iterable[str]]
_AMOUNT = r"(-?[0-9]{1,60}(?:\.[0-9]{1,40})?)"
_ROW = re.compile(
    rf'([0-9a-f]{{64}}),([0-9]{{1,3}}),\{{"BTC":"{_AMOUNT}","ETH":"{_AMOUNT}","USDT":"{_AMOUNT}"\}}'
)
LINE = re.compile(r"[0-9a-f]{64},[0-9]{1,3},\{")  # how a line begins


_Leaf = tuple[str, tuple[int, ...]]  # hash and amounts


@dataclass(frozen=True, slots=True)
class _Row:
    hash: str
    height: int
    amounts: Amounts
    where: str

    @property
    def leaf(self) -> _Leaf:
        return self.hash, tuple(self.amounts.values())


def looks_like(file: Fields) -> bool:
    """A customer's file: parts of a holding, and their total."""
    return file.has("hash", "nodes", "nonce", "totalBalances")


def inspect_tree(lines: Lines, customer: Fields | None, asked: Asked) -> Inspection:
    """Check every node of a tree, and whether a customer's parts are in it. Raises ForeignProofUnreadable."""
    require_no_account(asked)
    found = Inspection(NAME, "tree", "", (), "", (), 0, BOUND)
    try:
        found, wanted = _of_customer(found, customer)
        root = next(_rows(lines()))
        found = replace(found, root=root.hash, totals=told(root.amounts))
        found = replace(found, nodes=_require_tree(lines, wanted))
        left = (*same_root(root.hash, asked), *(() if customer else ("no_customer",)))
        return replace(found, left=left, forgery=_forgery(customer))
    except NotSo as why:
        return replace(found, refusal=why.refusal)


def inspect_customer(file: Fields, asked: Asked) -> Inspection:
    """Check a customer's file without the tree. Raises ForeignProofUnreadable."""
    require_no_account(asked)
    found = Inspection(NAME, "customer", "", (), "", (), 0, BOUND, missing=("tree",))
    try:
        found, _ = _of_customer(found, file)
        return replace(found, forgery=_forgery(file))
    except NotSo as why:
        return replace(found, refusal=why.refusal)


def _of_customer(found: Inspection, file: Fields | None) -> tuple[Inspection, Counter[_Leaf]]:
    """The customer's total, and the leaves that the tree must have. NotSo where they do not fit together."""
    if file is None:
        return found, Counter()
    total = three_amounts(file, "totalBalances")
    found = replace(found, shown=told(total))
    key = file.digest("hash")
    if key != sha256_hex(file.text("nonce") + balances_json(file.inner("totalBalances"))):
        raise NotSo("leaf_differs", "hash", key)
    parts = [_part(row, key) for row in file.rows("nodes")]
    together: Amounts = dict.fromkeys(ASSETS, 0)
    for part in parts:
        together = added(together, part.amounts)
    if together != total:
        raise NotSo("balance_differs", "totalBalances", amounts_text(together), amounts_text(total))
    return found, Counter(part.leaf for part in parts)


def _part(row: Fields, key: str) -> _Row:
    amounts, balances = three_amounts(row), row.inner("balances")
    found = sha256_hex(key + "".join(balances.text(asset) for asset in ASSETS))
    if found != row.digest("hash"):
        raise NotSo("leaf_differs", row.where, found, row.digest("hash"))
    for asset, amount in amounts.items():
        _require_no_debt(asset, amount, row.where)
    return _Row(found, 1, amounts, row.where)


def _require_no_debt(asset: str, amount: int, where: str) -> None:
    if amount < 0:
        raise NotSo("negative", where, f"{asset} {written(amount)}", "0 or more")


def _require_tree(lines: Lines, wanted: Counter[_Leaf]) -> int:
    """How many rows there are. Two readers run through the file, one behind the other; nothing is kept."""
    children, count, level = _rows(lines()), 0, 0
    next(children)
    for row, after in _with_next(_rows(lines())):
        count += 1
        is_filler = row.height != level and _is_copy(row, after)
        level = row.height
        if row.height > 1 and not is_filler:
            _require_node(row, right=_child(children, row), left=_child(children, row))
        if row.height == 1 and row.leaf in wanted:
            wanted[row.leaf] -= 1
    _require_end(children, wanted)
    return count


def _require_end(children: Iterator[_Row], wanted: Counter[_Leaf]) -> None:
    extra = next(children, None)
    if extra is not None:
        raise ForeignProofUnreadable("a row without a parent", where=extra.where, found=extra.hash)
    absent = next((leaf for leaf, count in wanted.items() if count > 0), None)
    if absent is not None:
        raise NotSo("leaf_absent", "nodes", absent[0])


def _with_next(rows: Iterator[_Row]) -> Iterator[tuple[_Row, _Row | None]]:
    at = next(rows)
    for after in rows:
        yield at, after
        at = after
    yield at, None


def _is_copy(row: _Row, after: _Row | None) -> bool:
    same = after is not None and (after.hash, after.height) == (row.hash, row.height)
    return same and not any(row.amounts.values())


def _child(children: Iterator[_Row], parent: _Row) -> _Row:
    found = next(children, None)
    if found is None or found.height != parent.height - 1:
        raise ForeignProofUnreadable(
            "the tree is cut off, or a row lacks",
            where=parent.where if found is None else found.where,
            found="the end of the file" if found is None else f"height {found.height}",
            expected=f"height {parent.height - 1}",
        )
    return found


def _require_node(row: _Row, *, right: _Row, left: _Row) -> None:
    amounts = added(left.amounts, right.amounts)
    if amounts != row.amounts:
        raise NotSo("total_differs", row.where, amounts_text(amounts), amounts_text(row.amounts))
    found = node_hash(left.hash, right.hash, amounts, row.height)
    if found != row.hash:
        raise NotSo("path_leads_elsewhere", row.where, found, row.hash)


def _rows(lines: Iterable[str]) -> Iterator[_Row]:
    for number, line in enumerate(lines, start=1):
        match = _ROW.fullmatch(line)
        if match is None:
            raise ForeignProofUnreadable(
                "a line is not as the format has it",
                where=f"line {number}",
                found=line[:80],
                expected='hash,height,{"BTC":"…","ETH":"…","USDT":"…"}',
            )
        yield _row(match, f"line {number}")


def _row(match: re.Match[str], where: str) -> _Row:
    hash_, height, *texts = match.groups()
    amounts = dict(zip(ASSETS, map(exact, texts), strict=True))
    for asset, amount in amounts.items():
        _require_no_debt(asset, amount, where)
    return _Row(hash_, int(height), amounts, where)


def _made_up_leaf(amounts: Amounts) -> str:
    texts = "".join(written(amounts[asset]) for asset in ASSETS)
    return sha256_hex(sha256_hex("hozen") + texts)


_RULE = SumRule(_made_up_leaf, node_hash)


def _forgery(customer: Fields | None) -> Forgery:
    parts = customer.rows("nodes") if customer else ()
    if not parts:
        return forgery(SumNode("", dict.fromkeys(ASSETS, 0)), _RULE)
    return forgery(SumNode(parts[0].digest("hash"), three_amounts(parts[0])), _RULE)
