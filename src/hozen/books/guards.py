"""Triggers that keep entries as written, on both databases, and the check that they are still there.

They stop mistakes and honest programs. Who owns the database can drop them; then the hashes tell.
SQLite's INSERT OR REPLACE deletes the old row without firing a delete trigger, so a row that would
replace another is refused before it comes in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

_FIRST = ("entries", "closings", "approvals", "journal")  # made by revision 0001
_LATER = ("breaks", "case_entries")  # each by a revision of its own
_KEPT = (*_FIRST, *_LATER)

_SQLITE_REFUSE = (
    "CREATE TRIGGER {table}_no_{event} BEFORE {EVENT} ON {table}\n"
    "BEGIN SELECT RAISE(ABORT, 'hozen: {table} is append-only'); END"
)
_SQLITE_IN_PLACE = (
    "CREATE TRIGGER entries_in_place BEFORE INSERT ON entries\n"
    "WHEN NEW.seq IS NOT (SELECT seq + 1 FROM head)\n"
    "  OR NEW.prev_hash IS NOT (SELECT hash FROM head)\n"
    "  OR EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq OR hash = NEW.hash OR key = NEW.key)\n"
    "BEGIN SELECT RAISE(ABORT, 'hozen: an entry follows the head'); END"
)
_SQLITE_HEAD_STEP = (
    "CREATE TRIGGER head_step BEFORE UPDATE ON head\n"
    "WHEN NEW.id <> OLD.id OR NEW.seq <> OLD.seq + 1\n"
    "  OR NOT EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq AND hash = NEW.hash)\n"
    "BEGIN SELECT RAISE(ABORT, 'hozen: the head follows the entries'); END"
)
_SQLITE_NO_REPLACE = (
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}\n"
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})\n"
    "BEGIN SELECT RAISE(ABORT, 'hozen: {table} is append-only'); END"
)
_SAME_CLOSING = (
    "seq = NEW.seq OR (book = NEW.book AND day = NEW.day"
    " AND scenario = NEW.scenario AND version = NEW.version)"
)
_SAME_SEQ = "seq = NEW.seq"
_SAME = {
    "closings": _SAME_CLOSING,
    "approvals": _SAME_SEQ,
    "journal": _SAME_SEQ,
    "head": "true",
    **dict.fromkeys(_LATER, _SAME_SEQ),
}

_REFUSE_BODY = "\nBEGIN RAISE EXCEPTION 'hozen: % is append-only', TG_TABLE_NAME; END\n"
_IN_PLACE_BODY = """
BEGIN
  IF NOT EXISTS (SELECT 1 FROM head WHERE seq + 1 = NEW.seq AND hash = NEW.prev_hash) THEN
    RAISE EXCEPTION 'hozen: an entry follows the head';
  END IF;
  RETURN NEW;
END
"""
_HEAD_STEP_BODY = """
BEGIN
  IF NEW.id <> OLD.id OR NEW.seq <> OLD.seq + 1
     OR NOT EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq AND hash = NEW.hash) THEN
    RAISE EXCEPTION 'hozen: the head follows the entries';
  END IF;
  RETURN NEW;
END
"""
_FUNCTIONS = {
    "hozen_refuse": _REFUSE_BODY,
    "hozen_in_place": _IN_PLACE_BODY,
    "hozen_head_step": _HEAD_STEP_BODY,
}
# How PostgreSQL's catalogue writes a trigger's events: one bit each (pg_trigger.tgtype).
_BITS = {"ROW": 1, "BEFORE": 2, "INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}


@dataclass(frozen=True, slots=True)
class _Trigger:
    name: str
    table: str
    events: tuple[str, ...]
    each: str  # 'ROW' or 'STATEMENT'
    function: str

    @property
    def sql(self) -> str:
        events = " OR ".join(self.events)
        return (
            f"CREATE TRIGGER {self.name} BEFORE {events} ON {self.table} "
            f"FOR EACH {self.each} EXECUTE FUNCTION {self.function}()"
        )

    @property
    def kind(self) -> int:
        return _BITS["BEFORE"] + _BITS.get(self.each, 0) + sum(_BITS[event] for event in self.events)


_TRIGGERS = (
    *(
        _Trigger(f"{table}_kept", table, ("UPDATE", "DELETE", "TRUNCATE"), "STATEMENT", "hozen_refuse")
        for table in _KEPT
    ),
    _Trigger("entries_in_place", "entries", ("INSERT",), "ROW", "hozen_in_place"),
    _Trigger("head_step", "head", ("UPDATE",), "ROW", "hozen_head_step"),
    _Trigger("head_kept", "head", ("INSERT", "DELETE", "TRUNCATE"), "STATEMENT", "hozen_refuse"),
)


def guard_statements(dialect: str) -> tuple[str, ...]:
    """What sets all guards up, in order."""
    later = (one for table in _LATER for one in guards_of(table, dialect))
    return (*first_guards(dialect), *later)


def first_guards(dialect: str) -> tuple[str, ...]:
    """The guards of the tables that revision 0001 makes."""
    return tuple(_sqlite_first()) if dialect == "sqlite" else tuple(_postgres_first())


def guards_of(table: str, dialect: str) -> tuple[str, ...]:
    """The guards of a table that a later revision makes."""
    if dialect == "sqlite":
        return (*_sqlite_kept(table), _SQLITE_NO_REPLACE.format(table=table, same=_SAME[table]))
    return tuple(_postgres_triggers(table))


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """Names of guards that are gone, switched off, or no longer say what they said."""
    if connection.dialect.name == "sqlite":
        return _missing_sqlite(connection)
    return _missing_postgres(connection)


def _sqlite_kept(table: str) -> Iterator[str]:
    for event in ("update", "delete"):
        yield _SQLITE_REFUSE.format(table=table, event=event, EVENT=event.upper())


def _sqlite_first() -> Iterator[str]:
    for table in _FIRST:
        yield from _sqlite_kept(table)
    yield _SQLITE_REFUSE.format(table="head", event="delete", EVENT="DELETE")
    yield _SQLITE_IN_PLACE
    yield _SQLITE_HEAD_STEP
    for table, same in _SAME.items():
        if table not in _LATER:
            yield _SQLITE_NO_REPLACE.format(table=table, same=same)


def _postgres_first() -> Iterator[str]:
    for name, body in _FUNCTIONS.items():
        yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $hozen${body}$hozen$"
    for table in (*_FIRST, "head"):
        yield from _postgres_triggers(table)


def _postgres_triggers(table: str) -> Iterator[str]:
    for trigger in (one for one in _TRIGGERS if one.table == table):
        yield trigger.sql
        # ALWAYS: fires for a session that plays a replica, too
        yield f"ALTER TABLE {trigger.table} ENABLE ALWAYS TRIGGER {trigger.name}"


def _missing_sqlite(connection: Connection) -> tuple[str, ...]:
    rows = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    found = {row[0] for row in rows}
    return tuple(sql.split()[2] for sql in guard_statements("sqlite") if sql not in found)


def _missing_postgres(connection: Connection) -> tuple[str, ...]:
    rows = connection.exec_driver_sql(
        "SELECT c.relname, t.tgname, t.tgtype, p.prosrc"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE c.relnamespace = current_schema()::regnamespace"
        " AND NOT t.tgisinternal AND t.tgenabled = 'A' AND t.tgqual IS NULL"
    )
    found = {tuple(row) for row in rows}
    return tuple(
        one.name
        for one in _TRIGGERS
        if (one.table, one.name, one.kind, _FUNCTIONS[one.function]) not in found
    )
