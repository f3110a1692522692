"""Bybit: 4, 20, 32, 40 or 50 assets in one tree. Node: both hashes, all sums in the format's order, the height."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hozen.rules.liabilities.foreign.claims import Claim, bound
from hozen.rules.liabilities.foreign.exact import is_finer, written, written_at
from hozen.rules.liabilities.foreign.fields import Amounts, Fields
from hozen.rules.liabilities.foreign.hashing import sha256_hex
from hozen.rules.liabilities.foreign.inspected import Asked, Inspection, NotSo, Refusal
from hozen.rules.liabilities.foreign.sum_file import SumFormat, inspect_sum_file
from hozen.rules.liabilities.foreign.sum_path import SumPath, SumRule
from hozen.rules.liabilities.foreign.sum_rows import read_rows

NAME = "bybit"
# The first version's four, with their decimals; then one order for all later ones, with what came and went.
_FOUR: Mapping[str, int] = {"BTC": 8, "ETH": 8, "USDT": 4, "USDC": 4}
_ORDER = (
    *("AGLA", "APT", "ATOM", "AVAX", "BIT", "MNT", "BTC", "BUSD", "DAI", "DOGE", "DOT", "DYDX", "EOS", "A"),
    *("ETH", "FTM", "S", "LTC", "MATIC", "POL", "SOL", "USDC", "USDT", "XRP", "SHIB", "OP", "SAND", "LDO"),
    *("LINK", "COMP", "UNI", "MANA", "CRV", "BLUR", "SUSHI", "PEPE", "WLD", "BEAM", "AGI", "FET", "IMX"),
    *("RNDR", "RENDER", "GALA", "APEX", "SHRAP", "USDE", "GRAM", "XAUT", "HYPE", "STABLE", "ENA", "ARB"),
    *("ASTER", "ONDO", "AAVE", "USD1"),
)
_PLACES = 8
# Leaf: a hash of the user that the file does not explain, and balances. Nothing stands between two amounts.
BOUND = bound((Claim.BALANCE,))


def looks_like(file: Fields) -> bool:
    """A path of balances, in the singular, with the leaf beside it."""
    if not file.has("self", "path") or not isinstance(file.values["self"], dict):
        return False
    return file.inner("self").has("balance", "hash")


def inspect(file: Fields, beside: Fields | None, asked: Asked) -> Inspection:
    """Check one customer's file; the account is its userHash. Raises ForeignProofUnreadable."""
    found = inspect_sum_file(FORMAT, file, beside, asked)
    there = file.inner("self").text("userHash")
    if asked.account not in (None, there):
        return replace(found, refusal=Refusal("other_account", "self.userHash", there, asked.account or ""))
    return found


def places_of(assets: Iterable[str]) -> Mapping[str, int]:
    """The format's order of these assets, and the decimals of each one's sum."""
    there = set(assets)
    return _FOUR if there == set(_FOUR) else {asset: _PLACES for asset in _ORDER if asset in there}


def leaf_hash(leaf: Fields) -> str:
    """SHA-256 of the user's hash and the balances as they are written, in the format's order."""
    balance = leaf.inner("balance")
    return sha256_hex(leaf.text("userHash") + "".join(map(balance.text, places_of(balance.values))))


def node_hash(left: str, right: str, amounts: Amounts, height: int) -> str:
    """SHA-256 of both hashes, every sum with all its decimals, and the height."""
    return sha256_hex(f"{left}{right}{_in_full(amounts)}{height}")


def _in_full(amounts: Amounts) -> str:
    return "".join(written_at(amounts[asset], places) for asset, places in places_of(amounts).items())


def _amounts(row: Fields) -> Amounts:
    balance = row.amounts("balance")
    places = places_of(balance)
    if len(places) != len(balance):
        unknown = ", ".join(sorted(set(balance) - set(places)))
        row.refuse("balance", unknown, "assets that a version of the format has")
    for asset, most in places.items():
        if is_finer(balance[asset], most):
            raise NotSo(
                "too_fine",
                f"{row.where}.balance.{asset}",
                written(balance[asset]),
                f"at most {most} decimals",
            )
    return {asset: balance[asset] for asset in places}


def _read(file: Fields) -> SumPath:
    path = read_rows(file, _amounts)
    nodes = [path.root, *(step.sibling for step in path.steps if step.sibling)]
    if any(set(node.amounts) != set(path.leaf.amounts) for node in nodes):
        file.refuse("path", "rows with other assets", ", ".join(path.leaf.amounts))
    return path


def _made_up_leaf(amounts: Amounts) -> str:
    return sha256_hex(f"hozen{_in_full(amounts)}")


FORMAT = SumFormat(NAME, BOUND, _read, leaf_hash, SumRule(_made_up_leaf, node_hash))
