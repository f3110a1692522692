"""The table of the break log, and its guards."""

import sqlalchemy as sa
from alembic import op

from hozen.books.guards import guards_of

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table; one transaction on both databases."""
    op.create_table(
        "breaks",
        sa.Column("seq", _NUMBER, sa.ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
        sa.Column("book", sa.Text, nullable=False, index=True),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("of", _NUMBER, sa.ForeignKey("breaks.seq")),
    )
    for statement in guards_of("breaks", op.get_bind().dialect.name):
        op.execute(sa.text(statement.replace(":", r"\:")))
