"""The file itself: lines one by one however many there are, or one JSON text of a bounded size."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, NoReturn

from hozen.connectors.json_text import read_json
from hozen.rules.liabilities.foreign import ForeignProofUnreadable

MOST_JSON = 16 * 1024 * 1024  # bytes; it is read whole, and may take up to thirty times as much
LONGEST_LINE = 1000  # bytes
_HEAD = 4096
_MARK = b"\xef\xbb\xbf"  # some editors put it before UTF-8

Lines = Callable[[], Iterator[str]]


def head_of(path: Path) -> bytes:
    """How the file begins, without spaces before it. Raises ForeignProofUnreadable where it cannot be read or is empty."""
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                _refuse(path, "not a plain file", "a file that can be read more than once")
            head = file.read(_HEAD).removeprefix(_MARK).lstrip()
    except OSError as error:
        raise ForeignProofUnreadable(
            "the file cannot be read", where=str(path), found=error.strerror
        ) from error
    return head or _refuse(path, "nothing", "a proof")


def is_json(head: bytes) -> bool:
    """Whether an object or a list begins here."""
    return head[:1] in (b"{", b"[")


def read_document(path: Path) -> object:
    """The JSON value. Raises ForeignProofUnreadable for one that is cut off, nested too deeply or too large."""
    size = path.stat().st_size
    if size > MOST_JSON:
        _refuse(path, f"{size:,} bytes", f"at most {MOST_JSON:,} bytes of JSON")
    try:
        return read_json(path.read_bytes().removeprefix(_MARK))
    except ValueError as error:
        raise ForeignProofUnreadable(
            "the file is not one whole JSON text",
            where=str(path),
            found=str(error),
            expected="the file as the exchange gave it",
            try_next="fetch it again: it may have been cut off",
        ) from error


def lines_of(path: Path) -> Lines:
    """The file's lines, as often as they are asked for. Each raises ForeignProofUnreadable where it is no short text."""
    return partial(_lines, path)


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            yield _text(line, number, file)


def _text(line: bytes, number: int, file: BinaryIO) -> str:
    text = line.removeprefix(_MARK) if number == 1 else line
    if len(line) > LONGEST_LINE or not text.isascii():
        raise ForeignProofUnreadable(
            "a line is too long, or not plain ASCII",
            where=f"{file.name}, line {number}",
            found=f"{len(line)} bytes or more",
            expected=f"at most {LONGEST_LINE} bytes of ASCII",
        )
    return text.rstrip(b"\r\n").decode("ascii")


def _refuse(path: Path, found: str, expected: str) -> NoReturn:
    raise ForeignProofUnreadable("the file cannot be read", where=str(path), found=found, expected=expected)
