"""Our Bitcoin wallets' addresses as output scripts, for a join in the engine."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from hozen.records import Query
from hozen.records.importers.bitcoin_address import NETWORKS, Network, script_of
from hozen.workflows.importing.draft import Draft
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.mapping import ImportMapping
from hozen.workflows.importing.target import Target

SELF = "self"
_DESCRIPTOR = "("  # 'wpkh(…)': the addresses of a descriptor are worked out by the node, not here


def write_scripts(target: Target, mapping: ImportMapping, draft: Draft, network: str) -> str:
    """Name a view of (script, wallet_id). Raises ImportConflict for an address that is none, or that stands twice.

    Wallets that others keep are taken where they name an address; else they are left out, and said to be.
    """
    chosen = next(one for one in NETWORKS if one.name == network)
    path = draft.folder / "scripts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("script", "wallet_id"))
        count = sum(1 for _ in map(rows.writerow, _scripts(target, mapping, draft, chosen)))
    if not count:
        raise ImportConflict(
            "the book has no wallet of that chain",
            where="wallets",
            expected=", ".join(mapping.chains),
            try_next='name the chain as in wallets: [bitcoin] chains = ["…"]',
        )
    name = "our_scripts"
    target.engine.view(name, f"SELECT * FROM {target.engine.scan([path], 'csv', {})}")
    _refuse_doubles(target, name)
    return name


def _scripts(
    target: Target, mapping: ImportMapping, draft: Draft, network: Network
) -> Iterator[tuple[str, str]]:
    for wallet, address, chain, keeper in target.pages(
        "wallets", "wallet_id, address, chain, keeper", "wallet_id"
    ):
        if chain not in mapping.chains:
            continue
        if _DESCRIPTOR in str(address):
            draft.leave_out(str(wallet), "descriptor")
            continue
        try:
            yield script_of(str(address), network).hex(), str(wallet)
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
