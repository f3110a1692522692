"""The checks of the regime, with the figures of the law that each reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.law import Gap, Law, Lawful
from hozen.regimes.jp import CHECKS


@dataclass(frozen=True, slots=True)
class ListedCheck:
    """検査項目の一覧: the figures that hold on the day, and the keys without one."""

    code: str
    figures: tuple[Lawful[object], ...]
    gaps: tuple[str, ...]


def checks_on(day: date) -> tuple[ListedCheck, ...]:
    """Every check, with a family ('a.b.*') written out."""
    law = Law.load("jp")
    return tuple(_listed(law, check.code, check.figures, day) for check in CHECKS)


def _listed(law: Law, code: str, keys: tuple[str, ...], day: date) -> ListedCheck:
    rows = [law.figures[key].on(day) for named in keys for key in law.keys(named.removesuffix(".*"))]
    return ListedCheck(
        code,
        tuple(row for row in rows if isinstance(row, Lawful)),
        tuple(row.key for row in rows if isinstance(row, Gap)),
    )
