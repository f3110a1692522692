"""Opening the books: whose database it is, which schema it has, and whether its chain holds."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection

from hozen.books.address import address
from hozen.books.books import Books
from hozen.books.database import Database
from hozen.books.errors import (
    BooksDamaged,
    BooksError,
    BooksTooNew,
    BooksUnreachable,
    ChainBroken,
    NotHozenBooks,
)
from hozen.books.quick_check import quick_check
from hozen.books.schema import APPLICATION_ID, CURRENT, KNOWN
from hozen.books.tables import VERSION_TABLE

_FRESH = ""
_MIGRATION_LOCK = 0x484F5A4E  # any number that others are unlikely to use


def _now() -> datetime:
    return datetime.now(UTC)


def open_books(
    target: str | os.PathLike[str],
    *,
    check: bool = True,
    wait_seconds: int = 30,
    clock: Callable[[], datetime] = _now,
) -> Books:
    """Open the books at a path or URL; a new file or an empty database becomes new books.

    `check` tries the head and the last entries (see quick_check); leave it out only to examine damaged books.
    `wait_seconds`: how long to wait for another writer. `clock` gives the instant where a call names none.
    Raises BooksUnreachable, BooksDenied, BooksReadOnly, BooksLocked, NotHozenBooks, BooksTooNew,
    BooksDamaged, BooksDriverMissing, ChainBroken. No message holds a password.
    """
    database = Database(address(target), wait_seconds)
    try:
        _prepare(database)
        if check:
            _holds(database)
    except BaseException:
        database.close()
        raise
    return Books(database, clock)


def _holds(database: Database) -> None:
    with database.moment() as connection:
        problems = quick_check(connection)
    if problems:
        raise ChainBroken(problems, where=database.name)


def _prepare(database: Database) -> None:
    with database.read() as connection:
        version = _version(connection, database)
    if version not in (_FRESH, *KNOWN):
        raise BooksTooNew(
            "the books were written by a newer hozen",
            where=database.name,
            found=f"schema {version}",
            expected=f"schema {CURRENT} or older",
            try_next="upgrade hozen",
        )
    if database.is_sqlite and (mode := database.enter_wal()) != "wal":
        raise BooksError(
            "no write-ahead log can be kept here",
            where=database.name,
            found=f"journal mode {mode}",
            try_next="keep the books on a local disk, not on a network share",
        )
    if version != CURRENT:
        _migrate(database)


def _version(connection: Connection, database: Database) -> str:
    """The schema's revision; '' for an empty database. Touches nothing: it may be somebody else's."""
    tables = _sqlite_tables(connection) if database.is_sqlite else _postgres_tables(connection, database)
    ours = VERSION_TABLE in tables
    if database.is_sqlite:
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
        ours = ours and mark == APPLICATION_ID
        if mark not in (0, APPLICATION_ID):
            tables = tables or {"(another application's mark)"}
    if tables and not ours:
        some = ", ".join(sorted(tables)[:3])
        raise NotHozenBooks("the database holds something else", where=database.name, found=f"tables {some}")
    if not tables:
        return _FRESH
    version = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
    if version is None:
        raise BooksDamaged("the schema's version is gone", where=database.name)
    return str(version)


def _sqlite_tables(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())


def _postgres_tables(connection: Connection, database: Database) -> set[str]:
    schema, encoding = connection.exec_driver_sql(
        "SELECT current_schema(), pg_encoding_to_char(encoding) FROM pg_database"
        " WHERE datname = current_database()"
    ).one()
    if schema is None:
        raise BooksUnreachable(
            "no schema to keep the books in", where=database.name, expected="a search_path"
        )
    if encoding != "UTF8":
        raise NotHozenBooks("the database is not in UTF-8", where=database.name, found=encoding)
    query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    return set(connection.exec_driver_sql(query).scalars())


def _migrate(database: Database) -> None:
    """Bring the schema up to date in one transaction; another process doing the same is waited for."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "hozen.books:schema")
    with database.write() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
