"""Alembic's entry: runs the migrations on the connection (and in the transaction) it is handed."""

from alembic import context

from hozen.books.tables import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
