"""What a file's bytes say before any engine reads them: fingerprint, wholeness, encoding, lines."""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 22
_MAGIC = b"PAR1"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Mark:
    """指紋: SHA-256 of the bytes; `line_ends` counts line feeds (CSV).

    `fault` is a reason or ''; then `line` and `found` say where and what.
    """

    sha256: str
    line_ends: int = 0
    fault: str = ""
    line: int = 0
    found: str = ""


def mark_files(files: Iterable[tuple[Path, str]]) -> dict[Path, Mark]:
    """Read every (file, encoding) once, in threads, with bounded memory; OSError where one cannot be read."""
    chosen = list(files)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        marks = pool.map(lambda one: mark(*one), chosen)
        return dict(zip((file for file, _ in chosen), marks, strict=True))


def mark(file: Path, encoding: str) -> Mark:
    """Read one file; `encoding` is 'utf-8' or 'shift_jis' and matters for CSV only."""
    if file.suffix.lower() == ".parquet":
        return _mark_parquet(file)
    reader = _Text(encoding)
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            reader.take(chunk)
    reader.take(b"")
    return Mark(digest.hexdigest(), reader.line_ends, reader.fault, reader.line, reader.found)


def _mark_parquet(file: Path) -> Mark:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        head = stream.read(4)
        stream.seek(max(0, size - 8))
        tail = stream.read(8)
    if size < 12 or head != _MAGIC or tail[4:] != _MAGIC:
        return Mark(digest, fault="broken-parquet", found=f"{size:,} bytes without a Parquet end")
    if int.from_bytes(tail[:4], "little") > size - 12:
        return Mark(digest, fault="broken-parquet", found="a Parquet end that points outside the file")
    return Mark(digest)


class _Text:
    """Follows a CSV's bytes: the first fault stays."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder("utf-8" if encoding == "utf-8" else "cp932")()
        self._first = True
        self.line_ends = 0
        self.fault, self.line, self.found = "", 0, ""

    def take(self, chunk: bytes) -> None:
        """The next bytes; b'' ends the file."""
        if not self.fault:
            self._look(chunk)
        self.line_ends += chunk.count(b"\n")
        self._first = False

    def _look(self, chunk: bytes) -> None:
        if self._first and chunk.startswith(_UTF16):
            self._stop("encoding", 1, "UTF-16 text (a byte order mark stands first)")
        elif self._first and self._encoding != "utf-8" and chunk.startswith(codecs.BOM_UTF8):
            self._stop("encoding", 1, "UTF-8 text (a byte order mark stands first)")
        elif b"\0" in chunk:
            self._stop("control-character", self._line(chunk, chunk.index(b"\0")), "NUL")
        else:
            self._decode(chunk)

    def _decode(self, chunk: bytes) -> None:
        try:
            self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            # What the decoder held back from the chunk before is part of error.object.
            held = len(error.object) - len(chunk)
            found = f"byte 0x{error.object[error.start]:02x} is not {self._encoding}"
            self._stop("encoding", self._line(chunk, max(0, error.start - held)), found + self._guess(error))

    def _guess(self, error: UnicodeDecodeError) -> str:
        if self._encoding != "utf-8":
            return ""
        line = error.object[error.object.rfind(b"\n", 0, error.start) + 1 :].split(b"\n", 1)[0]
        try:
            line.decode("cp932")
        except UnicodeDecodeError:
            return ""
        return "; it reads as Shift_JIS"

    def _line(self, chunk: bytes, offset: int) -> int:
        return self.line_ends + chunk.count(b"\n", 0, offset) + 1

    def _stop(self, fault: str, line: int, found: str) -> None:
        self.fault, self.line, self.found = fault, line, found
