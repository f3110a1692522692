"""Who stands where: which entries were moved, taken out, put in, or cut off.

An entry's hash covers its number. One that stands elsewhere is known by the number under which its hash
comes out right, so the check can tell a moved entry from an altered one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hozen.books.entry import GENESIS, Sealed
from hozen.books.problem import Problem, ProblemKind
from hozen.books.ranges import Run, joined, without

_MOST_LOOKED_UP = 1_000
_END = 2**63


@dataclass(slots=True)
class Places:
    """Collects, entry by entry, what does not stand where it was written."""

    stands_at: Callable[[str], int | None]  # where the entry with this stored hash stands
    moved: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, written − standing
    gaps: list[Run] = field(default_factory=list)
    _shift: int = 0
    _looked_up: int = 0

    def written(self, row: Sealed) -> int | None:
        """The number under which the entry was written; None when no number makes its hash right."""
        for shift in (0, self._shift, self._shift + 1, self._shift - 1, 1, -1):
            if row.digest(row.seq + shift) == row.hash:
                return self._note(row.seq, shift)
        after = self._after_its_predecessor(row)
        if after is not None and row.digest(after) == row.hash:
            return self._note(row.seq, after - row.seq)
        return None

    def gap(self, first: int, last: int) -> None:
        """Nobody stands at these numbers."""
        self.gaps.append((first, last))

    def problems(self, last: int, head: int) -> Iterator[Problem]:
        """What the collected places come to, given the last number standing and the head's."""
        vacated = [(first, until) for first, until, _ in self.moved]
        claimed = [(first + shift, until + shift) for first, until, shift in self.moved]
        beyond = (last + 1, head)
        for first, until, shift in self.moved:
            told = f"written as entry {first + shift}" if first == until else f"written {shift:+d} places on"
            yield Problem(first, until, ProblemKind.REORDERED, told)
        for run in without(joined([*vacated, *self.gaps]), claimed):
            yield Problem(*run, ProblemKind.MISSING, "no entry bears this number")
        for run in without(joined([beyond]), claimed):
            yield Problem(*run, ProblemKind.CUT_OFF, "the head row reaches further")
        for run in without([(head + 1, last)], vacated):
            yield Problem(*run, ProblemKind.INSERTED, "the head row does not reach it")
        for run in without(claimed, [*vacated, *self.gaps, (last + 1, _END)]):
            yield Problem(*run, ProblemKind.INSERTED, "it stands where another entry was written")

    def _note(self, seq: int, shift: int) -> int:
        self._shift = shift
        if shift and self.moved and self.moved[-1][1:] == (seq - 1, shift):
            self.moved[-1] = (self.moved[-1][0], seq, shift)
        elif shift:
            self.moved.append((seq, seq, shift))
        return seq + shift

    def _after_its_predecessor(self, row: Sealed) -> int | None:
        """A guess: it was written just after the entry whose hash it names, where that now stands."""
        if row.prev_hash == GENESIS:
            return 1
        if self._looked_up >= _MOST_LOOKED_UP:
            return None
        self._looked_up += 1
        stands = self.stands_at(row.prev_hash)
        return None if stands is None else stands + 1
