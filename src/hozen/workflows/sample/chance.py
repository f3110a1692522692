"""Pseudo-chance in exact integers: the same draw in SQL and in Python, on any machine and engine version."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

# The two largest primes below 2^31: a product of a residue and a factor stays within 64 bits.
_P1 = 2_147_483_647
_P2 = 2_147_483_629
BITS = 31
WHOLE = 1 << BITS  # draws lie in [0, WHOLE)


@dataclass(frozen=True, slots=True)
class Chance:
    """疑似乱数: draws that depend on the seed, a name and an index, and on nothing else.

    Two rounds of multiplication modulo primes. Good enough to look like life; no use for secrets.
    """

    seed: int

    def sql(self, name: str, index: str, bound: int = WHOLE) -> str:
        """A BIGINT expression in [0, bound) over `index`, a BIGINT expression that is not negative."""
        a, b, c, d = self._constants(name)
        raw = f"(((({index}) % {_P1} * {a} + {b}) % {_P1} * {c} + {d}) % {_P2})"
        return raw if bound == WHOLE else f"(({raw} * {bound}) >> {BITS})"

    def at(self, name: str, index: int, bound: int = WHOLE) -> int:
        """The same draw in Python."""
        a, b, c, d = self._constants(name)
        raw = ((index % _P1 * a + b) % _P1 * c + d) % _P2
        return raw * bound >> BITS

    def _constants(self, name: str) -> tuple[int, int, int, int]:
        digest = hashlib.sha256(f"{self.seed}:{name}".encode()).digest()
        parts = [int.from_bytes(digest[start : start + 8]) for start in (0, 8, 16, 24)]
        a, b, c, d = (1 + part % (_P2 - 1) for part in parts)
        return a, b, c, d
