"""A CSV file before an engine reads it: its header, its encoding, and where each row stands."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path
from uuid import uuid4

from hozen.engine.protocol import EngineError
from hozen.engine.scan_options import MAX_LINE, ScanOptions

_CHUNK = 1 << 20


def header(path: Path, options: ScanOptions) -> tuple[str, ...]:
    """The column names. Raises EngineError for an empty file, an empty or a doubled name."""
    names = next(_records(path, options), (0, []))[1]
    if not names:
        raise EngineError(
            f"{path.name} has no header", where=str(path), expected="a first line of column names"
        )
    names = [name.strip() for name in names]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled or "" in names:
        raise EngineError(
            f"{path.name}: each column needs a name of its own",
            where=f"{path}:1",
            found=", ".join(doubled) or "an empty name",
        )
    return tuple(names)


def physical_lines(path: Path, rows: Collection[int], options: ScanOptions) -> dict[int, int]:
    """The line (from 1) on which each data row (from 1, as `file_row_number`) begins.

    Reads the file up to the last row asked for: meant for the few rows that a reject message names.
    """
    wanted = set(rows)
    found: dict[int, int] = {}
    for number, (line, _) in enumerate(_records(path, options)):
        if number in wanted:
            found[number] = line
            if len(found) == len(wanted):
                break
    return found


def as_utf8(path: Path, encoding: str, temp: Path) -> Path:
    """The file itself when it is UTF-8, else a copy in UTF-8 below `temp`. Raises EngineError."""
    if encoding == "utf-8":
        return path
    folder = temp / f"utf8-{uuid4().hex}"
    folder.mkdir(parents=True)
    copy = folder / path.name
    with copy.open("w", encoding="utf-8", newline="") as target:
        for text in _decoded(path, encoding):
            target.write(text)
    return copy


def check_encoding(path: Path, encoding: str) -> None:
    """Raises EngineError where a byte is not of the encoding."""
    for _ in _decoded(path, encoding):
        pass


def check_records(path: Path, options: ScanOptions) -> None:
    """Raises EngineError where a record is longer than MAX_LINE or a quote stays open. UTF-8 only.

    DuckDB silently drops a last record that is longer than its buffer, and Spark holds one of any length: so
    each stretch of half MAX_LINE must hold the end of a record. It is read at about the speed of the disk.
    """
    inside = False
    with path.open("rb") as file:
        while chunk := file.read(MAX_LINE // 2):
            if len(chunk) == MAX_LINE // 2 and not _ends_a_record(chunk, inside):
                break
            inside ^= bool(chunk.count(b'"') % 2)
        else:
            if not inside:
                return
    # Either that is so, or a quote stands inside a plain field: only a full reading tells.
    for _ in _records(path, options):
        pass


def _ends_a_record(chunk: bytes, inside: bool) -> bool:
    """Is there a line end outside quotes?"""
    at = 0
    while at >= 0:
        quote = chunk.find(b'"', at)
        stop = quote if quote >= 0 else len(chunk)
        if not inside and (chunk.find(b"\n", at, stop) >= 0 or chunk.find(b"\r", at, stop) >= 0):
            return True
        inside = not inside
        at = quote + 1 if quote >= 0 else -1
    return False


def _records(path: Path, options: ScanOptions) -> Iterator[tuple[int, list[str]]]:
    """(line it begins on, fields) of each record, the header first. Blank lines count as no record."""
    lines = _lines(path, options.encoding)
    reader = csv.reader(lines, delimiter=options.delimiter, strict=True)
    before, width = 0, 0
    try:
        for fields in reader:
            start, before = before + 1, reader.line_num
            width = width or len(fields)
            # In a file of one column a blank line is a row with nothing in it.
            if fields or width == 1:
                yield start, fields
    except csv.Error as error:
        raise EngineError(
            f"{path.name} is not sound CSV", where=f"{path}:{reader.line_num}", found=str(error)
        ) from error


def _lines(path: Path, encoding: str) -> Iterator[str]:
    rest = ""
    for text in _decoded(path, encoding):
        rest += text
        *whole, rest = io.StringIO(rest, newline="").readlines() or [""]
        yield from whole
        if len(rest) > MAX_LINE:
            raise EngineError(
                f"{path.name} has a line of more than {MAX_LINE:,} characters",
                where=str(path),
                try_next="check that this is the CSV it should be; a quote may be open",
            )
    if rest:
        yield rest


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text, about a megabyte at a time. Raises EngineError where a byte is not of the encoding."""
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)()
    lines = 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                line = lines + error.object[: error.start].count(b"\n")
                raise EngineError(
                    f"{path.name} is not {encoding} text",
                    where=f"{path}:{line}",
                    found=f"byte 0x{error.object[error.start]:02x}",
                    expected=encoding,
                    try_next="name the file's encoding in book.toml, e.g. cp932 for Shift_JIS",
                ) from error
            if text:
                yield text
            if not chunk:
                return
            lines += chunk.count(b"\n")
