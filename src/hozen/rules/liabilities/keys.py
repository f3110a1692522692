"""What is derived from secrets: a customer's key of one snapshot, nonces, split points, pads. Law-neutral.

The secret of an account never leaves its store. The key that is derived from it for one snapshot goes into the
customer's file: whoever finds the file learns that snapshot's figures of that customer, and of no other day.
"""

from __future__ import annotations

from hozen.rules.liabilities.encoding import Tag, hashed, keyed, u8, u64


def snapshot_master(master: bytes, snapshot: bytes) -> bytes:
    """What the keys of one snapshot are derived from, where a book has one secret for all accounts."""
    return keyed(master, Tag.KEYS_OF_SNAPSHOT, snapshot)


def derived_key(of_snapshot: bytes, account: bytes) -> bytes:
    """The account's key out of `snapshot_master`, by the bytes of its id."""
    return keyed(of_snapshot, Tag.KEY, account)


def pads_secret(master: bytes) -> bytes:
    """The secret of a book's pads, where it is derived with the rest."""
    return keyed(master, Tag.PADS_SECRET)


def snapshot_key(secret: bytes, snapshot: bytes) -> bytes:
    """The account's key for one snapshot, where each account has a secret of its own."""
    return keyed(secret, Tag.KEY, snapshot)


def account_hash(key: bytes, account: str) -> bytes:
    """An account's name in the leaves. Two accounts never have the same one, whatever their keys."""
    return account_hash_of(key, account.encode("utf-8"))


def account_hash_of(key: bytes, account: bytes) -> bytes:
    """The same, of the bytes of an account's id."""
    return hashed(Tag.ACCOUNT, key, account)


def nonce(key: bytes, tree: bytes) -> bytes:
    """What keeps neighbours from guessing an amount by trying."""
    return keyed(key, Tag.NONCE, tree)


def split_point(key: bytes, tree: bytes, number: int) -> int:
    """A secret number from 0 to 2^64 - 1."""
    return int.from_bytes(keyed(key, Tag.SPLIT, tree, u8(number))[:8], "big")


def pad_hashes(book_secret: bytes, tree: bytes, count: int) -> list[bytes]:
    """Hashes of empty leaves, which nobody without the secret can tell from others."""
    key = keyed(book_secret, Tag.PAD_KEY, tree)
    return [hashed(Tag.PAD, key, u64(number)) for number in range(count)]
