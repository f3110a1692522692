"""River: the tree of BitMEX, with an account's key made from a secret, an e-mail address and the account's number."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from hozen.rules.liabilities.foreign.bitmex import Key, Lines, height_of, inspect_tree
from hozen.rules.liabilities.foreign.errors import AccountNotSearchable
from hozen.rules.liabilities.foreign.inspected import Asked, Inspection

NAME = "river"
_SECRET = re.compile(r"([0-9a-f]{64}) (\S+@\S+)")
_LONGEST = 8  # bytes of an account's number


def is_secret(secret: str | None) -> bool:
    """Whether a secret is of this format's form, which alone tells it from BitMEX."""
    return secret is not None and _SECRET.fullmatch(secret) is not None


def inspect(lines: Lines, asked: Asked) -> Inspection:
    """Check every node, and look for an account's leaves. Raises ForeignProofUnreadable and AccountNotSearchable."""
    keys = () if asked.account is None else keys_of(asked.account, asked.secret, height_of(lines))
    return inspect_tree(NAME, lines, asked, keys)


def keys_of(account: str, secret: str | None, height: int) -> tuple[Key, ...]:
    """The key of an account's leaves; `secret` is the account's key and the e-mail address, parted by a space."""
    match, number = _SECRET.fullmatch(secret or ""), _number(account)
    if match is None or number is None:
        raise AccountNotSearchable(
            "an account is looked for by its name, its key and its e-mail address",
            where="--account and --secret",
            found=account,
            expected="letters A-Z and digits 2-7, and a file with 64 hex digits, a space, and the address",
        )
    subkey = hashlib.sha256(bytes.fromhex(match[1]) + match[2].encode() + number).digest()
    height_bytes = height.to_bytes(8, "little")
    return (Key(hashlib.sha256(subkey + height_bytes + number).digest()),)


def _number(account: str) -> bytes | None:
    """Base32 without padding, read as a big-endian number, in eight bytes from the lowest; None where it is none."""
    try:
        found = int.from_bytes(base64.b32decode(account + "=" * (-len(account) % 8)), "big")
    except (binascii.Error, ValueError):
        return None
    return found.to_bytes(_LONGEST, "little") if account and found < 2 ** (8 * _LONGEST) else None
