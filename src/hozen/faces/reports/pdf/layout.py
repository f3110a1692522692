"""From blocks to pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from hozen.faces.reports.pdf.blocks import Block, Document, Gap, Grid, Heading, Pairs, Text
from hozen.faces.reports.pdf.fonts import Typeface
from hozen.faces.reports.pdf.lines import lines
from hozen.faces.reports.pdf.page import MARGIN, ROOM, SIZES, WIDTH, Mark, Page, leading
from hozen.faces.reports.pdf.table import columns_of

_NAME_ROOM = ROOM * 2 // 5
_BETWEEN = 6


class Layout:
    """組版: puts block after block on pages, and begins another page where one is full."""

    def __init__(self, face: Typeface) -> None:
        self.pages = [Page()]
        self._face = face

    def put(self, block: Block) -> None:
        """One block, with a little space after it."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Text):
            self._text(block)
        elif isinstance(block, Pairs):
            for name, value in block.rows:
                self._row(
                    [(MARGIN, _NAME_ROOM - _BETWEEN, name, False), (MARGIN + _NAME_ROOM, 0, value, False)]
                )
            self._page.y -= _BETWEEN
        elif isinstance(block, Grid):
            self._grid(block)
        else:
            self._page.y -= block.points

    @property
    def _page(self) -> Page:
        return self.pages[-1]

    def _need(self, points: int) -> None:
        if not self._page.holds(points) and self._page.marks:
            self.pages.append(Page())

    def keep_together(self, caption: Text) -> None:
        """Another page, unless this one holds the caption and the first rows of the table that follows."""
        size = SIZES["small" if caption.small else "text"]
        told = len(lines(caption.text, ROOM, size, self._face)) * leading(size)
        self._need(told + 2 * _BETWEEN + 3 * leading(SIZES["text"]))

    def _heading(self, block: Heading) -> None:
        size = SIZES["title" if block.level == 1 else "section"]
        self._need(leading(size) + 3 * leading(SIZES["text"]))  # not alone at the foot of a page
        self._page.y -= _BETWEEN
        self._lines(lines(block.text, ROOM, size, self._face, bold=True), size, bold=True)
        self._page.y -= _BETWEEN

    def _text(self, block: Text) -> None:
        size = SIZES["small" if block.small else "text"]
        self._lines(lines(block.text, ROOM, size, self._face), size)
        self._page.y -= _BETWEEN

    def _lines(self, texts: Sequence[str], size: int, bold: bool = False) -> None:
        for text in texts:
            self._need(leading(size))
            self._page.y -= leading(size)
            self._page.marks.append(Mark(MARGIN, self._page.y, text, size, bold))

    def _row(
        self, cells: Sequence[tuple[int, int, str, bool]], bold: bool = False, size: int = SIZES["text"]
    ) -> int:
        """Cells (left, width or 0 for all that is left, text, flush right) side by side; how many lines they took."""
        broken = []
        for left, room, text, right in cells:
            wide = room or WIDTH - MARGIN - left
            broken.append((left + wide if right else left, lines(text, wide, size, self._face, bold), right))
        most = max(len(texts) for _, texts, _ in broken)
        self._need(min(most, 20) * leading(size))
        for at in range(most):
            self._need(leading(size))
            self._page.y -= leading(size)
            for x, texts, right in broken:
                if at < len(texts) and texts[at]:
                    self._page.marks.append(Mark(x, self._page.y, texts[at], size, bold, right))
        return most

    def _grid(self, block: Grid) -> None:
        size = SIZES["text"]
        columns = columns_of(block, size, self._face)
        self._need(3 * leading(size))
        self._head(block, columns)
        for row in block.rows:
            if not self._page.holds(leading(size) * 2):
                self.pages.append(Page())
                self._head(block, columns)
            self._row(
                [(left, wide, text, right) for (left, wide, right), text in zip(columns, row, strict=True)]
            )
        self._page.rules.append((self._page.y - 4, _end(columns)))
        self._page.y -= _BETWEEN + 4

    def _head(self, block: Grid, columns: Sequence[tuple[int, int, bool]]) -> None:
        heads = zip(columns, block.heads, strict=True)
        self._row([(left, wide, text, right) for (left, wide, right), text in heads], bold=True)
        self._page.rules.append((self._page.y - 4, _end(columns)))
        self._page.y -= 4


def _end(columns: Sequence[tuple[int, int, bool]]) -> int:
    return max((left + wide for left, wide, _ in columns), default=MARGIN)


def laid_out(document: Document, face: Typeface) -> list[Page]:
    """The document's pages, without their feet."""
    layout = Layout(face)
    layout.put(Heading(document.title, 1))
    layout.put(Gap(2))
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        if isinstance(block, Text) and isinstance(after, Grid):
            layout.keep_together(block)
        layout.put(block)
    return layout.pages
