"""The door of the trees: nothing is built of what could be read in two ways, or does not fit. Law-neutral."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from hozen.rules.liabilities.commitment import cut_off_text
from hozen.rules.liabilities.encoding import HASH_SIZE, MOST_PARTS, text, u8, u64, u128
from hozen.rules.liabilities.errors import LiabilitiesRefused
from hozen.rules.liabilities.facts import AccountBalance, ChainPoint, DerivedSecrets, Ledger, Opening, Secrets

_Value = TypeVar("_Value")


def admit(opening: Opening, ledger: Ledger, secrets: Secrets | DerivedSecrets, software: str) -> None:
    """Raises LiabilitiesRefused for the first thing that cannot be proved as it stands."""
    fits_opening(opening)
    _fits(text, software, "software")
    for asset, decimals in ledger.decimals.items():
        _fits(text, asset, "asset")
        _fits(u8, decimals, f"decimals of {asset}")
    for one in ledger.balances:
        _balance(one, ledger)
    _once([(one.account, one.side.name, one.asset) for one in ledger.balances], "balance")
    if isinstance(secrets, Secrets):
        _secrets(secrets, {one.account for one in ledger.balances})


def chains_in_order(chains: Iterable[ChainPoint]) -> tuple[ChainPoint, ...]:
    """By the bytes of their names. Raises LiabilitiesRefused for a chain that stands twice or does not fit."""
    found = sorted(chains, key=lambda one: one.chain.encode("utf-8", "replace"))
    for one in found:
        _fits(text, one.chain, "chain")
        _fits(u64, one.height, f"height of {one.chain}")
        _fits(text, one.block_hash, f"block of {one.chain}")
    _once([(one.chain,) for one in found], "chain")
    return tuple(found)


def fits_opening(opening: Opening) -> None:
    """Raises LiabilitiesRefused for what a snapshot cannot be opened with."""
    _fits(text, opening.book, "book")
    _fits(cut_off_text, opening.cut_off, "cut_off")
    if type(opening.parts) is not int or not 1 <= opening.parts <= MOST_PARTS:
        raise LiabilitiesRefused(
            "holdings cannot be split so", where="parts", found=opening.parts, expected=f"1 to {MOST_PARTS}"
        )
    if len(opening.previous) != HASH_SIZE:
        raise LiabilitiesRefused(
            "the previous commitment is no hash",
            where="previous",
            found=f"{len(opening.previous)} bytes",
            expected="32 bytes; zeros for the first snapshot",
        )


def _balance(one: AccountBalance, ledger: Ledger) -> None:
    where = f"account {one.account!a}, {one.asset}"
    _fits(text, one.account, where)
    if one.asset not in ledger.decimals:
        raise LiabilitiesRefused("an asset that the book does not have", where=where, found=one.asset)
    if type(one.units) is int and one.units < 0:
        raise LiabilitiesRefused(
            "an amount below nothing",
            where=where,
            found=one.units,
            expected="what a customer owes, above 0, on the side of debts",
            try_next="debts are never netted: hand them in as Side.DEBT",
        )
    _fits(u128, one.units, where)


def _secrets(secrets: Secrets, accounts: set[str]) -> None:
    lacking = sorted(accounts - secrets.accounts.keys())
    if lacking:
        raise LiabilitiesRefused("an account without a secret", where="secrets", found=ascii(lacking[0]))
    kept = [secrets.accounts[account] for account in accounts]
    if any(len(one) != HASH_SIZE for one in [secrets.book, *kept]):
        raise LiabilitiesRefused(
            "a secret of another length", where="secrets", expected=f"{HASH_SIZE} random bytes each"
        )
    if len({secrets.book, *kept}) != 1 + len(kept):
        raise LiabilitiesRefused(
            "one secret twice", where="secrets", expected="one of its own for each account"
        )


def _once(keys: Sequence[tuple[str, ...]], what: str) -> None:
    seen: set[tuple[str, ...]] = set()
    for key in keys:
        if key in seen:
            raise LiabilitiesRefused(
                f"one {what} twice",
                where=what,
                found=ascii(key),
                expected="each once",
                try_next="take one out",
            )
        seen.add(key)


def _fits(bytes_of: Callable[[_Value], object], value: _Value, where: str) -> None:
    try:
        bytes_of(value)
    except ValueError as error:  # a text that is no UTF-8 is one, too
        raise LiabilitiesRefused(
            "a value that the format cannot hold", where=where, found=str(error)
        ) from error
