"""Text as Excel takes it: how wide, how long, and what a library would misread."""

from __future__ import annotations

from collections.abc import Iterator

from hozen.faces.reports.phrases import Phrases
from hozen.findings.table import width

LONGEST = 32_767
"""UTF-16 units that a cell holds."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a program that opens the file may take for the beginning of a formula."""
LINE = 110
"""Columns after which a sentence that runs over the cells is broken."""


def widest_line(text: str) -> int:
    """Columns that the longest line takes; a wide character takes two."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(map(width, text.splitlines()), default=0)


def fitting(text: str, words: Phrases) -> str:
    """The text, or as much of it as a cell holds, with how long it really is.

    A byte of a file name that is not UTF-8 (a lone surrogate) is shown as its code: no file could hold it.
    """
    if not text.isascii():
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    if len(text) * 2 <= LONGEST or _units(text) <= LONGEST:
        return text
    told = words("text_cut", count=len(text))
    room = (LONGEST - len(told) - 1) // 2  # a character takes at most two units
    return f"{text[:room]} {told}"


def is_rich(text: str) -> bool:
    """Whether XlsxWriter would take the text for the inside of a rich string, unescaped."""
    return text.startswith("<r>") and text.endswith("</r>")


def broken(text: str, columns: int = LINE) -> Iterator[str]:
    """Lines of at most `columns`: between words, or between characters where no space stands."""
    line = ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Words with the space after them; each wide character for itself."""
    word = ""
    for character in text:
        word += character
        if character == " " or not character.isascii():
            yield word
            word = ""
    if word:
        yield word


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
