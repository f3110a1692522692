"""The connection to the books: one writer at a time, readers that see one moment.

SQLite: write-ahead log, foreign keys, synchronous=FULL (a commit is on the disk when it returns), a writer
takes its lock at BEGIN. PostgreSQL: synchronous commit, a writer locks the head row; a full check reads in
one REPEATABLE READ transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from hozen.books.address import shown
from hozen.books.trouble import speaking

_WRITES = "hozen_writes"


class Database:
    """A pool of connections to one database of books."""

    def __init__(self, url: URL, wait_seconds: int) -> None:
        self.url, self.name = url, shown(url)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        with speaking(url):
            self._engine = _sqlite(url, wait_seconds) if self.is_sqlite else _postgres(url, wait_seconds)
        self._writer = self._engine.execution_options(**{_WRITES: True})

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that reads; on SQLite it sees one moment."""
        with speaking(self.url), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is committed when the block ends, rolled back when it raises."""
        with speaking(self.url), self._writer.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def moment(self) -> Iterator[Connection]:
        """A transaction that sees one moment on both databases, and text that is not UTF-8 as it is."""
        options = (
            {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        )
        engine = self._engine.execution_options(**options)
        with (
            speaking(self.url),
            engine.connect() as connection,
            _any_bytes(connection),
            connection.begin(),
        ):
            yield connection

    def enter_wal(self) -> str:
        """Switch SQLite to its write-ahead log (kept in the file); returns the mode it is in."""
        with speaking(self.url):
            raw = self._engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute("PRAGMA journal_mode = WAL")
                return str(cursor.fetchone()[0])  # type: ignore[index]  # the pragma always answers one row
            finally:
                raw.close()

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


def _sqlite(url: URL, wait_seconds: int) -> Engine:
    engine = create_engine(url, connect_args={"timeout": wait_seconds})

    def connected(raw: SqliteConnection, _: ConnectionPoolEntry) -> None:
        raw.isolation_level = None  # BEGIN is ours: the driver would begin late, at the first change
        for pragma in ("foreign_keys = ON", "synchronous = FULL", f"busy_timeout = {wait_seconds * 1000}"):
            raw.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begin)
    return engine


def _postgres(url: URL, wait_seconds: int) -> Engine:
    arguments: dict[str, Any] = {"client_encoding": "utf8"}
    if "connect_timeout" not in url.query:
        arguments["connect_timeout"] = 10
    engine = create_engine(url, connect_args=arguments, pool_pre_ping=True)

    def connected(raw: Any, _: ConnectionPoolEntry) -> None:
        raw.autocommit = True  # settings made inside a transaction would go with its rollback
        raw.execute(f"SET lock_timeout = '{wait_seconds}s'")
        raw.execute("SET synchronous_commit = on")
        raw.autocommit = False

    event.listen(engine, "connect", connected)
    return engine


@contextmanager
def _any_bytes(connection: Connection) -> Iterator[None]:
    raw: object = connection.connection.dbapi_connection
    if not isinstance(raw, SqliteConnection):
        yield
        return
    before = raw.text_factory
    raw.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = before
