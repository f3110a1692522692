"""CoinEx: any assets in one tree. Node: both hashes and the sums as JSON, names in order."""

from __future__ import annotations

import json

from hozen.rules.liabilities.foreign.claims import Claim, bound
from hozen.rules.liabilities.foreign.exact import written
from hozen.rules.liabilities.foreign.fields import Amounts, Fields
from hozen.rules.liabilities.foreign.hashing import sha256_hex
from hozen.rules.liabilities.foreign.inspected import Asked, Inspection
from hozen.rules.liabilities.foreign.okx import require_no_account
from hozen.rules.liabilities.foreign.sum_file import SumFormat, inspect_sum_file
from hozen.rules.liabilities.foreign.sum_path import Step, SumNode, SumPath, SumRule

NAME = "coinex"
# Leaf: a nonce and the balances, no account. Names stand in what is hashed, and JSON parts one amount from the next.
BOUND = bound((Claim.BALANCE, Claim.ENCODING, Claim.ASSET))


def looks_like(file: Fields) -> bool:
    """Root, leaf and path, each with balances."""
    return file.has("root", "self", "path")


def inspect(file: Fields, beside: Fields | None, asked: Asked) -> Inspection:
    """Check one customer's file. Raises ForeignProofUnreadable, and AccountNotSearchable: the format names no account."""
    require_no_account(asked)
    return inspect_sum_file(FORMAT, file, beside, asked)


def leaf_hash(leaf: Fields) -> str:
    """SHA-256 of the nonce and the balances."""
    return sha256_hex(leaf.text("nonce") + _sorted_json(leaf.amounts("balances")))


def node_hash(left: str, right: str, amounts: Amounts, height: int) -> str:
    """SHA-256 of both hashes and the sums; the height is not in it."""
    del height
    return sha256_hex(left + right + _sorted_json(amounts))


def _sorted_json(amounts: Amounts) -> str:
    texts = {asset: written(amounts[asset]) for asset in sorted(amounts)}
    return json.dumps(texts, separators=(",", ":"))


def _read(file: Fields) -> SumPath:
    leaf, rows = file.inner("self"), file.path("path")
    if not rows:
        file.refuse("path", "no rows", "at least one sibling")
    node = SumNode(leaf_hash(leaf), leaf.amounts("balances"), leaf.where)
    return SumPath(node, tuple(map(_step, rows)), _node(file.inner("root")))


def _step(row: Fields) -> Step:
    if not row.values:
        return Step(None, is_left=False)  # nobody stands beside: the node is hashed with itself
    side = row.text("pos")
    if side not in ("left", "right"):
        row.refuse("pos", side, "left or right")
    return Step(_node(row), is_left=side == "left")


def _node(row: Fields) -> SumNode:
    return SumNode(row.digest("hash"), row.amounts("balances"), row.where)


def _made_up_leaf(amounts: Amounts) -> str:
    return sha256_hex("hozen" + _sorted_json(amounts))


FORMAT = SumFormat(NAME, BOUND, _read, leaf_hash, SumRule(_made_up_leaf, node_hash))
