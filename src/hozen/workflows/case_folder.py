"""The folder of a case: evidence beside the books. A file is whole or not there, and never takes another's place."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from hozen.errors import HozenError

_CHUNK = 1 << 20
_VERSIONS = 100


class CaseFileRefused(HozenError):
    """事案ファイルの拒否: a file of the case stands with other content, or is not what the books say it was."""

    code: ClassVar[str] = "case-file"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """事案の証拠ファイル: what the books keep of a file. `rows` None: it has none to count."""

    name: str
    sha256: str
    rows: int | None = None

    def body(self) -> dict[str, object]:
        """As an entry names it."""
        return {"name": self.name, "sha256": self.sha256, "rows": self.rows}


def case_folder(book: Path, case: str) -> Path:
    """BOOK/cases/<case>, made if it is not there."""
    folder = book / "cases" / case
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """A temporary path to write to; when the block ends it takes the name `path`, when it raises it goes.

    A file of the same content that stands already is left. Raises CaseFileRefused when another's content stands.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        _on_disk(part)
        settle(part, path)
    finally:
        part.unlink(missing_ok=True)


def kept(folder: Path, stem: str, write: Callable[[Path], object]) -> Path:
    """`stem`.parquet as `write` makes it, or `stem`-2.parquet and so on where other content stands under that name.

    So a file that a crash left behind, named by no entry, stands in nobody's way.
    """
    part = folder / f".{stem}.{secrets.token_hex(4)}.part"
    try:
        write(part)
        _on_disk(part)
        return _in_a_place(folder, stem, part)
    finally:
        part.unlink(missing_ok=True)


def put(path: Path, content: bytes) -> None:
    """Write a small file whole. Raises CaseFileRefused."""
    with writing(path) as part:
        part.write_bytes(content)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def unchanged(folder: Path, file: CaseFile) -> Path:
    """The path of a file that is still what the books say. Raises CaseFileRefused."""
    path = folder / file.name
    found = sha256_of(path) if path.is_file() else "no file"
    if found != file.sha256:
        raise CaseFileRefused(
            "a file of the case is not what the books say",
            where=str(path),
            found=found,
            expected=file.sha256,
            try_next="put the file back from a copy; the books stay as they are",
        )
    return path


def _in_a_place(folder: Path, stem: str, part: Path) -> Path:
    for number in range(1, _VERSIONS):
        path = folder / (f"{stem}.parquet" if number == 1 else f"{stem}-{number}.parquet")
        if not path.exists() or sha256_of(path) == sha256_of(part):
            settle(part, path)
            return path
    raise CaseFileRefused("too many files of one name", where=str(folder), expected=f"fewer than {_VERSIONS}")


def _on_disk(part: Path) -> None:
    with part.open("rb") as file:
        os.fsync(file.fileno())


def settle(part: Path, path: Path) -> None:
    """Give a file its name, where no other content stands under it. Raises CaseFileRefused."""
    try:
        os.link(part, path)  # unlike a rename it never takes another's place
    except FileExistsError:
        if sha256_of(path) != sha256_of(part):
            raise CaseFileRefused(
                "a file of this name stands with other content",
                where=str(path),
                found=sha256_of(path),
                expected=sha256_of(part),
                try_next="name another file; evidence is never overwritten",
            ) from None
