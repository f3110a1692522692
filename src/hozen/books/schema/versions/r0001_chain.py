"""The chain, its head, and the tables made from it."""

import sqlalchemy as sa
from alembic import op

from hozen.books.entry import GENESIS
from hozen.books.guards import first_guards
from hozen.books.schema import APPLICATION_ID

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make everything; one transaction on both databases."""
    dialect = op.get_bind().dialect.name
    _chain()
    _closings()
    _journal()
    if dialect == "sqlite":
        op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in first_guards(dialect):
        op.execute(sa.text(statement.replace(":", r"\:")))


def _chain() -> None:
    op.create_table(
        "entries",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, unique=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
    )
    head = op.create_table(
        "head",
        sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": GENESIS}])


def _closings() -> None:
    op.create_table(
        "closings",
        _entry(),
        sa.Column("book", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.UniqueConstraint("book", "day", "scenario", "version"),
    )
    op.create_table(
        "approvals",
        _entry(),
        sa.Column("closing", _NUMBER, sa.ForeignKey("closings.seq"), nullable=False, index=True),
        sa.Column("event", sa.Text, nullable=False),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        _entry(),
        sa.Column("book", sa.Text, nullable=False, index=True),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("movement", sa.Text, nullable=False),
        sa.Column("amount", _NUMBER, nullable=False),
        sa.Column("approval", sa.Text),
        sa.Column("of", _NUMBER, sa.ForeignKey("journal.seq")),
    )


def _entry() -> sa.Column[int]:
    return sa.Column("seq", _NUMBER, sa.ForeignKey("entries.seq"), primary_key=True, autoincrement=False)
