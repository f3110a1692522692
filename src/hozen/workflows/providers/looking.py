"""The register of a book as of one day, with what the checks say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.engine import Engine
from hozen.findings import CureClock, Finding, InTables
from hozen.findings.table import Table
from hozen.law import Law
from hozen.records import Book, Settings
from hozen.rules.providers import ProviderFacts, ProviderOnDay, Register, Share, measures, providers_on
from hozen.rules.providers.jp_all import provider_findings
from hozen.rules.providers.shares import part_of
from hozen.values import SHOWN_DOWN, Ratio, Yen
from hozen.workflows.look_at_book import Progress, look_at_book
from hozen.workflows.providers.reading import provider_facts, read_register


@dataclass(frozen=True, slots=True)
class ProviderDay(InTables):
    """当日の登録簿: every provider of the register as of `day`, who kept how much, and the findings."""

    book: str
    day: date
    register: Register
    providers: tuple[ProviderOnDay, ...]
    facts: ProviderFacts
    findings: tuple[Finding, ...]

    def as_table(self) -> Table:
        """One row per keeper: the provider, 'self', or '' for one that nobody knows."""
        return _shares("keeper", self.facts.keepers, self.facts.total)

    def as_tables(self) -> tuple[Table, ...]:
        """Keepers, and the technologies that sign."""
        return self.as_table(), _shares("technology", self.facts.technologies, self.facts.total)


def _shares(kind: str, shares: tuple[Share, ...], total: Share) -> Table:
    rows = tuple(
        (one.who or "unknown", Yen(SHOWN_DOWN(one.value)), Ratio(part_of(one, total)), one.holdings)
        for one in shares
    )
    return Table((kind, "customer_crypto", "share", "balances"), rows, title=kind)


def look(
    book: Book | str | Path,
    day: date | None = None,
    *,
    engine: str = "duckdb",
    memory_limit: str = "4GB",
    progress: Progress | None = None,
) -> ProviderDay:
    """The register as of `day`; None takes the newest day with balances of wallets.

    Raises RowsRefused and BookError where the book does not pass the door, LawGap where the law of so early a day
    is not known.
    """
    return look_at_book(
        book,
        day,
        look_at,
        measures.newest_day(),
        engine=engine,
        memory_limit=memory_limit,
        progress=progress,
    )


def look_at(engine: Engine, settings: Settings, day: date) -> ProviderDay:
    """The same over a book that has been let in."""
    register = read_register(engine)
    facts = provider_facts(engine, settings, day, register)
    clock = CureClock(day, settings.business_days)
    return ProviderDay(
        book=settings.book,
        day=day,
        register=register,
        providers=providers_on(register, day),
        facts=facts,
        findings=provider_findings(Law.load("jp").reading(day), facts, clock),
    )
