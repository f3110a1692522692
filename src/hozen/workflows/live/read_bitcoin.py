"""A Bitcoin node's balances into the book: read into a file, which is imported as if a person had brought it."""

from __future__ import annotations

from hozen.workflows.importing import Asked, Imported, Preview, import_file, preview
from hozen.workflows.live.bitcoin import BitcoinAsked, BitcoinRead, Progress, fetch
from hozen.workflows.live.kept import Kept
from hozen.workflows.live.one_reader import one_reader

KIND = "scantxoutset"


def read_bitcoin(asked: BitcoinAsked, progress: Progress | None = None) -> tuple[BitcoinRead, Imported]:
    """Read, and put it into the book, all or none; what was read is kept until it is there. Raises as `fetch` and imports."""
    with one_reader(asked.book):
        read = fetch(asked, progress or _silent)
        done = import_file(_import(asked, read), progress)
        Kept(read.file.parent).clear()
    return read, done


def preview_bitcoin(asked: BitcoinAsked, progress: Progress | None = None) -> tuple[BitcoinRead, Preview]:
    """Read, and say what it would come to. Tables stay as they are; what was read is kept for the run that imports it."""
    with one_reader(asked.book):
        read = fetch(asked, progress or _silent)
        return read, preview(_import(asked, read), progress)


def _import(asked: BitcoinAsked, read: BitcoinRead) -> Asked:
    return Asked(
        KIND,
        read.file,
        asked.book,
        asked.mapping,
        asked.day,
        replace=asked.replace,
        memory_limit=asked.memory_limit,
    )


def _silent(_what: str, _done: int, _of: int) -> None:
    pass
