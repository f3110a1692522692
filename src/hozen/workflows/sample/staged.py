"""A folder appears whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hozen.workflows.sample.errors import SampleError


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder`, renamed to it at the end; removed again when anything is raised.

    SampleError where `folder` holds anything, cannot be written, or is being made by another run.
    """
    folder = folder.resolve()
    _refuse_used(folder)
    part = folder.with_name(f".{folder.name}.part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.mkdir()
    except FileExistsError as error:
        raise SampleError(
            "another run is making this sample, or one was killed",
            where=str(part),
            try_next=f"wait for it; if none runs, delete {part}",
        ) from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield part
        _put(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put(part: Path, folder: Path) -> None:
    try:
        part.replace(folder)  # onto nothing, or onto an empty folder
    except OSError as error:
        raise _unwritable(folder, error) from error


def _refuse_used(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists():
        raise SampleError(
            "the sample needs a folder of its own",
            where=str(folder),
            found="a folder that is not empty" if folder.is_dir() else "a file",
            expected="a new or an empty folder",
            try_next="name another folder, or delete this one",
        )


def _unwritable(folder: Path, error: OSError) -> SampleError:
    return SampleError(
        "the folder cannot be written",
        where=str(folder),
        found=error.strerror,
        try_next="name another folder",
    )
