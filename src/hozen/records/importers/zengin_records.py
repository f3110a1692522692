"""A Zengin file as records of 200 characters, with or without line ends, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from hozen.records.importers.errors import Place
from hozen.records.importers.zengin_layout import LENGTH, ORDER_LENGTH

_ENDS = (b"\r\n", b"\n", b"\r", b"")
_FILLING = b"\r\n\x1a"  # old systems write an end-of-file mark after the last record
# JIS X 0201: one byte for each character, the half-width kana above 0xA0. In UTF-8 they would take three.
_LETTERS = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA1, 0xE0))


def zengin_records(stream: BinaryIO, file: str) -> Iterator[tuple[Place, str]]:
    """(place, record). Refuses a record of another length, changing line ends, and bytes that are not single-byte kana."""
    number, ends = 0, None
    while raw := stream.read(LENGTH):
        if raw.strip(_FILLING) == b"":
            _only_filling(stream, Place(file, f"after record {number}"))
            return
        number += 1
        place = Place(file, f"record {number}")
        if len(raw) < LENGTH:
            place.refuse(
                "the file was cut off", f"{len(raw)} bytes", f"{LENGTH} bytes", "fetch the file again"
            )
        _must_be_one_line(raw, place)
        found = _end_after(stream)
        if None not in (ends, found) and found != ends:
            place.refuse("the line ends change", repr(found), repr(ends))
        ends = found if ends is None else ends
        yield place, _text(raw, place)


def _must_be_one_line(raw: bytes, place: Place) -> None:
    at = min((raw.find(end) for end in (b"\r", b"\n") if end in raw), default=-1)
    if at < 0:
        return
    hint = "records of 120 bytes are orders to pay, not statements" if at == ORDER_LENGTH else None
    place.refuse("a record of another length", f"{at} bytes", f"{LENGTH} bytes", hint)


def _end_after(stream: BinaryIO) -> bytes | None:
    """The line end after a record; None where nothing but filling follows, which may be of any kind."""
    peeked = _peek(stream, LENGTH)
    if not peeked.strip(_FILLING):
        return None
    found = next(end for end in _ENDS if peeked.startswith(end))
    stream.read(len(found))
    return found


def _peek(stream: BinaryIO, count: int) -> bytes:
    at = stream.tell()
    found = stream.read(count)
    stream.seek(at)
    return found


def _only_filling(stream: BinaryIO, place: Place) -> None:
    rest = stream.read(LENGTH)
    if rest.strip(_FILLING):
        place.refuse("something stands after the end", rest[:20].hex(" "), "nothing")


def _text(raw: bytes, place: Place) -> str:
    for at, byte in enumerate(raw):
        if byte not in _LETTERS:
            place.refuse(
                "the file is in another encoding",
                f"byte {byte:02x} at position {at + 1}",
                "Shift_JIS with half-width kana, one byte each",
                "ask for the JIS (not EBCDIC, not UTF-8) form of the file",
            )
    return raw.decode("cp932")
