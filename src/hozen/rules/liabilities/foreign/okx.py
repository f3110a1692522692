"""OKX, the path files of 2022: BTC, ETH and USDT in one tree. Node: both hashes, the three sums, the height."""

from __future__ import annotations

from hozen.rules.liabilities.foreign.claims import Claim, bound
from hozen.rules.liabilities.foreign.errors import AccountNotSearchable
from hozen.rules.liabilities.foreign.exact import is_finer, written
from hozen.rules.liabilities.foreign.fields import Amounts, Fields
from hozen.rules.liabilities.foreign.hashing import sha256_hex
from hozen.rules.liabilities.foreign.inspected import Asked, Inspection, NotSo
from hozen.rules.liabilities.foreign.sum_file import SumFormat, inspect_sum_file
from hozen.rules.liabilities.foreign.sum_path import SumPath, SumRule
from hozen.rules.liabilities.foreign.sum_rows import read_rows

NAME = "okx"
ASSETS = ("BTC", "ETH", "USDT")
PLACES = 8  # of every sum; what is finer is cut off
# Leaf: a nonce and the balances, no account. Node: sums and height without a sign between them.
BOUND = bound((Claim.BALANCE,))


def looks_like(file: Fields) -> bool:
    """A path of balances with the leaf and its hash beside it."""
    if not file.has("self", "path") or not isinstance(file.values["self"], dict):
        return False
    return file.inner("self").has("balances", "hash")


def inspect(file: Fields, beside: Fields | None, asked: Asked) -> Inspection:
    """Check one customer's file. Raises ForeignProofUnreadable, and AccountNotSearchable: the format names no account."""
    require_no_account(asked)
    return inspect_sum_file(FORMAT, file, beside, asked)


def require_no_account(asked: Asked) -> None:
    """AccountNotSearchable where an account was asked for: the leaf holds none."""
    if asked.account is not None:
        raise AccountNotSearchable(
            "the format names no account: a leaf is a nonce and balances",
            where="--account",
            found=asked.account,
            try_next="leave --account away, and compare the balances with your own",
        )


def balances_json(balances: Fields) -> str:
    """The three balances as they are written, as JSON without spaces."""
    return "{" + ",".join(f'"{asset}":"{balances.text(asset)}"' for asset in ASSETS) + "}"


def leaf_hash(leaf: Fields) -> str:
    """SHA-256 of the nonce and the balances."""
    return sha256_hex(leaf.text("nonce") + balances_json(leaf.inner("balances")))


def node_hash(left: str, right: str, amounts: Amounts, height: int) -> str:
    """SHA-256 of both hashes, the three sums in their shortest form, and the height."""
    sums = "".join(written(amounts[asset]) for asset in ASSETS)
    return sha256_hex(f"{left}{right}{sums}{height}")


def three_amounts(row: Fields, name: str = "balances") -> Amounts:
    """The three balances. ForeignProofUnreadable where one lacks; NotSo where one is finer than the sums are."""
    balances = row.amounts(name)
    if sorted(balances) != sorted(ASSETS):
        row.refuse(name, ", ".join(balances), ", ".join(ASSETS))
    for asset in ASSETS:
        if is_finer(balances[asset], PLACES):
            raise NotSo(
                "too_fine",
                f"{row.where}.{name}.{asset}",
                written(balances[asset]),
                f"at most {PLACES} decimals",
            )
    return {asset: balances[asset] for asset in ASSETS}


def _read(file: Fields) -> SumPath:
    return read_rows(file, three_amounts)


def _made_up_leaf(amounts: Amounts) -> str:
    texts = ",".join(f'"{asset}":"{written(amounts[asset])}"' for asset in ASSETS)
    return sha256_hex(f"hozen{{{texts}}}")


FORMAT = SumFormat(NAME, BOUND, _read, leaf_hash, SumRule(_made_up_leaf, node_hash))
