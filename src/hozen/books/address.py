"""Where the books are: a path or a URL, read without ever showing a password."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from hozen.books.errors import BooksDenied, BooksReadOnly, BooksUnreachable

_SECRETS = ("password", "sslpassword", "passfile")
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


def masked(text: str) -> str:
    """`text` with what stands between ':' and '@', or after 'password=', replaced by ***."""
    text = re.sub(r"(://[^:/@\s]*):\S*@", r"\1:***@", text)
    return re.sub(r"(?i)((?:ssl)?password=)[^&\s]+", r"\1***", text)


def address(target: str | os.PathLike[str]) -> URL:
    """The SQLAlchemy URL for a path, 'sqlite:///path' or 'postgresql://user:password@host/database'."""
    text = os.fspath(target)
    if "://" not in text:
        return _file(Path(text))
    url = _read(text)
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "sqlite+pysqlite") and url.database:
        return _file(Path(url.database))
    raise BooksUnreachable(
        "not an address of books",
        found=masked(text),
        expected="a file path, sqlite:///path or postgresql://user:password@host/database",
    )


def shown(url: URL) -> str:
    """The address for messages: a file's path, or the URL without secrets."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    hidden = {name: "***" for name in _SECRETS if name in url.query}
    return url.update_query_dict(hidden).render_as_string(hide_password=True)


def secrets(url: URL) -> tuple[str, ...]:
    """Every text that must not be printed."""
    values = [url.password, *(url.query.get(name) for name in _SECRETS)]
    return tuple(str(value) for value in values if value)


def _read(text: str) -> URL:
    try:
        return make_url(text)
    except (ArgumentError, ValueError):
        # from None: the cause's own message repeats parts of the URL, the password among them
        raise BooksUnreachable(
            "the URL cannot be read",
            found=masked(text),
            expected="postgresql://user:password@host:port/database",
            try_next="percent-encode signs such as @ : / in the password (@ is %40)",
        ) from None


def _file(path: Path) -> URL:
    if str(path) in ("", ".", ":memory:"):
        raise BooksUnreachable(
            "books live in a file", found=str(path), expected="a path such as books.sqlite"
        )
    path = path.expanduser().absolute()
    _enter(path)
    return URL.create("sqlite", database=str(path))


def _enter(path: Path) -> None:
    """Refuse early and plainly what SQLite would only call 'unable to open database file'."""
    where, folder = str(path), path.parent
    try:
        there = path.stat() if path.exists() else None
    except PermissionError as error:
        raise BooksDenied("the folder may not be entered", where=where) from error
    if there is not None and not path.is_file():
        raise BooksUnreachable("not a file", where=where, expected="a SQLite file, or a name for a new one")
    if there is None and not folder.is_dir():
        raise BooksUnreachable("the folder does not exist", where=where, try_next=f"mkdir -p {folder}")
    if there is not None and not os.access(path, os.R_OK):
        raise BooksDenied("the file may not be read", where=where)
    if there is not None and not os.access(path, os.W_OK):
        raise BooksReadOnly("the file may be read but not written", where=where)
    if not os.access(folder, os.W_OK | os.X_OK):
        # SQLite keeps its write-ahead log beside the file
        raise BooksDenied("nothing may be written in the folder", where=where)
