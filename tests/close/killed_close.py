"""A close that kills itself: `python killed_close.py BOOK WHERE N` dies at the N-th time it comes to WHERE.

WHERE is the name of a step of the progress ('measures', 'books', …), or 'fsync', 'rename', 'insert', 'commit': inside
a step, just before that is done.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from hozen import close


def main(book: str, where: str, times: int) -> None:
    left = [times]

    def die(name: str) -> None:
        if name == where:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    _before(os, "fsync", die)
    _before(Path, "replace", die, "rename")
    event.listen(Engine, "commit", lambda *_: die("commit"))
    event.listen(
        Engine, "before_cursor_execute", lambda *what: die("insert") if what[2][:6] == "INSERT" else None
    )
    close(Path(book), date(2026, 11, 20), scenario="press-band", progress=lambda what, *_: die(what))


def _before(owner: object, name: str, die: Callable[[str], None], where: str = "") -> None:
    original = getattr(owner, name)

    def instead(*given: object) -> object:
        die(where or name)
        return original(*given)

    setattr(owner, name, instead)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
