"""hozen-proof/1 a second time, written down from docs/reference/proof-format.md. It knows nothing of hozen.

Straight from the page, value by value, with the preimage of every hash kept: what the page shows and what the package
answers are both held to this.
"""

from __future__ import annotations

import hashlib
import hmac

ZERO = b"\0" * 32


def sha(preimage: bytes) -> bytes:
    return hashlib.sha256(preimage).digest()


def mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def said(text: str) -> bytes:
    raw = text.encode()
    return bytes([len(raw)]) + raw


def snapshot_preimage(book: str, cut_off: str, parts: int, previous: bytes = ZERO) -> bytes:
    return b"\5" + said("hozen-proof/1") + said(book) + said(cut_off) + bytes([parts]) + previous


def tree_preimage(snapshot: bytes, side: int, asset: str, decimals: int) -> bytes:
    return b"\4" + snapshot + bytes([side]) + said(asset) + bytes([decimals])


def key_of(secret: bytes, snapshot: bytes) -> bytes:
    return mac(secret, b"\7" + snapshot)


def parts_of(units: int, parts: int, key: bytes, tree: bytes) -> list[int]:
    cuts = [0, units]
    for number in range(1, parts):
        point = int.from_bytes(mac(key, b"\t" + tree + bytes([number]))[:8], "big")
        cuts.append(units * point // 2**64)
    cuts.sort()
    return [cuts[place + 1] - cuts[place] for place in range(parts)]


def leaf_preimage(key: bytes, account: str, tree: bytes, part: int, units: int) -> bytes:
    account_hash = sha(b"\3" + key + account.encode())
    nonce = mac(key, b"\x08" + tree)
    return b"\0" + tree + account_hash + nonce + bytes([part]) + units.to_bytes(16, "big")


def pad_preimage(book_secret: bytes, tree: bytes, number: int) -> bytes:
    return b"\2" + mac(book_secret, b"\n" + tree) + number.to_bytes(8, "big")


def node_preimage(left: tuple[bytes, int], right: tuple[bytes, int]) -> bytes:
    return b"\1" + left[0] + left[1].to_bytes(16, "big") + right[0] + right[1].to_bytes(16, "big")


def leaves_of(
    holdings: dict[str, int], secrets: dict[str, bytes], snapshot: bytes, tree: bytes, parts: int
) -> dict[tuple[str, int], tuple[bytes, int]]:
    """(account, part) → (hash, units)."""
    found = {}
    for account, units in holdings.items():
        key = key_of(secrets[account], snapshot)
        for part, amount in enumerate(parts_of(units, parts, key, tree)):
            found[account, part] = (sha(leaf_preimage(key, account, tree, part, amount)), amount)
    return found


def level_zero(leaves: list[tuple[bytes, int]], book_secret: bytes, tree: bytes) -> list[tuple[bytes, int]]:
    """Leaves and pads, as many as the next power of two, by hash."""
    size = 1
    while size < len(leaves):
        size *= 2
    pads = [(sha(pad_preimage(book_secret, tree, number)), 0) for number in range(size - len(leaves))]
    return sorted(leaves + pads)


def tops(level: list[tuple[bytes, int]]) -> list[list[tuple[bytes, int]]]:
    """Every level, the root last."""
    found = [level]
    while len(level) > 1:
        level = [
            (sha(node_preimage(level[place], level[place + 1])), level[place][1] + level[place + 1][1])
            for place in range(0, len(level), 2)
        ]
        found.append(level)
    return found


def commitment_preimage(
    snapshot: bytes,
    trees: list[tuple[int, str, int, bytes, int, int]],
    chains: list[tuple[str, int, str]],
    software: str,
) -> bytes:
    """Trees as (side, asset, decimals, root, total, height), chains as (chain, height, hash of the block)."""
    found = b"\6" + snapshot + len(trees).to_bytes(8, "big")
    for side, asset, decimals, root, total, height in trees:
        found += (
            bytes([side])
            + said(asset)
            + bytes([decimals])
            + root
            + total.to_bytes(16, "big")
            + bytes([height])
        )
    found += len(chains).to_bytes(8, "big")
    for chain, height, block in chains:
        found += said(chain) + height.to_bytes(8, "big") + said(block)
    return found + said(software)
