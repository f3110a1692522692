"""What the tests of the books share: a clock, a filled chain, and a hand that goes around the guards."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg

from hozen.books import Books, Movement, UseApproval
from hozen.books.guards import guard_statements
from hozen.values import Yen

DAY = date(2026, 11, 20)
TABLES = ("entries", "head", "closings", "approvals", "journal")  # those that `fill` fills
EVERY_TABLE = (*TABLES, "breaks", "case_entries")
FIELDS = ("seq", "at", "actor", "kind", "key", "body", "prev_hash", "hash")


def ticking() -> Callable[[], datetime]:
    """A clock that goes one second further at every look."""
    seconds = iter(range(10**9))
    return lambda: datetime(2026, 11, 20, 9, tzinfo=UTC) + timedelta(seconds=next(seconds))


def finding(
    code: str = "cold-share", subject: str = "BTC", status: str = "breach", **more: Any
) -> dict[str, Any]:
    return {"code": code, "subject": subject, "status": status, **more}


def close(
    books: Books, day: date = DAY, *findings: dict[str, Any], fingerprint: str = "f1", **more: Any
) -> Any:
    """Keep a closing with as little said as can be."""
    arguments: dict[str, Any] = {
        "book": "alpha",
        "scenario": "press-band",
        "parts": {"settings": fingerprint},
        "body": {"findings": list(findings)},
        "actor": "sato",
    }
    arguments |= more
    return books.keep_closing(day=day, fingerprint=fingerprint, **arguments)


def fill(books: Books) -> None:
    """Thirty entries: notes 1–20, closings 21 and 22, approval 23, journal 24–26, notes 27–30."""
    for number in range(1, 21):
        books.append("note", {"number": number}, actor="sato", key=f"note-{number}")
    close(books, DAY, finding(), fingerprint="f1")
    close(books, DAY, finding(status="met"), fingerprint="f2", summary={"status": "met"})
    books.approve(22, "suzuki", "seen")
    books.enter_reserve("alpha", DAY, Movement.OPENING, Yen(1_000), actor="sato", key="opening")
    use = books.enter_reserve(
        "alpha",
        DAY,
        Movement.USE,
        Yen(400),
        actor="sato",
        key="use",
        cause="hot_key_theft",
        approval=UseApproval.REQUESTED,
    )
    books.decide_use(use.line.seq, approved=True, day=DAY, actor="suzuki", key="decided")
    for number in range(27, 31):
        books.append("note", {"number": number}, actor="sato")


class Outlaw:
    """Writes into the tables as who owns the database can, guards switched off."""

    def __init__(self, connection: sqlite3.Connection | psycopg.Connection[Any]) -> None:
        self._connection, self._sqlite = connection, isinstance(connection, sqlite3.Connection)

    def run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """SQL with ? for values on both databases."""
        text = sql if self._sqlite else sql.replace("?", "%s")
        cursor = self._connection.execute(text, values)  # type: ignore[arg-type]
        return list(cursor.fetchall()) if cursor.description else []

    def entry(self, seq: int) -> dict[str, Any]:
        row = self.run(f"SELECT {', '.join(FIELDS)} FROM entries WHERE seq = ?", seq)[0]
        return dict(zip(FIELDS, row, strict=True))

    def put(self, entry: dict[str, Any]) -> None:
        self.run(
            f"INSERT INTO entries ({', '.join(FIELDS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(entry[f] for f in FIELDS),
        )

    def set(self, seq: int, **fields: Any) -> None:
        for name, value in fields.items():
            self.run(f"UPDATE entries SET {name} = ? WHERE seq = ?", value, seq)

    def shift(self, first: int, by: int) -> None:
        """Renumber the entries from `first` on, by way of numbers nobody has."""
        self.run("UPDATE entries SET seq = seq + 100000 WHERE seq >= ?", first)
        self.run("UPDATE entries SET seq = seq - 100000 + ? WHERE seq >= 100000", by)

    def rehash(self, first: int) -> None:
        """Make the chain from `first` on hold again, as a careful forger would."""
        for (seq,) in self.run("SELECT seq FROM entries WHERE seq >= ? ORDER BY seq", first):
            before = self.entry(seq - 1)["hash"] if seq > 1 else "0" * 64
            self.set(seq, prev_hash=before)
            self.set(seq, hash=hash_by_hand(self.entry(seq)))

    def off(self) -> None:
        if self._sqlite:
            self.run("PRAGMA foreign_keys = OFF")
            for (name,) in self.run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                self.run(f"DROP TRIGGER {name}")
        else:
            for table in EVERY_TABLE:
                self.run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")

    def on(self) -> None:
        if self._sqlite:
            for statement in guard_statements("sqlite"):
                self.run(statement)
            return
        for table in EVERY_TABLE:
            self.run(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        for statement in guard_statements("postgresql"):
            if "ENABLE ALWAYS" in statement:
                self.run(statement)


def hash_by_hand(entry: dict[str, Any]) -> str:
    """The documented hash, worked out with nothing of ours: one JSON array, SHA-256."""
    array = ["hozen-chain-1", *(entry[f] for f in FIELDS[:5]), json.loads(entry["body"]), entry["prev_hash"]]
    text = json.dumps(array, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def direct(url: str) -> Iterator[Outlaw]:
    """A connection of its own, guards as they are."""
    connection = psycopg.connect(url) if url.startswith("postgresql") else sqlite3.connect(url)
    try:
        yield Outlaw(connection)
        connection.commit()
    finally:
        connection.close()


@contextmanager
def outlaw(url: str) -> Iterator[Outlaw]:
    """Guards off, and on again afterwards, so that only the tampering is left to be found."""
    with direct(url) as hand:
        hand.off()
        yield hand
        hand.on()
