"""Texts broken into lines of a width in points."""

from __future__ import annotations

from functools import lru_cache

from hozen.faces.reports.pdf.fonts import Typeface
from hozen.faces.words.line_breaks import pieces


def lines(text: str, room: int, size: int, face: Typeface, bold: bool = False) -> list[str]:
    """Lines of at most `room` points; a word that is wider is torn where it must be."""
    return list(_lines(text, room, size, face, bold))


@lru_cache(maxsize=4096)  # most of what letters say they all say
def _lines(text: str, room: int, size: int, face: Typeface, bold: bool) -> tuple[str, ...]:
    return tuple(line for part in text.splitlines() or [""] for line in _broken(part, room, size, face, bold))


def _broken(text: str, room: int, size: int, face: Typeface, bold: bool) -> list[str]:
    if face.width(text, size, bold) <= room:
        return [text]
    found, line = [], ""
    for piece in pieces(text):
        for part in _fitting(piece, room, size, face):
            if line and face.width((line + part).rstrip(), size, bold) > room:
                found.append(line.rstrip())
                line = ""
            line += part
    return [*found, line.rstrip()]


def _fitting(piece: str, room: int, size: int, face: Typeface) -> list[str]:
    """The piece whole, or in parts that fit: an address is better broken than cut off."""
    most = max(1, room // size)  # no letter is wider than the size
    if face.width(piece, size) <= room:
        return [piece]
    return [piece[at : at + most] for at in range(0, len(piece), most)]
