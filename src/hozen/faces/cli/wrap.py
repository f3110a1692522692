"""Sentences broken into lines, in both scripts."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.words.line_breaks import pieces
from hozen.findings.table import width

_LEAST_ROOM = 20  # columns; a sentence in fewer is a pillar


def wrapped(text: str, room: int) -> list[str]:
    """Lines of at most `room` columns: broken at spaces, or between wide characters.

    A word that is wider than the room stays whole: a path, a hash and a number are worth more than a margin.
    """
    lines, line = [], ""
    for piece in pieces(text):
        if line and width(line) + width(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def paragraph(text: str, room: int, indent: int = 2, style: str = "") -> list[Text]:
    """Wrapped and indented; line breaks of the text itself, and its own indents, are kept."""
    lines = []
    for part in text.splitlines():
        lead = " " * (indent + len(part) - len(part.lstrip(" ")))
        lines += [Text(lead + line, style) for line in wrapped(part.lstrip(" "), room - len(lead))]
    return lines


def hanging(lead: str, text: str, room: int, style: str = "") -> list[Text]:
    """The text after `lead`, its later lines below its first; below the lead where too little room is left."""
    left = room - width(lead)
    if text and left < _LEAST_ROOM < room:
        return [Text(lead.rstrip(), style), *paragraph(text, room, 6, style)]
    lines = [line for part in text.splitlines() or [""] for line in wrapped(part, left)]
    rest = (Text(" " * width(lead) + line, style) for line in lines[1:])
    return [Text((lead + lines[0]).rstrip(), style), *rest]
