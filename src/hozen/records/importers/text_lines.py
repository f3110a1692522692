"""A stream of bytes as lines of text, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from hozen.records.importers.errors import Place

MAX_LINE = 1 << 20  # bytes; a longer line is an open quote, or no text


def lines(stream: BinaryIO, file: str, encoding: str) -> Iterator[tuple[int, str]]:
    """(line number from 1, line without its end). Refuses another encoding and lines of more than 1 MiB."""
    number = 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        place = Place(file, f"line {number}")
        if len(raw) > MAX_LINE:
            place.refuse("a line has no end", f"more than {MAX_LINE:,} bytes", "lines of a text file")
        if number == 1 and raw.startswith(b"\xef\xbb\xbf"):
            raw = raw[3:] if encoding == "utf-8" else raw
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            found = raw[error.start : error.start + 8].hex(" ")
            place.refuse("the file is in another encoding", f"bytes {found}", encoding)
        if "\x00" in text:
            place.refuse("the file is in another encoding", "a NUL character", encoding)
        yield number, text.rstrip("\r\n")
