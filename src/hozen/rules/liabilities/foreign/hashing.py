"""SHA-256 over text, as most formats take it."""

from __future__ import annotations

import hashlib


def sha256_hex(text: str) -> str:
    """Of the UTF-8 bytes, in lower-case hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
