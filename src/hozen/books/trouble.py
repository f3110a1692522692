"""What a database complains of, as the books' own refusals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from hozen.books.address import masked, secrets, shown
from hozen.books.errors import (
    BooksDamaged,
    BooksDenied,
    BooksDriverMissing,
    BooksError,
    BooksLocked,
    BooksReadOnly,
    BooksUnreachable,
    NotHozenBooks,
)

# First match wins. SQLite is known by its error names, PostgreSQL by SQLSTATE; a connection that was
# refused carries no SQLSTATE, only the server's words.
_KINDS: tuple[tuple[str, type[BooksError], str], ...] = (
    (r"^SQLITE_(BUSY|LOCKED)|^55P03|^40P01|^40001", BooksLocked, "another process is holding the books"),
    (r"^SQLITE_CANTOPEN", BooksUnreachable, "the file cannot be opened"),
    (r"^SQLITE_READONLY|^25006", BooksReadOnly, "the books cannot be written"),
    (r"^SQLITE_(PERM|AUTH)|^42501|^28", BooksDenied, "this user is not let in"),
    (r"^SQLITE_NOTADB", NotHozenBooks, "the file is no SQLite database"),
    (r"^SQLITE_CORRUPT|^XX00[12]", BooksDamaged, "the database says that it is broken"),
    (r"^SQLITE_(FULL|IOERR)|^53100", BooksError, "the disk is full or failing"),
    (r"^(42P01|42703)|no such (table|column)", BooksDamaged, "a table of the books is missing"),
    (r"authentication failed|no pg_hba|role .* does not exist|permission denied", BooksDenied, "not let in"),
    (r"^(3D000|08|57P)|connect|server closed|does not exist|timeout", BooksUnreachable, "no connection"),
)
_TRY = {
    BooksLocked: "wait for the other close to end, or look for a process that hangs",
    BooksUnreachable: "check host, port and database name, or the path",
    BooksDenied: "check user, password and rights",
    BooksReadOnly: "check the file's rights, or use the primary server",
    BooksDamaged: "restore from a copy, then run hozen books verify",
}


@contextmanager
def speaking(url: URL) -> Iterator[None]:
    """Turn a driver's exception into one of ours, without secrets."""
    try:
        yield
    except DBAPIError as error:
        raise refusal(error, url) from _cause(error, url)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise BooksDriverMissing(
            "the PostgreSQL driver is not installed",
            found=str(error),
            try_next="pip install 'hozen[postgres]'",
        ) from error


def refusal(error: DBAPIError, url: URL) -> BooksError:
    """The refusal that fits the driver's exception."""
    name = _name(error)
    said = _clean(str(error.orig), url)
    for pattern, kind, message in _KINDS:
        if re.search(pattern, name) or re.search(pattern, said, re.IGNORECASE):
            return kind(message, where=shown(url), found=said, try_next=_TRY.get(kind))
    return BooksError("the database refused", where=shown(url), found=said)


def _name(error: DBAPIError) -> str:
    cause = error.orig
    return str(getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or "")


def _clean(text: str, url: URL) -> str:
    for secret in secrets(url):
        text = text.replace(secret, "***")
    return masked(" ".join(text.split()))[:300]


def _cause(error: DBAPIError, url: URL) -> DBAPIError | None:
    """The cause is kept for the traceback unless its own text holds a secret."""
    whole = f"{error} {error.orig!r} {error.params!r}"
    return None if any(secret in whole for secret in secrets(url)) else error
