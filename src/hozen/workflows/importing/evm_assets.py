"""Which asset of the book each coin and contract of an EVM chain is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hozen.records import Query
from hozen.records.importers.evm_address import evm_address
from hozen.records.importers.evm_balances import NATIVE
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.mapping import ImportMapping
from hozen.workflows.importing.target import Target

PREFIX = "eip155:"


@dataclass(frozen=True, slots=True)
class EvmAsset:
    """チェーン上の資産: an asset of the book on one chain. `contract`: 'native', or the token's contract in small letters."""

    contract: str
    asset: str
    decimals: int


def assets_on(chain_id: int, target: Target, mapping: ImportMapping) -> tuple[EvmAsset, ...]:
    """Every asset that the book, or the mapping's [assets], has on the chain. ImportConflict where two are one."""
    decimals, found = target.decimals(), dict[str, EvmAsset]()
    for caip19, asset in _named(target, mapping):
        contract = _contract(caip19, chain_id)
        if contract is None:
            continue
        if asset not in decimals:
            raise ImportConflict(
                "an asset that the book does not have",
                where=f"assets, {caip19}",
                found=asset,
                expected="an asset of the table assets",
            )
        if contract in found and found[contract].asset != asset:
            raise ImportConflict(
                "two assets are one on the chain",
                where=f"{caip19}",
                found=f"{found[contract].asset} and {asset}",
                expected="each CAIP-19 name once",
            )
        found[contract] = EvmAsset(contract, asset, decimals[asset])
    _must_differ(found.values())
    return tuple(sorted(found.values(), key=lambda one: (one.contract != NATIVE, one.contract)))


def _must_differ(assets: Iterable[EvmAsset]) -> None:
    """A wallet has one balance of an asset; two contracts of one asset on one chain would be two."""
    seen: dict[str, str] = {}
    for one in assets:
        if one.asset in seen:
            raise ImportConflict(
                "an asset stands for two contracts of one chain",
                where=f"assets, {one.asset}",
                found=f"{seen[one.asset]} and {one.contract}",
                expected="an asset of its own for each",
            )
        seen[one.asset] = one.contract


def _named(target: Target, mapping: ImportMapping) -> Iterator[tuple[str, str]]:
    """(CAIP-19, our asset): the table assets first, then the mapping."""
    sql = f"SELECT caip19, asset FROM {target.needed('assets')} WHERE caip19 IS NOT NULL ORDER BY asset"
    yield from ((str(caip19), str(asset)) for caip19, asset in target.engine.rows(Query("caip19", sql, ())))
    yield from ((name, asset) for name, asset in mapping.assets.items() if name.startswith(PREFIX))


def _contract(caip19: str, chain_id: int) -> str | None:
    """'native', or the contract; None where it is of another chain, or of no kind that has balances like these."""
    chain, _, asset = caip19.partition("/")
    kind, _, reference = asset.partition(":")
    if chain != f"{PREFIX}{chain_id}" or kind not in {"slip44", "erc20"}:
        return None
    if kind == "slip44":
        return NATIVE
    try:
        return evm_address(reference)
    except ValueError as error:
        raise ImportConflict(
            f"a contract that is no address: {error}",
            where="assets.caip19",
            found=caip19,
            expected="eip155:…/erc20:0x and 40 hex digits",
        ) from error
