"""A token's contract against the book: it must be there, and have the decimals that the book has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from hozen.connectors.errors import NodeAnswered
from hozen.connectors.evm.abi import DECIMALS, uint_of
from hozen.connectors.evm.errors import TokenDiffers
from hozen.connectors.evm.pinned import Pinned


def must_be_as_booked(pinned: Pinned, contract: str, asset: str, decimals: int) -> None:
    """Raise TokenDiffers where the contract is not there, or says other decimals than the book has for `asset`."""
    where = f"{asset}, {contract}"
    if not pinned.code(contract):
        _refuse("no contract is at the token's address", where, "no code", "a contract")
    try:
        found = uint_of(pinned.called(contract, DECIMALS))
    except NodeAnswered as error:
        pinned.must_stand()
        _refuse("the contract does not say its decimals", where, error.found, f"{decimals}, as assets has it")
    except ValueError as error:
        _refuse("the contract does not say its decimals", where, error, f"{decimals}, as assets has it")
    if found != decimals:
        _refuse(
            "the decimals on the chain are not those of the book",
            where,
            f"{found} on the chain",
            f"{decimals}, as assets has them",
        )


def must_all_be_as_booked(pinned: Pinned, tokens: Mapping[str, tuple[str, int]]) -> None:
    """As above for contract → (asset, decimals)."""
    for contract, (asset, decimals) in tokens.items():
        must_be_as_booked(pinned, contract, asset, decimals)


def _refuse(message: str, where: str, found: object, expected: str) -> NoReturn:
    raise TokenDiffers(
        message,
        where=where,
        found=found,
        expected=expected,
        try_next="find out which is right; nothing was read or written",
    )
