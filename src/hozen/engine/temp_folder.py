"""An engine's temporary folder: named after its process, so that what a killed one left is known and removed."""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
from pathlib import Path

_NAME = re.compile(r"hozen-(?P<host>.*)-(?P<process>[0-9]{1,9})-[^-]+")


def temp_prefix() -> str:
    """'hozen-<machine>-<process>-': whose a temporary folder is."""
    return f"hozen-{platform.node()}-{os.getpid()}-"


def new_temp_folder(below: Path | None) -> Path:
    """A folder that only this user reads, below `below`, or in the system's temporary folder when None.

    What dead processes of this machine left below `below` is removed first. The system's own folder is not swept.
    """
    if below is not None:
        sweep(below)
    return Path(tempfile.mkdtemp(prefix=temp_prefix(), dir=below))


def sweep(folder: Path) -> None:
    """Remove the temporary folders of processes that are gone; one of another machine is left alone."""
    for path in folder.glob("hozen-*"):
        found = _NAME.fullmatch(path.name)
        if found and found["host"] == platform.node() and not _alive(int(found["process"])):
            shutil.rmtree(path, ignore_errors=True)  # somebody else may be sweeping, too


def _alive(process: int) -> bool:
    if os.name != "posix":
        return True  # elsewhere signal 0 is not a question: it ends the process
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it runs, for somebody else
    return True
