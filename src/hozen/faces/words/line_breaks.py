"""Where a line may be broken, in both scripts: at spaces, and between wide characters."""

from __future__ import annotations

from collections.abc import Iterator

from hozen.findings.table import width

_CLOSING = "、。，．,.!?)）」』】〉》:;：；・ー…%％"  # never begins a line (行頭禁則)
_OPENING = "(（「『【〈《"  # never ends one (行末禁則)


def pieces(text: str) -> Iterator[str]:
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
