"""A page as marks: texts and lines with their places, in whole points from the lower left corner."""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842  # A4
MARGIN = 57  # 2 cm
ROOM = WIDTH - 2 * MARGIN
FOOT = 34  # where the reference and the page's number stand
SIZES = {"title": 16, "section": 12, "text": 10, "small": 8}


def leading(size: int) -> int:
    """From one line to the next."""
    return size * 3 // 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A text at a place; `right`: its end stands there instead of its beginning."""

    x: int
    y: int
    text: str
    size: int
    bold: bool = False
    right: bool = False


@dataclass(slots=True)
class Page:
    """One page on its way: what is on it, and how far down."""

    marks: list[Mark] = field(default_factory=list)
    rules: list[tuple[int, int]] = field(
        default_factory=list
    )  # (height, right end) of lines from the left margin
    y: int = HEIGHT - MARGIN

    def holds(self, points: int) -> bool:
        """Whether so much still fits."""
        return self.y - points >= MARGIN
