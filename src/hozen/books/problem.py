"""What a check of the books finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ProblemKind(Enum):
    """不整合の種類."""

    ALTERED = "altered"  # a field, or the hash, is not what was written
    MISSING = "missing"  # no entry bears this number
    INSERTED = "inserted"  # an entry stands where another was written
    REORDERED = "reordered"  # the entry was written under another number
    CUT_OFF = "cut_off"  # the chain once reached further
    ANCHOR = "anchor"  # the entry is not the one whose hash was printed
    HEAD = "head"  # the head row does not name the last entry
    PROJECTION = "projection"  # a table made from the chain says something else
    UNGUARDED = "unguarded"  # a trigger that refuses changes is gone or was replaced


@dataclass(frozen=True, slots=True)
class Problem:
    """Sequence numbers `first` to `last` (both included; 0 and 0 where none is meant)."""

    first: int
    last: int
    kind: ProblemKind
    detail: str

    def __str__(self) -> str:
        if not self.last:
            return f"{self.kind.value}: {self.detail}"
        which = f"entry {self.first}" if self.first == self.last else f"entries {self.first}–{self.last}"
        return f"{self.kind.value}: {which}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Verification:
    """検証結果. `entries` is how many were read; `anchor` the place to print when all holds."""

    entries: int
    anchor: str
    problems: tuple[Problem, ...]
    more: int = 0  # problems beyond those listed

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems
