"""Where the system's SHA-256 is: `SHA256_Transform` of OpenSSL's libcrypto, deprecated there and still exported.

It is asked for one known block before anything rests on it.
"""

from __future__ import annotations

import ctypes
import importlib.util
from ctypes.util import find_library
from functools import cache

_START = (
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
)  # fmt: skip
_EMPTY = b"\x80" + bytes(63)  # the one block of the empty message
_EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # FIPS 180-4
_STATE_WORDS = 28  # SHA256_CTX has 112 bytes; the first eight words are the state


@cache
def transform_address() -> int | None:
    """The address of the function; None without numba, without the library, or where it answers wrong."""
    if importlib.util.find_spec("numba") is None:
        return None
    library = _library()
    function = getattr(library, "SHA256_Transform", None)
    if function is None or not _answers_right(function):
        return None
    return ctypes.cast(function, ctypes.c_void_p).value


def _library() -> ctypes.CDLL | None:
    for name in (find_library("crypto"), "libcrypto.so.3"):
        try:
            if name:
                return ctypes.CDLL(name)
        except OSError:  # this one is not there: the next
            continue
    return None


def _answers_right(function: ctypes._NamedFuncPointer) -> bool:
    state = (ctypes.c_uint32 * _STATE_WORDS)(*_START)
    function.argtypes, function.restype = [ctypes.c_void_p, ctypes.c_char_p], None
    function(ctypes.addressof(state), _EMPTY)
    return "".join(f"{word:08x}" for word in state[:8]) == _EMPTY_HASH
