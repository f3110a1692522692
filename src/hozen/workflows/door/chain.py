"""Whether work that is handed on comes back to where it began, on any day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hozen.values.period import Period


@dataclass(frozen=True, slots=True)
class Handed:
    """再委託: `giver` hands work on to `taker`."""

    giver: str
    taker: str
    period: Period


def circular(rows: Sequence[Handed]) -> list[int]:
    """Places of the rows that lie on a circle on some day, in order.

    A circle is closed on the day on which the last of its rows begins, so only first days are looked at.
    """
    found: set[int] = set()
    for day in sorted({one.period.since for one in rows}):
        running = [place for place, one in enumerate(rows) if one.period.has(day)]
        found.update(place for place in running if _comes_back(rows, running, place))
    return sorted(found)


def _comes_back(rows: Sequence[Handed], running: Sequence[int], place: int) -> bool:
    return rows[place].giver in _reached(rows, running, rows[place].taker)


def _reached(rows: Sequence[Handed], running: Sequence[int], start: str) -> set[str]:
    """Everyone whom work handed to `start` can reach, `start` itself among them."""
    reached, open_ends = {start}, [start]
    while open_ends:
        giver = open_ends.pop()
        new = set(_takers(rows, running, giver)) - reached
        reached |= new
        open_ends += new
    return reached


def _takers(rows: Sequence[Handed], running: Sequence[int], giver: str) -> Iterator[str]:
    return (rows[place].taker for place in running if rows[place].giver == giver)
