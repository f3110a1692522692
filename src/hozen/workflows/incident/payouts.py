"""What a case's entries tell of its payout plans: what they rest on, and how many payments went out and arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hozen.books import CaseEntry


@dataclass(frozen=True, slots=True)
class Basis:
    """計画の前提: what a plan rests on. Files of other content have other names, so names tell them apart."""

    cause: str
    is_accident: bool
    day: date
    losses: str
    prices: str

    def differs(self, now: Basis) -> str:
        """Why a plan that rests on this does not rest on what is known now: 'cause', 'losses', or ''."""
        if (self.cause, self.is_accident) != (now.cause, now.is_accident):
            return "cause"
        return "losses" if self != now else ""


@dataclass(frozen=True, slots=True)
class PlanEntered:
    """支払計画の記帳: `payments` it has, how often one was `sent`, and how many of those are known `paid` or `failed`.

    `relied`: payments that a later plan took for made, once this one was outdated; None before.
    """

    seq: int
    number: int
    planned: int  # yen
    approved_by: str
    basis: Basis
    payments: int
    sent: int = 0
    paid: int = 0
    failed: int = 0
    relied: int | None = None

    @property
    def out(self) -> int:
        """Sent, and nobody knows yet what became of them."""
        return self.sent - self.paid - self.failed

    def unfinished(self, outdated: bool) -> int:
        """Payments that somebody still waits for; of an outdated plan only what is out, or came back unnoticed."""
        if outdated:
            relied = self.sent - self.failed if self.relied is None else self.relied
            return self.out + max(0, relied - (self.sent - self.failed))
        return self.payments - self.paid if self.approved_by else 0


@dataclass(frozen=True, slots=True)
class MoneyReceived:
    """受領: money of a source that came in. What of it went back into the reserve stands in the reserve journal."""

    seq: int
    source: str
    day: date
    yen: int


def planned(
    before: tuple[PlanEntered, ...], basis: Basis | None, entry: CaseEntry
) -> tuple[PlanEntered, ...]:
    """The plans with a new one; outdated ones are from now on relied on for what they sent."""
    body: Any = entry.body
    if basis is None:
        return before  # nothing is planned before the losses are valued
    one = PlanEntered(
        entry.seq, body["number"], body["planned"], entry.approved_by, basis, body["payments"]["rows"]
    )
    return (*(_relied_on(each, basis) for each in before), one)


def went_out(before: tuple[PlanEntered, ...], body: Mapping[str, Any]) -> tuple[PlanEntered, ...]:
    """After a batch."""
    sent = dict(body["plans"])
    return tuple(replace(one, sent=one.sent + sent.get(one.number, 0)) for one in before)


def came_of_it(before: tuple[PlanEntered, ...], body: Mapping[str, Any]) -> tuple[PlanEntered, ...]:
    """After a file of results."""
    told = {number: (paid, failed) for number, paid, failed in body["plans"]}
    return tuple(_with(one, *told.get(one.number, (0, 0))) for one in before)


def _with(one: PlanEntered, paid: int, failed: int) -> PlanEntered:
    return replace(one, paid=one.paid + paid, failed=one.failed + failed)


def _relied_on(one: PlanEntered, basis: Basis) -> PlanEntered:
    return replace(one, relied=one.sent - one.failed) if one.basis.differs(basis) else one
