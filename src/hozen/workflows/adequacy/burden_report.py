"""What a burden study yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hozen.findings import InTables
from hozen.values import Ratio, Yen
from hozen.workflows.adequacy.firms import FirmFact

if TYPE_CHECKING:
    from hozen.findings.table import Table


@dataclass(frozen=True, slots=True)
class Burden:
    """負担: one rule at one size of firm.

    `own_money` is what is left after the insurance credit, `first_year` the part of it due in the first year of the
    phase-in. `of_cash` is known only where the firm published its cash. `whole` is what the reserve buys: the model's
    chance that customers are made whole in a year by it alone.
    """

    size: str  # a firm, or 'study'
    custody: Yen | None  # None: not published
    rule: str  # a key (`adequacy.rules`)
    required: Yen
    of_custody: Ratio | None
    own_money: Yen
    first_year: Yen
    of_cash: Ratio | None
    whole: Ratio | None
    confidence: str


@dataclass(frozen=True, slots=True)
class IndustryBurden:
    """業界の負担: one form of reserve on the totals of the whole industry, with its source and confidence."""

    form: str  # a key (`adequacy.values`)
    base: Yen | int  # what the form is a part of; how many firms, for the flat amount
    required: Yen
    of_custody: Ratio  # of all customers' crypto
    insured: Yen
    own_money: Yen
    as_of: str
    confidence: str  # the weakest of the facts behind it
    source: str


@dataclass(frozen=True, slots=True)
class BuildUp:
    """The build-up: what the industry has set aside by the end of a year."""

    form: str
    insured: bool
    year: int
    set_aside: Yen


@dataclass(frozen=True, slots=True)
class BurdenReport(InTables):
    """The study. Exact but for `whole`, which is a model's. `notes` are keys (`adequacy.notes`)."""

    floor: Yen
    share: Ratio
    credit_share: Ratio
    years: int
    burdens: tuple[Burden, ...]
    industry: tuple[IndustryBurden, ...]
    build_up: tuple[BuildUp, ...]
    facts: tuple[FirmFact, ...]
    notes: tuple[str, ...]

    def as_table(self) -> Table:
        """One row per size and rule."""
        from hozen.workflows.adequacy.as_tables import listed

        return listed(Burden, self.burdens, "burdens")

    def as_tables(self) -> tuple[Table, ...]:
        """The burdens by firm and of the industry, and the facts they rest on with their sources."""
        from hozen.workflows.adequacy.as_tables import listed

        return (
            self.as_table(),
            listed(IndustryBurden, self.industry, "industry"),
            listed(BuildUp, self.build_up, "build_up"),
            listed(FirmFact, self.facts, "facts"),
        )
