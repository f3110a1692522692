"""Our wallets' addresses on one EVM chain."""

from __future__ import annotations

from dataclasses import dataclass, field

from hozen.records.importers.evm_address import evm_address
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.evm_assets import PREFIX
from hozen.workflows.importing.mapping import ImportMapping
from hozen.workflows.importing.our_scripts import SELF
from hozen.workflows.importing.target import Target


@dataclass(frozen=True, slots=True)
class Accounts:
    """自社口座: address in small letters → wallet_id; the chain's names as wallets has them; wallets left out → why."""

    wallets: dict[str, str] = field(default_factory=dict)
    chains: dict[str, None] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


def chains_of(chain_id: int, mapping: ImportMapping) -> tuple[str, ...]:
    """The chain's names in wallets.chain: its CAIP-2 name, and what the mapping calls so."""
    caip2 = f"{PREFIX}{chain_id}"
    return (caip2, *(name for name, meant in mapping.evm_chains.items() if meant == caip2))


def accounts_on(chain_id: int, target: Target, mapping: ImportMapping) -> Accounts:
    """Every wallet on the chain. One that others keep is taken where it names an address.

    Raises ImportConflict for a wallet of own keys without an address, two wallets at one address, and where none is on it.
    """
    names, found = chains_of(chain_id, mapping), Accounts()
    rows = target.pages("wallets", "wallet_id, address, chain, keeper", "wallet_id")
    for wallet, address, chain, keeper in rows:
        if chain not in names:
            continue
        try:
            _add(found, evm_address(str(address)), str(wallet))
            found.chains[str(chain)] = None
        except ValueError as error:
            if keeper == SELF:
                raise _no_address(str(wallet), str(address), error) from error
            found.left[str(wallet)] = "no-address"
    if not found.wallets:
        raise _no_wallet(names)
    return found


def _add(found: Accounts, address: str, wallet: str) -> None:
    other = found.wallets.setdefault(address, wallet)
    if other != wallet:
        raise ImportConflict(
            "two wallets have one address",
            where=f"wallets, wallet_id {other} and {wallet}",
            found=address,
            expected="each address once on a chain: its coins would count twice",
        )


def _no_address(wallet: str, address: str, error: ValueError) -> ImportConflict:
    return ImportConflict(
        f"an address that is not one: {error}",
        where=f"wallets, wallet_id {wallet}",
        found=address,
        expected="0x and 40 hex digits, the capitals as EIP-55 has them",
        try_next="mend the row of wallets; a balance cannot be found for it",
    )


def _no_wallet(names: tuple[str, ...]) -> ImportConflict:
    return ImportConflict(
        "the book has no wallet of that chain",
        where="wallets",
        expected=", ".join(names),
        try_next=f'say what the chain is called in wallets: [evm_chains] "…" = "{names[0]}"',
    )
