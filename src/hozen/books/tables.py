"""The tables of the books. The chain is the truth; the others are made from it, entry by entry.

Days and instants are ISO text of fixed length, so that both databases keep and order them alike.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()
VERSION_TABLE = "hozen_schema"

# SQLite numbers its rows by an INTEGER key; PostgreSQL's INTEGER would end at two thousand million.
_Number = BigInteger().with_variant(Integer, "sqlite")


def _made_from_entry() -> Column[int]:
    return Column("seq", _Number, ForeignKey("entries.seq"), primary_key=True, autoincrement=False)


entries = Table(
    "entries",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, unique=True),
    Column("body", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)

head = Table(
    "head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", _Number, nullable=False),
    Column("hash", Text, nullable=False),
)

closings = Table(
    "closings",
    metadata,
    _made_from_entry(),
    Column("book", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("summary", Text, nullable=False),
    UniqueConstraint("book", "day", "scenario", "version"),
)

approvals = Table(
    "approvals",
    metadata,
    _made_from_entry(),
    Column("closing", _Number, ForeignKey("closings.seq"), nullable=False, index=True),
    Column("event", Text, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    _made_from_entry(),
    Column("book", Text, nullable=False, index=True),
    Column("day", Text, nullable=False),
    Column("movement", Text, nullable=False),
    Column("amount", _Number, nullable=False),
    Column("approval", Text),
    Column("of", _Number, ForeignKey("journal.seq")),
)

breaks = Table(
    "breaks",
    metadata,
    _made_from_entry(),
    Column("book", Text, nullable=False, index=True),
    Column("day", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("of", _Number, ForeignKey("breaks.seq")),
)

case_entries = Table(
    "case_entries",
    metadata,
    _made_from_entry(),
    Column("book", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("event", Text, nullable=False),
    Index("ix_case_entries_case", "book", "case"),
)

PROJECTIONS = (closings, approvals, journal, breaks, case_entries)
