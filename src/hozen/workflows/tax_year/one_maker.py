"""One process at a time makes an issue of a year, since two would write into the same files."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hozen.workflows.tax_year.errors import TaxYearRefused


@contextmanager
def alone(folder: Path, what: str) -> Iterator[None]:
    """Nobody else makes `what` in the case's folder meanwhile; a process that is killed lets go. TaxYearRefused."""
    with (folder / f".{what}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TaxYearRefused(
                "another process makes this year's reports",
                where=str(folder),
                found=what,
                try_next="wait for it, then look: hozen tax-year show",
            ) from error
        yield
