"""A number never stands without its date, unit, citation, standing and source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from hozen.law.standing import Seen, SinceMeans, Standing

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Instrument:
    """法令等: an Act, Order, guideline, report, article of the press, or our own choice."""

    key: str  # 'cae_order'
    name: str  # official English translation where there is one
    name_ja: str
    short: str  # 'CAE Order'
    short_ja: str  # '暗号資産交換業者府令'
    url: str  # '' where none is known
    read_as_of: date | None  # the day of the copy that was read


@dataclass(frozen=True, slots=True)
class Citation:
    """根拠条文: one place in an instrument."""

    instrument: Instrument
    article: str
    article_ja: str = ""  # where the article is told in words, the same in Japanese; else ''

    def __str__(self) -> str:
        return f"{self.instrument.short} {self.article}".strip()

    @property
    def ja(self) -> str:
        """The citation in Japanese; an article without Japanese words of its own stands as it is."""
        return f"{self.instrument.short_ja} {self.article_ja or self.article}".strip()


@dataclass(frozen=True, slots=True)
class Lawful(Generic[T]):
    """A figure of the law in one period: [since, until], both included."""

    key: str  # 'custody.hot_share_max'
    value: T
    unit: str
    since: date
    until: date | None
    cite: Citation
    standing: Standing
    seen: Seen
    as_written: str  # the law's own characters; '' where not seen
    note: str
    source: str  # file that holds it, e.g. 'jp/parameters/custody/hot_share_max.yaml'
    since_means: SinceMeans = SinceMeans.EFFECTIVE


@dataclass(frozen=True, slots=True)
class Gap:
    """欠缺: days for which no text fixes a figure, or none was found. None for an open end."""

    key: str
    why: str  # why there is no figure
    supply: str  # what a user must supply to go on
    unit: str
    since: date | None
    until: date | None
    cite: tuple[Citation, ...]  # where a figure would stand
    note: str
    source: str
    why_ja: str = ""
    supply_ja: str = ""


def weakest(figures: list[Lawful[object]] | tuple[Lawful[object], ...]) -> Standing:
    """The standing of a result that rests on `figures`; IN_FORCE for none."""
    return min((one.standing for one in figures), default=Standing.IN_FORCE)
