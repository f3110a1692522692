"""All that is measured of a day before it is judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from hozen.books.books import Books
from hozen.engine import Engine
from hozen.law import Reading
from hozen.records import Book
from hozen.regimes.day import DayFacts
from hozen.rules.segregation.two_ledgers import LedgerDifference
from hozen.workflows.daily_close.breaks import DatedBreaks, cut_offs_of, dated_breaks
from hozen.workflows.daily_close.closing import CutOff
from hozen.workflows.daily_close.facts import day_facts, owed_by_asset
from hozen.workflows.home import home
from hozen.workflows.ownership import Remembered, ownership_facts, weigh_evidence, written_in
from hozen.workflows.two_ledgers import differences_between, second_ledger


@dataclass(frozen=True, slots=True)
class Measured:
    """The facts of the day, its breaks, the SHA-256 of the wallet evidence as weighed, and as of when each side was read."""

    facts: DayFacts
    breaks: DatedBreaks
    wallet_evidence: str
    cut_offs: tuple[CutOff, ...]


def measure_day(
    engine: Engine, book: Book, reading: Reading, books: Books, folder: Path, spare: Path
) -> Measured:
    """From the admitted book to the day's facts. `spare` holds rows of evidence meanwhile."""
    settings, day = book.settings, reading.day
    weighed = weigh_evidence(engine, settings, day, written_in(books), Remembered(home()), folder)
    keepers, has_evidence = ownership_facts(engine, day)
    facts = day_facts(engine, settings, day)
    breaks = dated_breaks(engine, settings, reading, facts, books.breaks, spare)
    whole = replace(
        facts,
        keepers=keepers,
        has_wallet_evidence=has_evidence,
        sides=breaks.sides,
        break_parts=breaks.of_crypto,
        ledgers=_ledgers(engine, book, facts, spare),
    )
    return Measured(whole, breaks, weighed.sha256, cut_offs_of(engine, day))


def _ledgers(engine: Engine, book: Book, facts: DayFacts, spare: Path) -> tuple[LedgerDifference, ...] | None:
    """None where the book has no second ledger; () where that has no rows of the day."""
    if not book.files("accounting_balances"):
        return None
    second = second_ledger(engine, facts.day)
    if not second:
        return ()
    return differences_between(engine, facts.day, owed_by_asset(facts), second, spare)[0]
