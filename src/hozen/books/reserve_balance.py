"""The arithmetic of the journal: what is held on a day, and that it never falls below nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from hozen.books.errors import ReserveEntryRefused, ReserveOverdrawn
from hozen.books.reserve_line import Movement, ReserveBalance, ReserveLine, UseApproval
from hozen.values import Yen, total

_IN = (Movement.OPENING, Movement.ADDITION, Movement.REFILL)


def standing(lines: Iterable[ReserveLine]) -> tuple[ReserveLine, ...]:
    """Lines that no later entry restates, by day and number."""
    return tuple(sorted((line for line in lines if line.stands), key=lambda line: (line.day, line.seq)))


def balance_on(lines: Sequence[ReserveLine], book: str, day: date) -> ReserveBalance:
    """Held at the end of `day`: Σ in − Σ out of the lines that stand.

    A use takes money out on its own day, or on the day it was approved if that is later.
    """
    counted = standing(lines)
    held = total([change for when, change in map(_flow, counted) if when <= day])
    return ReserveBalance(
        book=book,
        day=day,
        held=held,
        requested=total([one.amount for one in counted if _waits(one) and one.day <= day]),
        lines=tuple(line for line in counted if line.day <= day),
    )


def check(lines: Sequence[ReserveLine]) -> None:
    """Refuse a journal that begins before its opening or is overdrawn on any day.

    Uses that wait for approval count as taken, so that the same yen is not promised twice.
    """
    counted = standing(lines)
    openings = [line for line in counted if line.movement is Movement.OPENING]
    for line in counted:
        if openings and line.day < openings[0].day:
            raise ReserveEntryRefused(
                "an entry before the opening", found=str(line.day), expected=f"{openings[0].day} or later"
            )
    _never_below_nothing([_promised(line) for line in counted])


def _never_below_nothing(flows: list[tuple[date, Yen]]) -> None:
    held = Yen(0)
    for day, changes in groupby(sorted(flows), key=lambda flow: flow[0]):
        held += total([change for _, change in changes])
        if held < Yen(0):
            raise ReserveOverdrawn(
                f"the reserve would be {-held} short at the end of {day}",
                found=str(held),
                expected="¥0 or more on every day, uses that wait for approval counted",
                try_next="check amount and day, or enter the addition that covers it first",
            )


def _flow(line: ReserveLine) -> tuple[date, Yen]:
    """When and by how much a line changes what is held."""
    if line.movement in _IN:
        return line.day, line.amount
    if line.movement is Movement.RELEASE or line.approval is UseApproval.NOT_NEEDED:
        return line.day, -line.amount
    if line.approval is UseApproval.APPROVED and line.decided_on is not None:
        return max(line.day, line.decided_on), -line.amount
    return line.day, Yen(0)


def _promised(line: ReserveLine) -> tuple[date, Yen]:
    return (line.day, -line.amount) if _waits(line) else _flow(line)


def _waits(line: ReserveLine) -> bool:
    return line.approval is UseApproval.REQUESTED
