"""When the money is there: the cash order beside the economic one. Law-neutral."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from hozen.rules.compensation.facts import Source
from hozen.rules.compensation.waterfall import REFILLING, Taken, Waterfall, refill
from hozen.values import Yen, total

_NONE = Yen(0)


@dataclass(frozen=True, slots=True)
class CashStep:
    """入金: one source on its day. `outstanding` is what customers still wait for after it."""

    day: date
    source: Source
    to_customers: Yen
    refills: tuple[tuple[str, Yen], ...]  # which source gets back how much
    outstanding: Yen


@dataclass(frozen=True, slots=True)
class CashDay:
    """日別の資金: what comes in for customers on a day, and what they still wait for in the evening."""

    day: date
    to_customers: Yen
    refilled: Yen
    outstanding: Yen


def cash_path(waterfall: Waterfall, *, bridge: bool = True) -> tuple[CashStep, ...]:
    """The sources by day. With `bridge`, a source that is there pays until a later one repays it.

    Without it, each pays only its part of the economic order, and customers wait for the insurer.
    """
    lines = list(waterfall.lines)
    paid = [_NONE for _ in lines]
    outstanding, steps = waterfall.loss, []
    for at in sorted(range(len(lines)), key=lambda place: (lines[place].source.day, place)):
        most = _most(lines[at], bridge)
        used = min(most, outstanding)
        outstanding -= used
        paid[at] += used
        backs = tuple(refill(paid, lines, most - used)) if lines[at].source.kind in REFILLING else ()
        for before, back in backs:
            paid[before] -= back
        if most > _NONE:
            told = tuple((lines[before].source.name, back) for before, back in backs)
            steps.append(CashStep(lines[at].source.day, lines[at].source, used, told, outstanding))
    return tuple(steps)


def by_day(steps: Sequence[CashStep]) -> tuple[CashDay, ...]:
    """One line a day on which money moves."""
    return tuple(_day(day, list(of_day)) for day, of_day in groupby(steps, key=lambda one: one.day))


def whole_on(steps: Sequence[CashStep]) -> date | None:
    """The first day on which customers wait for nothing more; None where that day does not come."""
    return next((one.day for one in steps if not one.outstanding), None)


def there_by(steps: Sequence[CashStep], day: date) -> Yen:
    """What has come in for customers up to and with `day`."""
    return total([one.to_customers for one in steps if one.day <= day])


def _most(line: Taken, bridge: bool) -> Yen:
    return line.source.gives if bridge or line.source.kind in REFILLING else line.used


def _day(day: date, steps: Sequence[CashStep]) -> CashDay:
    refilled = total([back for one in steps for _, back in one.refills])
    return CashDay(day, total([one.to_customers for one in steps]), refilled, steps[-1].outstanding)
