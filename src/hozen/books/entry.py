"""An entry of the audit chain, and how its hash is made.

hash = SHA-256 of the UTF-8 text

    ["hozen-chain-1",<seq>,<at>,<actor>,<kind>,<key>,<body>,<prev_hash>]

which is one canonical JSON array: `seq` a number, `key` null where there is none, `body` the canonical JSON
itself (not a quoted text), everything else text. Any JSON library can work it out again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from hozen.books.canonical import Body, instant, parsed
from hozen.books.errors import BadField

GENESIS = "0" * 64  # what the first entry names as the hash before it
_FORMAT = "hozen-chain-1"


class Sealed(NamedTuple):
    """An entry as the table holds it, every field text but `seq`."""

    seq: int
    at: str
    actor: str
    kind: str
    key: str | None
    body: str
    prev_hash: str
    hash: str

    def digest(self, seq: int | None = None) -> str:
        """The hash that these fields call for; with `seq`, as if the entry stood there."""
        first = [_FORMAT, self.seq if seq is None else seq, self.at, self.actor, self.kind, self.key]
        lead = json.dumps(first, ensure_ascii=False, separators=(",", ":"), default=str)
        text = f'{lead[:-1]},{self.body},"{self.prev_hash}"]'
        # surrogateescape: bytes that are no UTF-8 (tampering) must fail the comparison, not stop the check
        return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()

    def holds(self) -> bool:
        """Whether the stored hash is the one the fields call for."""
        return self.digest() == self.hash


@dataclass(frozen=True, slots=True)
class Entry:
    """監査証跡の記録: who did what, when, after what. `body` is plain JSON; days in it are ISO text."""

    seq: int
    at: datetime
    actor: str
    kind: str
    key: str | None
    body: Body
    prev_hash: str
    hash: str

    @property
    def anchor(self) -> str:
        """'<seq>:<hash>'."""
        return f"{self.seq}:{self.hash}"


def opened(sealed: Sealed) -> Entry:
    """The entry with its instant and its body read."""
    return Entry(
        seq=sealed.seq,
        at=instant(sealed.at),
        actor=sealed.actor,
        kind=sealed.kind,
        key=sealed.key,
        body=parsed(sealed.body),
        prev_hash=sealed.prev_hash,
        hash=sealed.hash,
    )


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the chain, printed or filed outside the books: '<seq>:<hash>'."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Anchor:
        """Raises BadField when `text` is no anchor."""
        seq, colon, digest = text.strip().partition(":")
        digest = digest.lower()
        if not (colon and seq.isascii() and seq.isdigit() and len(seq) <= 18) or not _is_hash(digest):
            raise BadField("not an anchor", found=text[:100], expected="'<sequence number>:<64 hex digits>'")
        return cls(int(seq), digest)


def _is_hash(text: str) -> bool:
    return len(text) == 64 and all(sign in "0123456789abcdef" for sign in text)
