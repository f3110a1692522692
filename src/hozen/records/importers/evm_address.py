"""Addresses of Ethereum and chains like it: their form, and the capitals that are a check (EIP-55)."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


def evm_address(text: str) -> str:
    """The address in small letters. ValueError for what is none, or has capitals that are not EIP-55's.

    All small or all capital letters carry no check, and are taken.
    """
    if not _ADDRESS.fullmatch(text):
        raise ValueError("not 0x and 40 hex digits")
    digits = text[2:]
    if digits not in (digits.lower(), digits.upper()) and text != with_capitals(text):
        raise ValueError("its capitals are not EIP-55's: a letter is mistyped")
    return text.lower()


def with_capitals(address: str) -> str:
    """The address with EIP-55's capitals. ValueError where the library that knows Keccak-256 is not installed."""
    small = address[2:].lower()
    return "0x" + "".join(
        sign.upper() if int(nibble, 16) >= 8 else sign
        for sign, nibble in zip(small, _keccak256(small.encode()), strict=False)
    )


def _keccak256(data: bytes) -> str:
    try:
        from Crypto.Hash import keccak
    except ModuleNotFoundError as error:
        raise ValueError(
            "its capitals cannot be checked: pip install 'hozen[live]', or write it in small letters"
        ) from error
    return keccak.new(data=data, digest_bits=256).hexdigest()
