"""The day's breaks on their way into the closing: dated by the break log, judged, and carried into the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from hozen.books import AgeBand, BreakKey, BreakRecord, BreakTerms, FoundBreak
from hozen.books.break_log import BreakLog
from hozen.engine import Cell, Engine
from hozen.findings import CureClock
from hozen.law import Reading
from hozen.records import Settings
from hozen.regimes.day import DayFacts
from hozen.rules.segregation import AssetSides, BreakPart
from hozen.rules.segregation.flight_time import seen_since
from hozen.rules.segregation.jp_breaks import MONEY, provisions
from hozen.rules.segregation.reconciliation_measures import cut_offs
from hozen.values import Units
from hozen.workflows.daily_close.closing import BreakLine, Closing, CutOff
from hozen.workflows.daily_close.facts import owed_by_asset
from hozen.workflows.reconcile import DUST_YEN, breaks_against, evidence_of, found_breaks


@dataclass(frozen=True, slots=True)
class DatedBreaks:
    """`parts` bear the days that the log gives them; `found` has the same breaks, as the log takes them.

    `carried` are the terms that come from what the log knew before the day.
    """

    sides: tuple[AssetSides, ...]
    parts: tuple[BreakPart, ...]
    found: tuple[FoundBreak, ...]
    carried: Mapping[BreakKey, BreakTerms]

    @property
    def of_crypto(self) -> tuple[BreakPart, ...]:
        """All but those of customers' money."""
        return tuple(one for one in self.parts if one.asset != MONEY)


def dated_breaks(
    engine: Engine, settings: Settings, reading: Reading, facts: DayFacts, log: BreakLog, spare: Path
) -> DatedBreaks:
    """Every break of the day, and since when the log has it; the rows behind them are below `spare` meanwhile.

    EngineError, BooksError.
    """
    since = seen_since(facts.day, settings.business_days, settings.transfer_days)
    evidence, _ = evidence_of(engine, facts.day, DUST_YEN, spare, since)
    in_trust = facts.money.in_trust.amount
    breaks = breaks_against(engine, facts.day, evidence, owed_by_asset(facts), in_trust, since)
    clock = CureClock(facts.day, settings.business_days)
    found = found_breaks(breaks, reading, clock, settings.withdrawal_days)
    terms = log.terms(settings.book, facts.day, found)
    parts = tuple(
        replace(part, since=terms[one.key].opened_on, cure_by=terms[one.key].cure_by)
        for part, one in zip(breaks.parts, found, strict=True)
    )
    fresh = {one.key: BreakTerms(facts.day, one.cure_by) for one in found}
    carried = {key: term for key, term in terms.items() if term != fresh[key]}
    return DatedBreaks(breaks.sides, parts, found, carried)


def break_lines(breaks: DatedBreaks, facts: DayFacts, reading: Reading) -> tuple[BreakLine, ...]:
    """As the closing keeps them."""
    return tuple(
        _line(part, one, facts, reading) for part, one in zip(breaks.parts, breaks.found, strict=True)
    )


def cut_offs_of(engine: Engine, day: date) -> tuple[CutOff, ...]:
    """As of when each side was read; () where the book does not say."""
    return tuple(
        CutOff(str(chain), str(keeper), _instant(read_at), _count(height), str(block or ""), _count(depth))
        for chain, keeper, read_at, height, block, depth in engine.rows(cut_offs(day))
    )


def _instant(cell: Cell) -> str:
    if not isinstance(cell, datetime):
        raise TypeError(f"a cut-off is an instant, not {cell!r}")
    return cell.isoformat(" ", "seconds")


def _count(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) else None


def in_log(closing: Closing, records: Iterable[BreakRecord]) -> tuple[BreakRecord | None, ...]:
    """Each break of a closing as the log knows it: its number, who looks after it, and what became of it."""
    known = {(one.key, one.opened_on): one for one in records}
    return tuple(known.get((one.key, one.opened_on)) for one in closing.breaks)


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
        cure_by=part.cure_by,
        cite=tuple(figure.cite for figure in provisions(reading, part.asset, part.units)),
    )
