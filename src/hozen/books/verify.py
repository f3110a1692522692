"""The full check: every entry, once, in order, in one moment of the database.

What it cannot see: a chain that was rewritten from some entry on, with every hash worked out anew and the head
row changed to match. Nothing inside a database can show that; a printed anchor does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import Connection, func, select

from hozen.books.chain import read_head, sealed_rows, stands_at
from hozen.books.entry import GENESIS, Anchor, Sealed
from hozen.books.errors import ChainBroken
from hozen.books.places import Places
from hozen.books.problem import Problem, ProblemKind, Verification
from hozen.books.projections import Projections
from hozen.books.quick_check import guard_problems, head_problems
from hozen.books.tables import entries

_MOST_LISTED = 1_000
_EVERY = 10_000

Progress = Callable[[int, int], None]


def verify(
    connection: Connection, anchors: Sequence[Anchor] = (), progress: Progress | None = None
) -> Verification:
    """Walk the chain beside the tables made from it."""
    listing = _Listing()
    walk = _Walk(connection, anchors)
    projections = Projections(connection)
    for row in _told(connection, progress):
        listing.add(walk.step(row))
        listing.add(projections.at(row, walk.sound))
    listing.add(projections.end())
    listing.add(walk.end())
    listing.add(guard_problems(connection))
    last = walk.last
    anchor = f"{last.seq}:{last.hash}" if last else f"0:{GENESIS}"
    found = sorted(listing.problems, key=lambda one: (one.first, one.last, one.kind.value))
    return Verification(walk.count, anchor, tuple(found), listing.more)


class _Listing:
    """The problems, up to a number that a person can read; neighbours of one kind joined."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.more = 0

    def add(self, found: Iterable[Problem]) -> None:
        for one in found:
            before = self.problems[-1] if self.problems else None
            if before and one.first == before.last + 1 and _alike(before, one):
                self.problems[-1] = Problem(before.first, one.last, one.kind, one.detail)
            elif len(self.problems) < _MOST_LISTED:
                self.problems.append(one)
            else:
                self.more += 1


class _Walk:
    """The chain's own checks, entry after entry."""

    def __init__(self, connection: Connection, anchors: Sequence[Anchor]) -> None:
        self._connection = connection
        self._places = Places(lambda digest: stands_at(connection, digest))
        self._anchors = {(anchor.seq, anchor.hash) for anchor in anchors}
        self.count, self.sound = 0, True
        self.last: Sealed | None = None
        self._written: int | None = 0  # under which number the entry before was written
        self._blamed = 0  # the last entry named as altered

    def step(self, row: Sealed) -> Iterator[Problem]:
        """Look at one entry; `sound` tells afterwards whether its content can be trusted."""
        self.count += 1
        yield from self._number(row)
        written = self._places.written(row)
        if written is None:
            yield self._altered(row.seq, "its content is not what its hash says")
        else:
            yield from self._link(row, written)
        self._anchors.discard((row.seq, row.hash))
        self.sound = written == row.seq
        self.last, self._written = row, written

    def end(self) -> Iterator[Problem]:
        """What shows only when the last entry has passed."""
        last = self.last.seq if self.last else 0
        yield from self._at_head(last)
        for seq, digest in sorted(self._anchors):
            if seq > last:
                yield Problem(
                    last + 1, seq, ProblemKind.CUT_OFF, f"the anchor {seq}:{digest[:12]}… reaches further"
                )
            elif not (seq == 0 and digest == GENESIS):
                detail = f"the printed hash was {digest[:12]}…: it, or an entry before it, was rewritten"
                yield Problem(seq, seq, ProblemKind.ANCHOR, detail)

    def _at_head(self, last: int) -> Iterator[Problem]:
        try:
            head = read_head(self._connection)
        except ChainBroken as broken:
            yield from broken.problems
            yield from self._places.problems(last, last)
            return
        yield from self._places.problems(last, head.seq)
        # an end that lies elsewhere is told by the places, which know whether entries were moved
        if self.sound and head.seq == last:
            yield from head_problems(head, [] if self.last is None else [self.last])

    def _number(self, row: Sealed) -> Iterator[Problem]:
        before = self.last.seq if self.last else 0
        if row.seq > before + 1:
            self._places.gap(before + 1, row.seq - 1)
        elif row.seq <= before:
            yield Problem(row.seq, row.seq, ProblemKind.INSERTED, "the number is there twice, or is none")

    def _link(self, row: Sealed, written: int) -> Iterator[Problem]:
        before = self.last.hash if self.last else GENESIS
        follows = written == 1 if self.last is None else written - 1 == self._written
        if not follows or row.prev_hash == before:
            return
        if self.last is None:
            yield self._altered(row.seq, "it does not begin the chain")
        elif self._blamed != self.last.seq:
            detail = f"rewritten with a hash of its own: entry {row.seq} still names the one it had"
            yield self._altered(self.last.seq, detail)

    def _altered(self, seq: int, detail: str) -> Problem:
        self._blamed = seq
        return Problem(seq, seq, ProblemKind.ALTERED, detail)


def _alike(before: Problem, after: Problem) -> bool:
    return (before.kind, before.detail) == (after.kind, after.detail) and after.first > 0


def _told(connection: Connection, progress: Progress | None) -> Iterator[Sealed]:
    """The entries, with word now and then of how far it has come."""
    of = connection.execute(select(func.max(entries.c.seq))).scalar() or 0
    done = 0
    for row in sealed_rows(connection):
        yield row
        done += 1
        if progress is not None and done % _EVERY == 0:
            progress(done, of)
    if progress is not None:
        progress(done, of)
