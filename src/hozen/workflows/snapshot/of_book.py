"""From a book folder to a snapshot, through the door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hozen.engine import Engine
from hozen.records import Book
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import home
from hozen.workflows.snapshot.building import PARTS, How, build_snapshot
from hozen.workflows.snapshot.day_folder import PublicDay
from hozen.workflows.snapshot.secret_store import MasterSecret, open_secrets, secrets_at

Progress = Callable[[str, int, int], None]
"""Called with what comes next, how many steps are done, and how many there are."""


def snapshot(
    book: Book | str | Path,
    day: date,
    *,
    secrets: Path | None = None,
    key: Path | None = None,
    to: Path | None = None,
    parts: int = PARTS,
    engine: str = "duckdb",
    memory_limit: str = "2GB",
    how: How | None = None,
    progress: Progress | None = None,
) -> PublicDay:
    """負債証明の作成: what each customer is owed at the end of `day`, as trees that each can check.

    `secrets`, `key`: the store and its key; None takes HOZEN_SECRETS and HOZEN_SECRETS_KEY. `to`: the folder of
    snapshots; None takes the user's own. `parts`: into how many leaves each holding is split, 1 to 16.
    Raises RowsRefused, BookError, EngineError, SecretStoreRefused, SnapshotFolderRefused, LiabilitiesRefused.
    """
    opened = (book if isinstance(book, Book) else Book.open(book)).of_day(day)
    secret = secret_of(opened, secrets, key)
    with admitted(opened, day, engine, memory_limit, progress) as runs:
        return build_snapshot(runs, day, secret, to or snapshots_of(opened), parts, how)


def secret_of(book: Book, store: Path | None, key: Path | None) -> MasterSecret:
    """The master secret of a book. Raises SecretStoreRefused."""
    return open_secrets(*secrets_at(store, key), book.settings.book)


def snapshots_of(book: Book) -> Path:
    """Where a book's snapshots are when nobody says."""
    return home() / "snapshots" / book.settings.book


@contextmanager
def admitted(
    book: Book, day: date, engine: str, memory_limit: str, progress: Progress | None
) -> Iterator[Engine]:
    """An engine in which the door has made the views of a book's day."""
    rejects = home() / "rejects" / book.settings.book / day.isoformat()
    with engine_at_home(engine, memory_limit) as runs:
        admit(book, runs, day=day, passed=PassedFiles.load(home()), rejects=rejects, progress=progress)
        yield runs
