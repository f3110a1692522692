"""Sentences broken into lines, in both scripts."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from hozen.findings.table import width

_CLOSING = "、。，．,.!?)）」』】〉》:;：；・ー…%％"  # never begins a line (行頭禁則)
_OPENING = "(（「『【〈《"  # never ends one (行末禁則)


def wrapped(text: str, room: int) -> list[str]:
    """Lines of at most `room` columns: broken at spaces, or between wide characters.

    A word that is wider than the room stays whole: a path, a hash and a number are worth more than a margin.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line) + width(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def paragraph(text: str, room: int, indent: int = 2, style: str = "") -> list[Text]:
    """Wrapped and indented; line breaks of the text itself are kept."""
    lead = " " * indent
    lines = [line for part in text.splitlines() for line in wrapped(part, room - indent)]
    return [Text(lead + line, style) for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """What must not be torn apart: a word with the space after it, a wide character with its punctuation."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _CLOSING or after == " " or before in _OPENING:
        return False
    return before == " " or width(before) == 2 or width(after) == 2
