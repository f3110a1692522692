"""What a memory limit says."""

from __future__ import annotations

import re

from hozen.engine.protocol import EngineError

_SIZE = re.compile(r"\s*(\d{1,9}(?:\.\d{1,3})?)\s*([KMGT])(I?)B\s*", re.IGNORECASE)
_POWER = {"K": 1, "M": 2, "G": 3, "T": 4}


def memory_bytes(limit: str) -> int:
    """'4GB' is 4 × 1000³ bytes, '4GiB' 4 × 1024³. Raises EngineError for anything else, nothing or none at all."""
    match = _SIZE.fullmatch(limit)
    size = 0
    if match is not None:
        number, letter, binary = match.groups()
        size = int(float(number) * (1024 if binary else 1000) ** _POWER[letter.upper()])
    if size <= 0:
        raise EngineError(
            "the memory limit is not understood", found=repr(limit), expected="such as 4GB or 512MB"
        )
    return size
