"""What fits the state of an incident, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hozen.books.canonical import instant_text
from hozen.workflows.incident.errors import IncidentRefused, PlanOutdated
from hozen.workflows.incident.state import IncidentState

SERVICES = ("withdrawals", "deposits", "trading", "all")
STEPS = ("credited", "reversed", "made_up")


def fits_resumption(state: IncidentState, service: str, asset: str, until: datetime) -> None:
    """A service that is stopped, and not before it was."""
    for one in state.frozen:
        if (one.service, one.asset) == (service, asset):
            if instant_text(until) < one.since:
                raise _refused(state, "it was stopped later", instant_text(until), f"{one.since} or later")
            return
    stopped = ", ".join(f"{one.service} {one.asset}".strip() for one in state.frozen) or "nothing"
    raise _refused(state, "this is not stopped", f"{service} {asset}".strip(), f"what is stopped: {stopped}")


def fits_notice(state: IncidentState, code: str, reference: str, waived: str) -> None:
    """A notice that is due, with what it can be found by, or the reason why none is given."""
    one = state.notice(code)
    if one is None:
        due = ", ".join(notice.code for notice in state.notices)
        raise _refused(state, "no such notice is due", code, due)
    if not one.is_open:
        raise _refused(
            state, "the notice is settled", f"{code} on {one.given_on or 'no day: waived'}", "an open one"
        )
    if bool(reference) == bool(waived):
        raise _refused(
            state, "a notice is given or waived", code, "a reference, or the reason for giving none"
        )


def fits_recovery(state: IncidentState, asset: str, units: int) -> None:
    """Never more than was lost."""
    loss = state.loss_of(asset)
    if loss is None:
        known = ", ".join(one.asset for one in state.losses) or "none: value the loss first"
        raise _refused(state, "nothing is valued as lost of this asset", asset, known)
    if not 0 < units <= loss.missing:
        raise _refused(
            state, "more recovered than lost", f"{units} units of {asset}", f"1 to {loss.missing} units"
        )


def fits_valuation(state: IncidentState, assets: Iterable[Mapping[str, Any]]) -> None:
    """A valuation never falls below what has come back."""
    lost = {one["asset"]: one["lost"] for one in assets}
    for one in state.losses:
        if lost.get(one.asset, 0) < one.recovered:
            found = f"{lost.get(one.asset, 0)} units of {one.asset}"
            raise _refused(state, "less lost than has come back", found, f"{one.recovered} units or more")


def fits_plan(state: IncidentState, seq: int | None) -> None:
    """A plan that still rests on what is known. Raises PlanOutdated. An entry of another kind always fits."""
    for one in state.plans:
        why = state.outdated(one)
        if one.seq == seq and why:
            raise PlanOutdated(
                "the plan rests on what has been corrected since",
                where=f"case {state.case} entry {one.seq}",
                found=f"another cause: {state.cause}"
                if why == "cause"
                else "another valuation of the losses",
                expected="a plan made after the correction",
                try_next="hozen incident plan; what was sent by this one stays, and is counted",
            )


def fits_wrong_credit(state: IncidentState, step: str, asset: str, units: int) -> None:
    """Never more reversed and made up than was credited."""
    if step not in STEPS:
        raise _refused(state, "no such step of a wrong credit", step, ", ".join(STEPS))
    before = state.wrong_of(asset)
    most = before.outstanding if before else 0
    if units < 1 or (step != "credited" and units > most):
        expected = (
            "1 unit or more" if step == "credited" else f"1 to {most} units, what was credited by mistake"
        )
        raise _refused(state, "more than the wrong credit", f"{units} units of {asset}", expected)


def fits_cause(state: IncidentState, cause: str, is_accident: bool, reason: str) -> None:
    """Another cause, or another judgement of it, with the reason."""
    if not reason.strip():
        raise _refused(
            state, "a cause is corrected with a reason", "no reason", "why it is another (--reason)"
        )
    if (state.cause, state.is_accident) == (cause, is_accident):
        stands = f"{cause}, accident {'yes' if is_accident else 'no'}"
        raise _refused(
            state, "this is the cause already", stands, "another cause, or another judgement of it"
        )


def fits_closing(state: IncidentState, reason: str) -> None:
    """Nothing is left open, or a reason says why it may be."""
    left = left_open(state)
    if left and not reason.strip():
        raise IncidentRefused(
            "the incident is not settled",
            where=f"case {state.case}",
            found="; ".join(left),
            expected="every notice given, every approval there, every payment made, nothing stopped or outstanding",
            try_next="settle it, or close with a reason (--why)",
        )


def left_open(state: IncidentState) -> tuple[str, ...]:
    """What stands in the way of closing, each in a few words."""
    return (
        *(f"notice {one.code}" for one in state.notices if one.is_open),
        *(f"approval of entry {seq}" for seq in state.unapproved),
        *(f"{one.service} {one.asset}".strip() + " stopped" for one in state.frozen),
        *(f"wrong credit {one.outstanding} {one.asset}" for one in state.wrong_credits if one.outstanding),
        *(f"plan {number}: payments not finished: {count}" for number, count in _unfinished(state)),
    )


def _unfinished(state: IncidentState) -> list[tuple[int, int]]:
    """(plan, payments) that somebody still waits for."""
    found = [(one.number, one.unfinished(bool(state.outdated(one)))) for one in state.plans]
    return [(number, count) for number, count in found if count]


def _refused(state: IncidentState, message: str, found: str, expected: str) -> IncidentRefused:
    return IncidentRefused(message, where=f"case {state.case}", found=found, expected=expected)
