"""The check at every opening: guards, head, and the last entries.

It costs the same for ten entries and for ten million, since every command opens the books. A crash, a restored
copy, a cut tail and a hand in the latest entries show here; a change further back shows in `verify`, whose
cost grows with the chain.
"""

from __future__ import annotations

from itertools import islice

from sqlalchemy import Connection

from hozen.books.chain import read_head, sealed_rows
from hozen.books.entry import GENESIS, Anchor, Sealed
from hozen.books.errors import ChainBroken
from hozen.books.guards import missing_guards
from hozen.books.problem import Problem, ProblemKind

_LAST = 100


def quick_check(connection: Connection) -> tuple[Problem, ...]:
    """Problems in the guards, the head and the last entries; () when there is none."""
    try:
        head = read_head(connection)
    except ChainBroken as broken:
        return broken.problems
    last = list(islice(sealed_rows(connection, backwards=True), _LAST + 1))[::-1]
    return (*guard_problems(connection), *_last_entries(last), *head_problems(head, last[-1:]))


def guard_problems(connection: Connection) -> tuple[Problem, ...]:
    """Triggers that are gone or changed."""
    return tuple(
        Problem(0, 0, ProblemKind.UNGUARDED, f"trigger {name} is gone, off or replaced")
        for name in missing_guards(connection)
    )


def head_problems(head: Anchor, last: list[Sealed]) -> tuple[Problem, ...]:
    """Whether the head row names the last entry; a head further on means that a tail was cut off."""
    seq, digest = (last[0].seq, last[0].hash) if last else (0, GENESIS)
    if head.seq > seq:
        return (Problem(seq + 1, head.seq, ProblemKind.CUT_OFF, "the head row reaches further"),)
    if head.seq < seq:
        return (Problem(head.seq + 1, seq, ProblemKind.INSERTED, "beyond the head row"),)
    if head.hash != digest:
        return (Problem(seq, seq, ProblemKind.ALTERED, "the head row names another hash"),)
    return ()


def _last_entries(rows: list[Sealed]) -> tuple[Problem, ...]:
    found = []
    for before, row in zip([None, *rows], rows, strict=False):
        if not row.holds():
            found.append(_problem(row, "its content is not what its hash says"))
        elif before is None and row.seq == 1 and row.prev_hash != GENESIS:
            found.append(_problem(row, "it does not begin the chain"))
        elif before is not None and (row.seq, row.prev_hash) != (before.seq + 1, before.hash):
            found.append(_problem(row, f"it does not follow entry {before.seq} as that now stands"))
    return tuple(found)


def _problem(row: Sealed, detail: str) -> Problem:
    return Problem(row.seq, row.seq, ProblemKind.ALTERED, detail)
