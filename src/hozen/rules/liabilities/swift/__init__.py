"""高速ハッシュ計算: the same hashes with the system's libcrypto, called from machine code that numba makes."""

from __future__ import annotations

from hozen.rules.liabilities.arrays import ByHashlib, Hashing


def best_hashing() -> Hashing:
    """libcrypto where numba (extra `snapshot`) and the library are there and answer right, else hashlib."""
    from hozen.rules.liabilities.swift.library import transform_address

    address = transform_address()
    if address is None:
        return ByHashlib()
    from hozen.rules.liabilities.swift.by_libcrypto import ByLibcrypto

    return ByLibcrypto(address)
