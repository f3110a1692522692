"""The law of one day, built once and handed to every rule."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TypeVar

from hozen.law.errors import LawConflict, LawGap
from hozen.law.lawful import Lawful
from hozen.law.standing import Standing
from hozen.values import Ratio, Yen

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """法の読み: every figure of a jurisdiction; answers for `day` at `weakest` standing or firmer.

    A hole raises LawGap, two figures for the day raise LawConflict, a figure of another kind TypeError.
    """

    jurisdiction: str
    day: datetime.date
    scenario: str
    weakest: Standing
    figures: tuple[Lawful[object], ...]

    def figure(self, key: str) -> Lawful[object]:
        """The one figure of `key` in force on the day."""
        found = [one for one in self.figures if one.key == key and self._holds(one)]
        if len(found) > 1:
            files = ", ".join(sorted({one.source for one in found}))
            raise LawConflict(f"{key} has {len(found)} figures on {self.day}", where=files)
        if not found:
            raise LawGap(
                f"no figure for {key} on {self.day}",
                where=self.scenario or self.jurisdiction,
                expected=f"a figure at standing {self.weakest.word} or firmer",
                try_next="name a scenario that supplies it",
            )
        return found[0]

    def _holds(self, one: Lawful[object]) -> bool:
        ended = one.until is not None and self.day > one.until
        return one.since <= self.day and not ended and one.standing >= self.weakest

    def ratio(self, key: str) -> Lawful[Ratio]:
        """A ratio."""
        return _of_kind(self.figure(key), Ratio)

    def yen(self, key: str) -> Lawful[Yen]:
        """A yen amount."""
        return _of_kind(self.figure(key), Yen)

    def count(self, key: str) -> Lawful[int]:
        """A whole count (days, years)."""
        return _of_kind(self.figure(key), int)

    def text(self, key: str) -> Lawful[str]:
        """A text or formula."""
        return _of_kind(self.figure(key), str)

    def flag(self, key: str) -> Lawful[bool]:
        """Yes or no."""
        return _of_kind(self.figure(key), bool)


def _of_kind(figure: Lawful[object], kind: type[T]) -> Lawful[T]:
    value = figure.value
    if type(value) is not kind:
        raise TypeError(f"{figure.key} is a {type(value).__name__}, not a {kind.__name__}")
    return Lawful(
        figure.key,
        value,
        figure.unit,
        figure.since,
        figure.until,
        figure.cite,
        figure.standing,
        figure.seen,
        figure.as_written,
        figure.note,
        figure.source,
    )
