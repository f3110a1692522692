"""What the law answers when asked about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.law.figure import Figure, Row
from hozen.law.lawful import Gap, Lawful
from hozen.law.not_coded import NotCoded
from hozen.law.standing import SinceMeans


@dataclass(frozen=True, slots=True)
class Shown:
    """One key: all its periods, and what holds on `day` (both None where no day was asked)."""

    figure: Figure
    day: date | None
    on_day: Row | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """欠缺の一覧: on `day`, each key without a figure, and the provisions that no check carries out."""

    day: date
    gaps: tuple[Gap, ...]
    not_coded: tuple[NotCoded, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after."""

    before: Lawful[object]
    after: Lawful[object]


@dataclass(frozen=True, slots=True)
class LawDiff:
    """新旧対照: which figures the later day has more, otherwise, and no longer.

    `first_seen` are figures that merely came into our sight: the copy that was read is of a day in between,
    and the law need not have changed.
    """

    before: date
    after: date
    added: tuple[Lawful[object], ...]
    first_seen: tuple[Lawful[object], ...]
    changed: tuple[Change, ...]
    ended: tuple[Lawful[object], ...]


def difference(pairs: list[tuple[Row, Row]], before: date, after: date) -> LawDiff:
    """Sort pairs of rows (the same key on two days) into added, changed and ended."""
    new = [two for one, two in pairs if isinstance(one, Gap) and isinstance(two, Lawful)]
    firm = [(one, two) for one, two in pairs if isinstance(one, Lawful) and isinstance(two, Lawful)]
    return LawDiff(
        before=before,
        after=after,
        added=tuple(one for one in new if one.since_means is not SinceMeans.SEEN),
        first_seen=tuple(one for one in new if one.since_means is SinceMeans.SEEN),
        changed=tuple(Change(one, two) for one, two in firm if _moved(one, two)),
        ended=tuple(one for one, two in pairs if isinstance(one, Lawful) and isinstance(two, Gap)),
    )


def _moved(one: Lawful[object], two: Lawful[object]) -> bool:
    return (one.value, one.standing, one.cite) != (two.value, two.standing, two.cite)
