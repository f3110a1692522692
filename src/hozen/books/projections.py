"""Whether the tables made from the chain still say what the chain says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Table, select

from hozen.books.approving import APPROVED, WITHDRAWN, approval_row
from hozen.books.chain import AT_ONCE
from hozen.books.entry import Entry, Sealed, opened
from hozen.books.keep_closing import KEPT, closing_row
from hozen.books.problem import Problem, ProblemKind
from hozen.books.read_breaks import CARRIED, KINDS, break_row
from hozen.books.read_cases import PREFIX, case_row
from hozen.books.read_journal import DECIDED, ENTERED, RESTATED, journal_row
from hozen.books.tables import PROJECTIONS, approvals, breaks, case_entries, closings, journal

_Maker = tuple[Table, Callable[[Entry], dict[str, object]]]
_MAKERS: dict[str, _Maker] = {
    KEPT: (closings, closing_row),
    APPROVED: (approvals, approval_row),
    WITHDRAWN: (approvals, approval_row),
    ENTERED: (journal, journal_row),
    RESTATED: (journal, journal_row),
    DECIDED: (journal, journal_row),
    CARRIED: (breaks, break_row),
    **dict.fromkeys(KINDS, (breaks, break_row)),
}

_CASES: _Maker = (case_entries, case_row)  # their events are named by the workflows

_Row = dict[str, object]


class Projections:
    """Walks the tables beside the chain, each row once, in order of its entry."""

    def __init__(self, connection: Connection) -> None:
        self._walks = [_Walk(connection, table) for table in PROJECTIONS]

    def at(self, row: Sealed, sound: bool) -> Iterator[Problem]:
        """Compare the rows of one entry. An entry that is not `sound` cannot say what they should be."""
        made = _maker(row.kind) if sound else None
        for walk in self._walks:
            yield from walk.orphans(row.seq)
            found = walk.take(row.seq)
            expects = made is not None and walk.table is made[0]
            if sound and (expects or found):
                expected = [made[1](opened(row))] if expects and made is not None else []
                yield from walk.compare(row.seq, expected, found)

    def end(self) -> Iterator[Problem]:
        """Rows whose entry is beyond the chain's end."""
        for walk in self._walks:
            yield from walk.orphans(None)


class _Walk:
    def __init__(self, connection: Connection, table: Table) -> None:
        self.table = table
        rows = connection.execute(
            select(table).order_by(table.c.seq), execution_options={"yield_per": AT_ONCE}
        ).mappings()
        self._rows = (dict(row) for row in rows)
        self._next: _Row | None = next(self._rows, None)

    def orphans(self, before: int | None) -> Iterator[Problem]:
        """Rows up to (not with) an entry's number that no entry accounts for."""
        while self._next is not None and (before is None or _seq(self._next) < before):
            seq = _seq(self._next)
            yield self._problem(seq, "has a row that no entry accounts for")
            self._next = next(self._rows, None)

    def take(self, seq: int) -> list[_Row]:
        """The rows of one entry: none or one, unless somebody rebuilt the table."""
        taken = []
        while self._next is not None and _seq(self._next) == seq:
            taken.append(self._next)
            self._next = next(self._rows, None)
        return taken

    def compare(self, seq: int, expected: list[_Row], found: list[_Row]) -> Iterator[Problem]:
        """Nothing, or what differs."""
        if found == expected:
            return
        if not found:
            yield self._problem(seq, "lacks the row")
        elif not expected:
            yield self._problem(seq, "has a row that no entry accounts for")
        else:
            differ = [name for name in expected[0] if any(row[name] != expected[0][name] for row in found)]
            yield self._problem(seq, f"differs from the chain in {', '.join(differ) or 'number of rows'}")

    def _problem(self, seq: int, detail: str) -> Problem:
        return Problem(seq, seq, ProblemKind.PROJECTION, f"table {self.table.name} {detail}")


def _maker(kind: str) -> _Maker | None:
    return _CASES if kind.startswith(PREFIX) else _MAKERS.get(kind)


def _seq(row: _Row) -> int:
    seq = row["seq"]
    return seq if isinstance(seq, int) else 0
