"""From the admitted book to the two sides and the parts of every break: each measure runs once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from hozen.books import FoundBreak
from hozen.engine import Cell, Engine
from hozen.engine.protocol import Written
from hozen.findings import CureClock
from hozen.law import Reading
from hozen.rules.segregation import AssetSides, BreakPart, asset_sides, in_flight_of, parts_of
from hozen.rules.segregation import measures as segregation
from hozen.rules.segregation import reconciliation_measures as measures
from hozen.rules.segregation.break_class import BreakClass, EvidenceRow
from hozen.rules.segregation.break_measures import BREAK_ROWS, break_rows, break_sums
from hozen.rules.segregation.flight_time import WITHOUT_END
from hozen.rules.segregation.jp_breaks import MONEY, last_day_to_cure
from hozen.rules.segregation.reconciliation import TimingRow


@dataclass(frozen=True, slots=True)
class Breaks:
    """A day's sides and breaks. `money`: (owed, in trust) in yen; a trust may hold more than is owed, never less."""

    sides: tuple[AssetSides, ...]
    money: tuple[int, int]
    parts: tuple[BreakPart, ...]


def evidence_of(
    engine: Engine, day: date, dust_yen: int, place: Path, since: date = WITHOUT_END
) -> tuple[list[EvidenceRow], Written]:
    """What explains the breaks of `day`, and the file of the rows themselves, below `place`. EngineError.

    The rows are found once, for finding them is most of the work; the file may have none.
    `since`: the first day on which a transfer without an expiry may have been seen, if it is in flight still.
    """
    written = engine.write_parquet(break_rows(day, dust_yen, since), place / "evidence" / "breaks.parquet")
    engine.view(BREAK_ROWS, f"SELECT * FROM {engine.scan([written.path], 'parquet', {})}")
    return cast("list[EvidenceRow]", engine.rows(break_sums())), written


def breaks_of(
    engine: Engine, day: date, evidence: Sequence[EvidenceRow], since: date = WITHOUT_END
) -> Breaks:
    """What the typed views that the door has made show of `day`. EngineError where a measure fails."""
    owed = {str(asset): _whole(units) for asset, units, _ in engine.rows(segregation.owed(day))}
    ((principal, _),) = engine.rows(segregation.trust_principal(day))
    return breaks_against(engine, day, evidence, owed, _whole(principal or 0), since)


def breaks_against(
    engine: Engine,
    day: date,
    evidence: Sequence[EvidenceRow],
    owed: Mapping[str, int],
    in_trust: int,
    since: date = WITHOUT_END,
) -> Breaks:
    """As `breaks_of`, where it is known already what customers are owed (money too) and what the trusts hold."""
    sides = asset_sides(
        _by_asset(engine.rows(measures.decimals())),
        owed,
        in_flight_of(cast("list[TimingRow]", engine.rows(measures.timing(day, since)))),
        _by_asset(engine.rows(measures.own_buffer(day))),
        {
            str(asset): (_whole(chain), _whole(statement))
            for asset, chain, statement in engine.rows(measures.sides_held(day))
        },
        {asset for asset, *_ in evidence},
    )
    money = (owed.get(MONEY, 0), in_trust)
    crypto = parts_of({one.asset: one.difference for one in sides}, evidence)
    return Breaks(sides, money, (*crypto, *_short_of_money(*money)))


def found_breaks(
    breaks: Breaks, reading: Reading, clock: CureClock, withdrawal_days: int | None
) -> tuple[FoundBreak, ...]:
    """Each part as the break log takes it, with the last day to cure one that was first found today."""
    places = {one.asset: one.decimals for one in breaks.sides} | {MONEY: 0}
    return tuple(
        FoundBreak(
            subject=part.asset,
            decimals=places[part.asset],
            cause=part.cause.value,
            units=part.units,
            rows=part.rows,
            cure_by=last_day_to_cure(reading, part, clock, withdrawal_days),
        )
        for part in breaks.parts
    )


def _short_of_money(owed: int, in_trust: int) -> tuple[BreakPart, ...]:
    return (BreakPart(MONEY, BreakClass.UNKNOWN, in_trust - owed, 0),) if in_trust < owed else ()


def _by_asset(rows: Iterable[tuple[Cell, ...]]) -> dict[str, int]:
    return {str(asset): _whole(number) for asset, number in rows}


def _whole(cell: Cell) -> int:
    if type(cell) is not int:
        raise TypeError(f"a measure must yield a whole number, not {cell!r}")
    return cell
