"""Our Bitcoin wallets' addresses as output scripts, for a join in the engine."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hozen.records import Query
from hozen.records.importers.bitcoin_address import NETWORKS, Network, script_of
from hozen.workflows.importing.draft import Draft
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.mapping import ImportMapping
from hozen.workflows.importing.target import Target

SELF = "self"
_DESCRIPTOR = "("  # 'wpkh(…)': the addresses of a descriptor are worked out by the node, not here
OF_WALLET = "wallet:"  # stands for the scripts of a descriptor's wallet, with its id


@dataclass(frozen=True, slots=True)
class Scripts:
    """自社スクリプト: a view of (script, wallet_id, address), the chains they are of, and the SHA-256 of its rows.

    A wallet whose address is a descriptor has one row, with OF_WALLET and its id as script.
    """

    view: str
    path: Path
    chains: tuple[str, ...]
    sha256: str


def write_scripts(target: Target, mapping: ImportMapping, draft: Draft, network: str) -> Scripts:
    """Our wallets' scripts. Raises ImportConflict for an address that is none, or that stands twice.

    Wallets that others keep are taken where they name an address; else they are left out, and said to be.
    """
    chosen = next(one for one in NETWORKS if one.name == network)
    path = draft.folder / "scripts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("script", "wallet_id", "address"))
        chains = dict.fromkeys(
            chain
            for chain, *row in _scripts(target, mapping, draft, chosen)
            if rows.writerow(row)  # the number of letters written
        )
    if not chains:
        raise ImportConflict(
            "the book has no wallet of that chain",
            where="wallets",
            expected=", ".join(mapping.chains),
            try_next='name the chain as in wallets: [bitcoin] chains = ["…"]',
        )
    name = "our_scripts"
    target.engine.view(name, f"SELECT * FROM {target.engine.scan([path], 'csv', {})}")
    _refuse_doubles(target, name)
    with path.open("rb") as stream:
        return Scripts(name, path, tuple(chains), hashlib.file_digest(stream, "sha256").hexdigest())


def is_descriptor(address: str) -> bool:
    """Whether a wallet's address is a descriptor."""
    return _DESCRIPTOR in address


def _scripts(
    target: Target, mapping: ImportMapping, draft: Draft, network: Network
) -> Iterator[tuple[str, str, str, str]]:
    """(chain, script, wallet_id, address)."""
    for wallet, address, chain, keeper in target.pages(
        "wallets", "wallet_id, address, chain, keeper", "wallet_id"
    ):
        if chain not in mapping.chains:
            continue
        if is_descriptor(str(address)):
            yield str(chain), f"{OF_WALLET}{wallet}", str(wallet), str(address)
            continue
        try:
            yield str(chain), script_of(str(address), network).hex(), str(wallet), str(address)
        except ValueError as error:
            if keeper == SELF:
                raise _no_address(str(wallet), str(address), network, error) from error
            draft.leave_out(str(wallet), "no-address")


def _no_address(wallet: str, address: str, network: Network, error: ValueError) -> ImportConflict:
    return ImportConflict(
        f"an address that is not one: {error}",
        where=f"wallets, wallet_id {wallet}",
        found=address,
        expected=f"an address of the network {network.name}",
        try_next="mend the row of wallets; a balance cannot be found for it",
    )


def _refuse_doubles(target: Target, scripts: str) -> None:
    sql = f"SELECT min(wallet_id), max(wallet_id) FROM {scripts} GROUP BY script HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    for first, second in target.engine.rows(Query("doubled addresses", sql, ())):
        raise ImportConflict(
            "two wallets have one address",
            where=f"wallets, wallet_id {first} and {second}",
            expected="each address once: its coins would count twice",
        )
