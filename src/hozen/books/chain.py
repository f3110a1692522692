"""Appending to the chain and reading it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, update

from hozen.books.canonical import canonical, instant_text, name_text, parsed
from hozen.books.entry import Anchor, Entry, Sealed, opened
from hozen.books.errors import ChainBroken, KeyReused
from hozen.books.problem import Problem, ProblemKind
from hozen.books.tables import entries, head

AT_ONCE = 50  # rows fetched together: a closing can weigh a megabyte

_COLUMNS = (
    entries.c.seq,
    entries.c.at,
    entries.c.actor,
    entries.c.kind,
    entries.c.key,
    entries.c.body,
    entries.c.prev_hash,
    entries.c.hash,
)


@dataclass(slots=True)
class Writer:
    """One transaction that may append. Nobody else appends while it is open."""

    connection: Connection
    head: Anchor
    at: datetime

    @classmethod
    def take(cls, connection: Connection, at: datetime) -> Writer:
        """Wait for the lock, then read the head."""
        return cls(connection, read_head(connection, lock=True), at)

    def append(self, kind: str, actor: str, body: Mapping[str, object], key: str | None = None) -> Entry:
        """Put one entry after the head."""
        sealed = self._seal(kind, name_text(actor, "actor"), canonical(body), key)
        self.connection.execute(entries.insert().values(sealed._asdict()))
        step = update(head).where(head.c.id == 1).values(seq=sealed.seq, hash=sealed.hash)
        self.connection.execute(step)
        self.head = Anchor(sealed.seq, sealed.hash)
        return opened(sealed)

    def already(
        self, key: str | None, kind: str, actor: str, request: Mapping[str, object], *, whole: bool = True
    ) -> Entry | None:
        """The entry that this key made before. Raises KeyReused when it was made by another request.

        `whole` False: the entry's body holds more than what was asked for.
        """
        if key is None:
            return None
        row = self.connection.execute(
            select(*_COLUMNS).where(entries.c.key == name_text(key, "key"))
        ).one_or_none()
        if row is None:
            return None
        found = _trusted(row)
        if (found.kind, found.actor) != (kind, actor) or not _same(found.body, request, whole):
            raise KeyReused(
                "the key was used for another request",
                where=f"entry {found.seq}",
                found=key,
                expected="the same request again, or a new key",
            )
        return found

    def _seal(self, kind: str, actor: str, body: str, key: str | None) -> Sealed:
        draft = Sealed(
            self.head.seq + 1, instant_text(self.at), actor, kind, key, body, self.head.hash, hash=""
        )
        return draft._replace(hash=draft.digest())


def read_head(connection: Connection, *, lock: bool = False) -> Anchor:
    """The head row. Raises ChainBroken when there is none."""
    query = select(head.c.seq, head.c.hash).where(head.c.id == 1)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise ChainBroken([Problem(0, 0, ProblemKind.HEAD, "the head row is gone")])
    return Anchor(row.seq, row.hash)


def read_entry(connection: Connection, seq: int) -> Entry | None:
    """One entry, its own hash checked: what is shown is what was written, or ChainBroken."""
    row = connection.execute(select(*_COLUMNS).where(entries.c.seq == seq)).one_or_none()
    return None if row is None else _trusted(row)


def read_entries(connection: Connection, first: int, last: int | None, kind: str | None) -> Iterator[Entry]:
    """Entries from `first` on, in order, streamed."""
    query = select(*_COLUMNS).where(entries.c.seq >= first).order_by(entries.c.seq)
    if last is not None:
        query = query.where(entries.c.seq <= last)
    if kind is not None:
        query = query.where(entries.c.kind == kind)
    for row in connection.execute(query, execution_options={"yield_per": AT_ONCE}):
        yield _trusted(row)


def entries_where(connection: Connection, condition: ColumnElement[bool]) -> Iterator[Entry]:
    """Entries that meet a condition, in order, each one's own hash checked."""
    query = select(*_COLUMNS).where(condition).order_by(entries.c.seq)
    return (_trusted(row) for row in connection.execute(query))


def sealed_rows(connection: Connection, first: int = 0, *, backwards: bool = False) -> Iterator[Sealed]:
    """Entries as they stand, unchecked, streamed."""
    order = entries.c.seq.desc() if backwards else entries.c.seq
    query = select(*_COLUMNS).order_by(order)
    if first:
        query = query.where(entries.c.seq >= first)
    for row in connection.execute(query, execution_options={"yield_per": AT_ONCE}):
        yield Sealed._make(row)


def stands_at(connection: Connection, digest: str) -> int | None:
    """Where the entry with this stored hash stands."""
    return connection.execute(select(entries.c.seq).where(entries.c.hash == digest).limit(1)).scalar()


def _trusted(row: Sequence[Any]) -> Entry:
    sealed = Sealed._make(row)
    if not sealed.holds():
        detail = "its content is not what its hash says"
        raise ChainBroken([Problem(sealed.seq, sealed.seq, ProblemKind.ALTERED, detail)])
    return opened(sealed)


def _same(body: Mapping[str, object], request: Mapping[str, object], whole: bool) -> bool:
    asked = parsed(canonical(request))
    kept = body if whole else {name: body.get(name) for name in asked}
    return canonical(kept) == canonical(asked)  # as text: in Python 1 equals True
