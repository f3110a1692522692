"""The law of one day, built once and handed to every rule."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from hozen.law.errors import LawGap
from hozen.law.fields import close_to, did_you_mean
from hozen.law.figure import Row
from hozen.law.lawful import Gap, Lawful
from hozen.law.standing import Standing
from hozen.values import Ratio, Yen

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """法の読み: what each key holds on `day`, a scenario's figures laid beside the law's.

    `rows` holds every known key: a figure, or a gap that says what to supply. A gap, and a figure weaker than
    `weakest`, raise LawGap; a figure of another kind than the getter's raises TypeError.
    """

    jurisdiction: str
    day: datetime.date
    scenario: str  # '' for none
    weakest: Standing
    rows: Mapping[str, Row]

    def figure(self, key: str) -> Lawful[object]:
        """The one figure of `key` on the day, whatever its kind."""
        row = self.rows.get(key)
        if isinstance(row, Lawful) and row.standing >= self.weakest:
            return row
        raise self._gap(key, row)

    def family(self, prefix: str) -> dict[str, Lawful[object]]:
        """All figures directly below `prefix`, by the last part of their key; empty where there are none.

        What no text known to us ever fixed is left out. A figure that is missing only on this day, or is too
        weak, raises LawGap: leaving it out would make a sum too small.
        """
        start = f"{prefix}."
        keys = [key for key in self.rows if key.startswith(start) and "." not in key[len(start) :]]
        return {key[len(start) :]: self.figure(key) for key in keys if not self._never_fixed(key)}

    def _never_fixed(self, key: str) -> bool:
        row = self.rows[key]
        return isinstance(row, Gap) and row.since is None and row.until is None

    def ratio(self, key: str) -> Lawful[Ratio]:
        """A ratio (units ratio, percent, per_10000)."""
        return _of_kind(self.figure(key), Ratio)

    def yen(self, key: str) -> Lawful[Yen]:
        """A yen amount."""
        return _of_kind(self.figure(key), Yen)

    def count(self, key: str) -> Lawful[int]:
        """A whole count (units count, business_days, days, weeks, months, years, day_of_month)."""
        return _of_kind(self.figure(key), int)

    def text(self, key: str) -> Lawful[str]:
        """A text (units text, formula, month_day)."""
        return _of_kind(self.figure(key), str)

    def flag(self, key: str) -> Lawful[bool]:
        """Yes or no."""
        return _of_kind(self.figure(key), bool)

    def date(self, key: str) -> Lawful[datetime.date]:
        """A day."""
        return _of_kind(self.figure(key), datetime.date)

    def _gap(self, key: str, row: Row | None) -> LawGap:
        if isinstance(row, Lawful):
            return self._too_weak(row)
        above = row or self._gap_above(key)
        if above is None:
            return no_such_key(key, self.day, self.rows)
        told = LawGap(
            f"no figure for {key} on {self.day}: {above.why}",
            key=key,
            day=self.day,
            file=above.source,
            cite=above.cite,
            expected=f"a figure under {', '.join(map(str, above.cite))}",
            try_next=f"supply {above.supply}",
        )
        missing = f"{self.day}時点の {key} の数値がない"
        if not above.why_ja:
            return told
        return told.in_japanese(f"{missing}：{above.why_ja}", _to_supply(above.supply_ja))

    def _gap_above(self, key: str) -> Gap | None:
        while "." in key:
            key = key.rpartition(".")[0]
            row = self.rows.get(key)
            if isinstance(row, Gap):
                return row
        return None

    def _too_weak(self, row: Lawful[object]) -> LawGap:
        told = LawGap(
            f"no figure for {row.key} on {self.day}: the one known is only {row.standing.word}",
            key=row.key,
            day=self.day,
            file=row.source,
            cite=(row.cite,),
            found=f"standing {row.standing.word}",
            expected=f"standing {self.weakest.word} or firmer",
            try_next="accept a weaker standing, or supply a firmer figure",
        )
        return told.in_japanese(
            f"{self.day}時点の {row.key} の数値がない：判明している数値は求める効力に達していない",
            "より弱い効力の数値を認めるか、より確かな数値をシナリオで補う",
        )


def no_such_key(key: str, day: datetime.date | None, known: Collection[str]) -> LawGap:
    """The error for a key that no law file knows."""
    near = did_you_mean(key, known) or "see the list of keys"
    near_ja = f"近いキーは {'、'.join(close_to(key, known))}" if close_to(key, known) else "キーの一覧を見る"
    return LawGap(f"no law file knows {key}", key=key, day=day, try_next=near).in_japanese(
        f"{key} は法令ファイルにない", near_ja
    )


def _to_supply(thing: str) -> str:
    """「…を補う」; a space keeps a key apart from the sentence."""
    return f"{thing}{' ' if thing[-1:].isascii() else ''}を補う"


def _of_kind(figure: Lawful[object], kind: type[T]) -> Lawful[T]:
    value = figure.value
    if type(value) is not kind:
        raise TypeError(f"{figure.key} is a {type(value).__name__}, not a {kind.__name__}")
    copied = {one.name: getattr(figure, one.name) for one in fields(figure) if one.name != "value"}
    return Lawful(value=value, **copied)
