"""What a reserve calculation yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hozen.findings import InTables
from hozen.law import Standing
from hozen.rules.insurance import InsuranceCredit
from hozen.rules.reserves import ReservePosition, YearVolume
from hozen.values import BusinessYear, Yen

if TYPE_CHECKING:
    from hozen.findings.table import Table


@dataclass(frozen=True, slots=True)
class ReserveAnswer:
    """シナリオごとの試算. Without a position, `gap` says what the law leaves open and what to supply."""

    scenario: str
    title: str
    title_ja: str
    who: str  # who reported or assumed its figures
    position: ReservePosition | None
    credit: InsuranceCredit | None  # None: the scenario gives insurance no credit
    gap: str = ""
    law_gap: bool = False  # the law leaves it open; else the firm did not say what the method rests on
    who_ja: str = ""
    gap_ja: str = ""

    @property
    def standing(self) -> Standing | None:
        """The weakest standing the requirement rests on."""
        return self.position.requirement.standing if self.position else None


@dataclass(frozen=True, slots=True)
class ReserveReport(InTables):
    """準備金の試算結果. `customer_crypto` is None where the source has volumes only."""

    source: str  # the book's name, or the volumes file
    day: date
    year: BusinessYear
    volumes: tuple[YearVolume, ...]
    customer_crypto: Yen | None
    cold_customer_crypto: Yen | None
    held: Yen
    answers: tuple[ReserveAnswer, ...]

    def one(self, scenario: str) -> ReserveAnswer:
        """The answer of that scenario. KeyError where it was not asked."""
        return {each.scenario: each for each in self.answers}[scenario]

    def as_table(self) -> Table:
        """One row per scenario: required, insurance, held, addition, due day."""
        from hozen.workflows.reserve.as_tables import scenario_table

        return scenario_table(self)

    def as_tables(self) -> tuple[Table, ...]:
        """Scenarios, their paths, and the volumes they rest on."""
        from hozen.workflows.reserve.as_tables import all_tables

        return all_tables(self)
