"""The firm the model is asked about: from a book, or from what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.records import Book
from hozen.rules.adequacy import Cover, Firm
from hozen.rules.adequacy.crossing import inexact
from hozen.rules.adequacy.reinstated import Reinstatement
from hozen.rules.insurance import Policy, Refused
from hozen.values import Yen
from hozen.workflows.adequacy.counted import Counted, counted
from hozen.workflows.adequacy.counted import in_force as in_force
from hozen.workflows.adequacy.errors import FirmNotKnown
from hozen.workflows.adequacy.policies_of_terms import Reinstated
from hozen.workflows.reserve import reserve as reserve_of
from hozen.workflows.reserve.from_book import facts_of


@dataclass(frozen=True, slots=True)
class FirmSaid:
    """What is said of the firm: exact; the model's floats are made of it."""

    source: str
    custody: Yen
    reserve: Yen
    capital: Yen
    target: Yen | None
    yearly: Yen | None
    policies: tuple[Policy, ...]
    policies_by: str = "user"  # who says them: book, terms or user
    refused: tuple[Refused, ...] = ()  # of the book's policies, those that are not counted
    unruled: bool = False  # a scenario was asked and says nothing of insurance: whatever runs is counted

    def modelled(self, months: int, reinstated: Sequence[Reinstated] = ()) -> Firm:
        """In floats of yen; insurers pay after so many months, and no sooner than a policy's waiting days.

        `reinstated` speaks of policies of a terms file; where others are counted it says nothing.
        """
        back = {one.policy: one for one in reinstated} if self.policies_by == "terms" else {}
        return Firm(
            inexact(self.custody),
            inexact(self.reserve),
            inexact(self.capital),
            tuple(_cover(one, months, back.get(one.policy_id)) for one in self.policies),
        )


def firm_said(
    book: str | Path | None,
    day: date | None,
    scenario: str | Path | None,
    custody: Yen | None,
    reserve: Yen | None,
    capital: Yen | None,
    policies: Sequence[Policy] = (),
    of_terms: Sequence[Policy] = (),
) -> FirmSaid:
    """What is said wins over the terms file, and that over the book. FirmNotKnown without custody, or with none."""
    source, held, target, yearly = "", Yen(0), None, None
    cover = Counted(tuple(policies or of_terms), "user" if policies else "terms")
    if book is not None:
        told = facts_of(Book.open(book, whole=False), day, engine="duckdb", memory_limit="2GB", progress=None)
        source, held = str(Path(book).name), told.held
        custody = custody or told.facts.customer_crypto
        cover = cover if cover.policies else counted(told.policies, told.day, scenario)
        target, yearly = _required(book, scenario, told.day)
    if custody is None or not custody:
        raise FirmNotKnown(
            "what the firm holds for customers is not known",
            expected="an amount of yen above 0: the cap on each loss",
            try_next="--custody 45bn, or a book folder with prices",
        )
    kept = held if reserve is None else reserve
    return FirmSaid(
        source,
        custody,
        kept,
        capital or Yen(0),
        target,
        yearly,
        cover.policies,
        cover.by,
        cover.refused,
        cover.unruled,
    )


def _required(book: str | Path, scenario: str | Path | None, day: date) -> tuple[Yen | None, Yen | None]:
    """Level and yearly addition by the scenario; None where none is asked or it gives no figure."""
    if scenario is None:
        return None, None
    position = reserve_of(book, scenario, day=day).answers[0].position
    if position is None:
        return None, None
    return position.level_after_credit, position.requirement.yearly_addition


def _cover(one: Policy, months: int, back: Reinstated | None) -> Cover:
    share = inexact(one.share)
    aggregate = max(Yen(0), one.aggregate - one.eroded)
    return Cover(
        name=one.policy_id,
        attachment=inexact(one.attachment),
        limit=inexact(one.limit),
        share=share,
        retention=inexact(one.retention),
        aggregate=inexact(aggregate),
        causes=one.causes - one.exclusions,
        paid_after=max(months, -(-one.waiting_days * 12 // 365)),
        back=None if back is None else Reinstatement(back.times, inexact(back.rate), inexact(back.premium)),
    )
