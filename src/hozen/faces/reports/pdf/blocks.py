"""What a document is made of. Every value is text already: who writes a document has put it into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hozen.faces.words import Language


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that stands out: level 1 is the document's title, 2 a section."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A running text; line breaks in it are kept. `small` for remarks."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Name and value, one pair a row."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `right`: which columns are set flush right, as amounts are. Its head comes again on each page."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[bool] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty space, in points."""

    points: int = 10


Block = Heading | Text | Pairs | Grid | Gap


@dataclass(frozen=True, slots=True)
class Document:
    """文書: one letter, statement or report.

    `reference` stands at the foot of every page beside its number. `day` is the document's own day: no clock is read,
    so the same document gives the same bytes. `mark` stands in bold at the head of every page, such as DRAFT.
    """

    title: str
    blocks: Sequence[Block]
    lang: Language
    day: date
    reference: str = ""
    mark: str = ""
