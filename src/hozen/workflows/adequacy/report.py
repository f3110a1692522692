"""What an adequacy run yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hozen.findings import InTables
from hozen.values import Ratio, Yen
from hozen.workflows.adequacy.terms_file import Terms

if TYPE_CHECKING:
    from hozen.findings.table import Table


@dataclass(frozen=True, slots=True)
class Point:
    """A point: a chance at an amount."""

    yen: Yen
    chance: Ratio


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `way` is a key (`adequacy.ways`): without_insurance, with_insurance, with_yearly_limits.

    `needed` is the reserve that makes customers whole with the level asked for, beside `capital`. All else is about
    the reserve the firm has: the chance that all are made whole in a year, and the mean that stays unpaid. VaR and
    TVaR are of what insurance leaves of the year's losses, each loss at most the cap.
    """

    way: str
    simulated: bool
    needed: Yen
    whole: Ratio
    shortfall: Yen
    var: Yen
    tvar: Yen


@dataclass(frozen=True, slots=True)
class CauseAnswer:
    """The answer for a cause: as if the cause were the only one."""

    cause: str
    weight: Ratio
    yearly_chance: Ratio  # of at least one such loss
    mean: Yen  # Σ of a year, before insurance
    needed: Yen
    whole: Ratio
    insured_by: str


@dataclass(frozen=True, slots=True)
class CoverAnswer:
    """The answer for a policy."""

    policy: str
    mean_paid: Yen
    pays: Ratio  # chance of a payment in a year
    exhausted: Ratio  # chance that its yearly limit is used up
    needed_without: Yen  # the reserve needed if this policy were not there


@dataclass(frozen=True, slots=True)
class BackAnswer:
    """What it costs a year that a policy's limit comes back. The firm pays it; customers' need does not know it."""

    policy: str
    times: int
    premium: Yen
    rate: Ratio
    mean_cost: Yen
    most_cost: Yen


@dataclass(frozen=True, slots=True)
class CoverCounted:
    """A policy that is counted: its layer, and whose it is (book, terms, user)."""

    policy: str
    attachment: Yen
    limit: Yen
    aggregate: Yen  # what is left of it
    retention: Yen
    share: Ratio
    waiting_days: int
    causes: str
    by: str


@dataclass(frozen=True, slots=True)
class CoverRefused:
    """A policy of the book that is not counted. `reason` is a key of the words `reasons`."""

    policy: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Interval:
    """区間. `what` is a key (`adequacy.intervals`)."""

    what: str
    low: str
    middle: str
    high: str
    needed_low: Yen
    needed_high: Yen


@dataclass(frozen=True, slots=True)
class PathYear:
    """A year of the path."""

    year: int
    whole_at_once: Ratio
    reserve: Yen


@dataclass(frozen=True, slots=True)
class Path:
    """準備金の経路, over simulated futures: customers who wait, and customers who never get all."""

    futures: int
    target: Yen
    yearly: Yen
    years: tuple[PathYear, ...]
    whole_in_the_end: Ratio
    waited: Yen
    never_paid: Yen
    needed_at_once: Yen  # the reserve that makes customers whole at once in a year, found by halving


@dataclass(frozen=True, slots=True)
class Curves:
    """The curves: chance that a year loses more, and chance of whole against the reserve, by way."""

    exceedance: tuple[Point, ...]
    whole: tuple[tuple[str, tuple[Point, ...]], ...]


@dataclass(frozen=True, slots=True)
class AdequacyReport(InTables):
    """The answer as a whole. A model's answer, not law: `notes` are keys (`adequacy.notes`) that every face shows."""

    source: str
    custody: Yen  # the cap on each loss
    reserve: Yen
    capital: Yen
    level: Ratio
    events: int
    firm_years: str
    seed: int
    terms: Terms
    answers: tuple[Answer, ...]
    causes: tuple[CauseAnswer, ...]
    counted: tuple[CoverCounted, ...]
    refused: tuple[CoverRefused, ...]
    covers: tuple[CoverAnswer, ...]
    reinstated: tuple[BackAnswer, ...]
    intervals: tuple[Interval, ...]
    path: Path
    curves: Curves
    notes: tuple[str, ...]

    def as_table(self) -> Table:
        """One row per way of counting insurance."""
        from hozen.workflows.adequacy.as_tables import answer_table

        return answer_table(self)

    def as_tables(self) -> tuple[Table, ...]:
        """Answers, causes, policies, intervals, the path, the terms."""
        from hozen.workflows.adequacy.as_tables import all_tables

        return all_tables(self)
