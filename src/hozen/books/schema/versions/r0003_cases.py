"""The table of the cases, and its guards."""

import sqlalchemy as sa
from alembic import op

from hozen.books.guards import guards_of

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table; one transaction on both databases."""
    op.create_table(
        "case_entries",
        sa.Column("seq", _NUMBER, sa.ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
        sa.Column("book", sa.Text, nullable=False),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
    )
    op.create_index("ix_case_entries_case", "case_entries", ["book", "case"])
    for statement in guards_of("case_entries", op.get_bind().dialect.name):
        op.execute(sa.text(statement.replace(":", r"\:")))
