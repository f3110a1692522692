"""The day's breaks on their way into the closing: dated by the break log, judged, and carried into the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hozen.books import AgeBand, BreakKey, BreakRecord, FoundBreak
from hozen.books.break_log import BreakLog
from hozen.engine import Engine
from hozen.findings import CureClock
from hozen.law import Reading
from hozen.records import Settings
from hozen.regimes.day import DayFacts
from hozen.rules.segregation import AssetSides, BreakPart
from hozen.rules.segregation.jp_breaks import MONEY, provisions
from hozen.values import Units
from hozen.workflows.daily_close.closing import BreakLine, Closing
from hozen.workflows.daily_close.facts import owed_by_asset
from hozen.workflows.reconcile import DUST_YEN, breaks_against, found_breaks


@dataclass(frozen=True, slots=True)
class DatedBreaks:
    """`parts` bear the days of the breaks that they continue; `found` has the same breaks, as the log takes them;
    `continued` are those that the log knew before the day.
    """

    sides: tuple[AssetSides, ...]
    parts: tuple[BreakPart, ...]
    found: tuple[FoundBreak, ...]
    continued: Mapping[BreakKey, BreakRecord]

    @property
    def of_crypto(self) -> tuple[BreakPart, ...]:
        """All but those of customers' money."""
        return tuple(one for one in self.parts if one.asset != MONEY)


def dated_breaks(
    engine: Engine, settings: Settings, reading: Reading, facts: DayFacts, log: BreakLog
) -> DatedBreaks:
    """Every break of the day, and since when the log has it. EngineError, BooksError."""
    in_trust = facts.money.in_trust.amount
    breaks = breaks_against(engine, facts.day, DUST_YEN, owed_by_asset(facts), in_trust)
    clock = CureClock(facts.day, settings.business_days)
    found = found_breaks(breaks, reading, clock, settings.withdrawal_days)
    known = log.continued(settings.book, facts.day, found)
    parts = (_dated(part, known.get(one.key)) for part, one in zip(breaks.parts, found, strict=True))
    return DatedBreaks(breaks.sides, tuple(parts), found, known)


def break_lines(breaks: DatedBreaks, facts: DayFacts, reading: Reading) -> tuple[BreakLine, ...]:
    """As the closing keeps them."""
    return tuple(
        _line(part, one, facts, reading) for part, one in zip(breaks.parts, breaks.found, strict=True)
    )


def in_log(closing: Closing, records: Iterable[BreakRecord]) -> tuple[BreakRecord | None, ...]:
    """Each break of a closing as the log knows it: its number, who looks after it, and what became of it."""
    known = {(one.key, one.opened_on): one for one in records}
    return tuple(known.get((one.key, one.opened_on)) for one in closing.breaks)


def _dated(part: BreakPart, known: BreakRecord | None) -> BreakPart:
    return part if known is None else replace(part, since=known.opened_on, cure_by=known.cure_by)


def _line(part: BreakPart, found: FoundBreak, facts: DayFacts, reading: Reading) -> BreakLine:
    opened = part.since or facts.day
    return BreakLine(
        asset=part.asset,
        decimals=found.decimals,
        cause=part.cause.value,
        units=Units(part.units),
        rows=part.rows,
        opened_on=opened,
        age=AgeBand.of((facts.day - opened).days),
        cure_by=found.cure_by if part.since is None else part.cure_by,
        cite=tuple(figure.cite for figure in provisions(reading, part.asset, part.units)),
    )
