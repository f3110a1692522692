"""Balances of accounts on an EVM chain → wallet_balances."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from hozen.engine import Written
from hozen.records import BY_NAME
from hozen.records.importers import EvmAccount, EvmHead
from hozen.records.importers.evm_balances import NATIVE
from hozen.workflows.importing.cutoffs import CutOff, take_cutoff
from hozen.workflows.importing.draft import Draft, Scope
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.evm_assets import EvmAsset, assets_on
from hozen.workflows.importing.mapping import ImportMapping
from hozen.workflows.importing.our_accounts import Accounts, accounts_on
from hozen.workflows.importing.target import Target

_KEPT = "balances"


@dataclass(slots=True)
class EvmBalances:
    """What an import of balances needs besides the file; `head`, `assets` and `accounts` come with the file's head."""

    target: Target
    mapping: ImportMapping
    draft: Draft
    source: str
    head: EvmHead | None = None
    assets: Mapping[str, EvmAsset] = field(default_factory=dict)
    accounts: Accounts = field(default_factory=Accounts)


def take_evm(items: Iterable[EvmHead | EvmAccount], book: EvmBalances) -> None:
    """Put every balance of our wallets on the chain into the draft.

    A token's balance of 0 makes no row. What could not be read, and wallets that the file lacks, are left out and listed.
    """
    missing: dict[str, str] = {}
    for one in items:
        if isinstance(one, EvmHead):
            _begin(one, book)
            missing = dict(book.accounts.wallets)
        elif book.head and one.address in missing:
            _account(one, missing.pop(one.address), book.head, book)
        else:
            book.draft.totals["other_addresses"] += 1
    for wallet in missing.values():
        book.draft.leave_out(wallet, "not-in-file")
    if book.head and book.draft.rows:
        _cut_off(book.head, book)


def keep_file(path: Path, book: EvmBalances) -> None:
    """Keep the file itself beside the record: tokens of which there are none, and what failed, stand there alone."""
    copy = book.draft.folder / f"{_KEPT}.jsonl"
    shutil.copyfile(path, copy)
    with copy.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    book.draft.kept[_KEPT] = Written(copy, book.draft.totals["addresses"], sha256)


def scope_of(chain_id: int, day: date) -> Scope:
    """A chain and a day: they are read once."""
    return Scope(f"chain:eip155:{chain_id}", day)


def _begin(head: EvmHead, book: EvmBalances) -> None:
    draft = book.draft
    book.head, book.assets = head, _known(head, book)
    book.accounts = accounts_on(head.chain_id, book.target, book.mapping)
    draft.scopes[scope_of(head.chain_id, head.day)] = None
    draft.totals.update(addresses=head.addresses)
    for wallet, why in book.accounts.left.items():
        draft.leave_out(wallet, why)


def _cut_off(head: EvmHead, book: EvmBalances) -> None:
    """One row for each name that wallets has for the chain."""
    made = datetime.fromtimestamp(head.timestamp, UTC)
    for chain in book.accounts.chains:
        take_cutoff(book.draft, head.day, chain, CutOff(head.block, head.hash, made, head.finality_depth))


def _known(head: EvmHead, book: EvmBalances) -> dict[str, EvmAsset]:
    """contract → asset of the book; what is not mapped is marked. Raises ImportConflict where decimals differ."""
    known = {one.contract: one for one in assets_on(head.chain_id, book.target, book.mapping)}
    for contract, decimals in head.assets.items():
        name = head.caip19(contract)
        if contract not in known:
            book.draft.unmapped[name] = "assets"
        elif known[contract].decimals != decimals:
            raise _other_decimals(name, decimals, known[contract])
    return known


def _other_decimals(name: str, decimals: int, ours: EvmAsset) -> ImportConflict:
    return ImportConflict(
        "the decimals on the chain are not those of the book",
        where=name,
        found=f"{decimals} on the chain",
        expected=f"{ours.decimals}, as assets has them for {ours.asset}",
        try_next="find out which is right first: every balance hangs on it",
    )


def _account(one: EvmAccount, wallet: str, head: EvmHead, book: EvmBalances) -> None:
    book.draft.totals["wallets"] += 1
    for contract in head.assets:
        ours = book.assets.get(contract)
        if ours is None:
            continue  # marked as not mapped
        if contract in one.failed:
            book.draft.leave_out(f"{wallet}, {ours.asset}", one.failed[contract])
        elif contract == NATIVE or one.units.get(contract):
            _row(wallet, ours, one.units.get(contract, 0), head, book)


def _row(wallet: str, ours: EvmAsset, units: int, head: EvmHead, book: EvmBalances) -> None:
    book.draft.totals[f"balance:{ours.asset}"] += units
    book.draft.table(BY_NAME["wallet_balances"]).add(
        day=head.day,
        wallet_id=wallet,
        asset=ours.asset,
        units=units,
        block_height=head.block,
        block_hash=head.hash,
        source=book.source,
    )
