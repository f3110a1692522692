"""高速ハッシュ計算: the same hashes with the system's libcrypto, called from machine code that numba makes."""

from __future__ import annotations

import numpy as np

from hozen.rules.liabilities.arrays import ByHashlib, Hashing, texts


def best_hashing() -> Hashing:
    """libcrypto where numba (extra `snapshot`) and the library are there and answer right, else hashlib."""
    from hozen.rules.liabilities.swift.libcrypto import transform_address

    address = transform_address()
    if address is None:
        return ByHashlib()
    from hozen.rules.liabilities.swift.by_libcrypto import ByLibcrypto

    found = ByLibcrypto(address)
    return found if _answers(found) == _answers(ByHashlib()) else ByHashlib()


def _answers(hashing: Hashing) -> list[bytes]:
    """What a few rows come to: machine code that numba kept from another version of hozen is not trusted unasked."""
    held = hashing.accounts(texts(["a", "b" * 40, "b" * 40]), bytes(32), bytes(range(32)))
    which, units = np.arange(3) % 2, np.arange(48, dtype=np.uint8).reshape(3, 16)
    leaves = hashing.leaves(held, units, held[:2, :32], which, 2)
    pads = hashing.pads(bytes(range(32)), 250, 2)
    rows = hashing.in_order(hashing.grouped(np.arange(8) % 3, np.concatenate([leaves, pads])), 32, "leaf")
    return [one.tobytes() for one in (held, leaves, pads, rows, hashing.parents(rows))]
