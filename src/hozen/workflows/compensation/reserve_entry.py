"""What a plan takes out of the reserve, and what comes back into it, in the reserve journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hozen.books import CaseEntry, Movement, ReserveLine, UseApproval
from hozen.books.cases import key_beside
from hozen.books.reserve_journal import Statement
from hozen.rules.compensation import SourceKind
from hozen.values import Yen, total
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.plans import Plan, plans_of
from hozen.workflows.compensation.working import Desk
from hozen.workflows.incident.act import Hand
from hozen.workflows.incident.fold import state_of
from hozen.workflows.incident.state import IncidentState

_RESERVE = SourceKind.RESERVE.value
_TAKEN = (UseApproval.APPROVED, UseApproval.NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class ReserveDue:
    """準備金の使用: `taken` is what the plan takes of the reserve, `entry` what is still to be entered of it.

    `journal` False: the books keep no reserve journal, so nothing is entered.
    """

    taken: Yen
    entry: Statement | None
    journal: bool


@dataclass(frozen=True, slots=True)
class Received:
    """受領の記帳: the entry, what went back into the reserve, and whether it had been entered before."""

    entry: CaseEntry
    refill: Yen
    already: bool


def use_due(desk: Desk, day: date) -> ReserveDue:
    """By the newest approved plan that stands. A use that was approved is in the journal already.

    CompensationRefused where the plan takes more than is approved now, and where the same use waits for a decision.
    """
    plans = [one for one in plans_of(desk.record, desk.state) if one.approved and not one.outdated]
    taken = _drawn(plans[-1]) if plans else Yen(0)
    lines = desk.books.reserve_journal(desk.record.book)
    uses = [one for one in _own(lines, desk.case) if one.movement is Movement.USE]
    missing = taken - total([one.amount for one in uses if one.approval in _TAKEN])
    if not lines or missing <= Yen(0):
        return ReserveDue(taken, None, bool(lines))
    _may_take(plans[-1], uses, missing, desk.case)
    return ReserveDue(taken, _use(desk, plans[-1], day, missing), journal=True)


def receive(hand: Hand, day: date, source: str, amount: Yen) -> Received:
    """Enter money of a source that came in, with the part that goes back into the reserve, in one step.

    Customers come first, then those who paid for them, as the newest approved plan says. CompensationRefused for a
    source that the plan does not name, and without a plan.
    """
    record = hand.books.cases.show(hand.book, hand.case)
    state = state_of(record)
    plan = _standing(plans_of(record, state), hand.case)
    _must_name(plan, source)
    back = _refill(hand, state, plan, source, amount)
    note = f"received from {source}"
    statement = Statement(hand.book, day, Movement.REFILL, back, "", None, False, hand.case, note)
    entry = replace(hand, day=day).say(
        "received",
        {"from": source, "yen": amount.amount},
        reserve=statement if back > Yen(0) else None,
        after=record.last,
    )
    entered = [
        one.amount for one in hand.books.reserve_journal(hand.book) if one.key == key_beside(entry, hand.case)
    ]
    return Received(entry, total(entered), already=entry.seq <= record.last)


def _drawn(plan: Plan) -> Yen:
    """What the reserve pays to customers, up to the day that the plan counts money to."""
    body: Any = plan.entry.body
    until = body["terms"]["until"]
    paid = [
        yen for day, kind, _, yen, _ in body["cash"] if kind == _RESERVE and (until is None or day <= until)
    ]
    return Yen(sum(paid))


def _own(lines: Sequence[ReserveLine], case: str) -> list[ReserveLine]:
    return [one for one in lines if one.stands and one.link == case]


def _may_take(plan: Plan, uses: Sequence[ReserveLine], missing: Yen, case: str) -> None:
    body: Any = plan.entry.body
    waiting = [str(one.seq) for one in uses if one.approval is UseApproval.REQUESTED]
    if not body["reserve"]["free"]:
        raise CompensationRefused(
            "the plan takes more of the reserve than is approved",
            where=f"case {case}, plan {plan.number}",
            found=f"{missing} without approval",
            expected="approved uses linked to the case, in the reserve journal",
            try_next="hozen books reserve use, then decide; or plan again",
        )
    if waiting:
        raise CompensationRefused(
            "the same use waits for a decision in the reserve journal",
            where=f"case {case}, reserve entry {', '.join(waiting)}",
            expected="a decision, or the request restated to ¥0",
            try_next="hozen books reserve decide",
        )


def _use(desk: Desk, plan: Plan, day: date, amount: Yen) -> Statement:
    accident = desk.state.is_accident
    free, note = UseApproval.NOT_NEEDED, f"plan {plan.number}"
    return Statement(
        desk.record.book, day, Movement.USE, amount, desk.state.cause, free, accident, desk.case, note
    )


def _standing(plans: Sequence[Plan], case: str) -> Plan:
    found = [one for one in plans if one.approved and not one.outdated]
    if not found:
        raise CompensationRefused(
            "no plan says what the money is for",
            where=f"case {case}",
            expected="an approved plan that stands",
            try_next="hozen incident plan, then hozen incident approve",
        )
    return found[-1]


def _must_name(plan: Plan, source: str) -> None:
    body: Any = plan.entry.body
    known = sorted({name for _, kind, name, _, _ in body["cash"] if kind in _COME_LATER})
    if source not in known:
        raise CompensationRefused(
            "the plan knows no such source",
            where=f"plan {plan.number}",
            found=source,
            expected=", ".join(known) or "nothing: the plan waits for no money",
        )


def _refill(hand: Hand, state: IncidentState, plan: Plan, source: str, amount: Yen) -> Yen:
    """Back into the reserve: what all that came in gives it, less what was entered before; never more than was used."""
    came: dict[str, int] = {source: amount.amount}
    for one in state.received:
        came[one.source] = came.get(one.source, 0) + one.yen
    given = sum(_to_reserve(plan, name, yen) for name, yen in came.items())
    own = _own(hand.books.reserve_journal(hand.book), hand.case)
    used = total([one.amount for one in own if one.movement is Movement.USE and one.approval in _TAKEN])
    before = total([one.amount for one in own if one.movement is Movement.REFILL])
    return max(Yen(0), min(Yen(given), used) - before)


def _to_reserve(plan: Plan, source: str, came: int) -> int:
    """Of what came from a source: customers first, then in the order of the plan's refills."""
    body: Any = plan.entry.body
    steps = [
        (yen, backs) for _, kind, name, yen, backs in body["cash"] if name == source and kind in _COME_LATER
    ]
    left = max(0, came - sum(yen for yen, _ in steps))
    found = 0
    for name, back in (one for _, backs in steps for one in backs):
        part = min(left, back)
        left -= part
        found += part if name == _RESERVE else 0
    return found


_COME_LATER = (SourceKind.INSURANCE.value, SourceKind.RECOVERED.value)
