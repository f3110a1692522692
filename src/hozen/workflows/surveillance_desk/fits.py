"""What may be said of a surveillance case in which state. Each raises DeskRefused, or does nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

from hozen.workflows.surveillance_desk.errors import DeskRefused
from hozen.workflows.surveillance_desk.state import NO_REPORT, REPORT, SurveillanceCase

OUTCOMES = (REPORT, NO_REPORT)


def fits_claim(state: SurveillanceCase, actor: str) -> None:
    """A case that somebody holds is not claimed; it is assigned."""
    if state.holder and state.holder != actor:
        _refuse(state, "somebody holds the case", state.holder, "a case that nobody holds", "assign it")


def fits_links(state: SurveillanceCase, alerts: Collection[str]) -> None:
    """An alert is in the case once; once the report is sent none comes in."""
    if state.sent:
        _refuse(state, "the report is sent", state.sent, "another case for what came up since")
    twice = sorted({one.alert_id for one in state.alerts} & set(alerts))
    if twice:
        _refuse(state, "the case has the alert already", ", ".join(twice), "another alert")


def fits_decision(state: SurveillanceCase, outcome: str, reason: str, actor: str) -> None:
    """The holder decides, with a reason either way; once the report is sent nothing is decided anew."""
    if outcome not in OUTCOMES:
        _refuse(state, "no such decision", outcome, " or ".join(OUTCOMES))
    if not reason.strip():
        _refuse(state, "a decision without its reason", "", "why it is reported, or why not")
    if state.holder != actor:
        _refuse(
            state, "only who holds the case decides it", state.holder or "nobody", actor, "claim it first"
        )
    if state.sent:
        _refuse(state, "the report is sent", state.sent, "another case for what came up since")


def fits_approval(state: SurveillanceCase, seq: int) -> None:
    """What is approved is the decision, or the draft, that stands: not one that alerts or evidence came in after."""
    standing = [one.seq for one in (state.decision, state.draft) if one]
    if seq not in standing:
        found = ", ".join(f"entry {one}" for one in standing) or "a decision or a draft, made anew"
        _refuse(state, "what is to be approved does not stand", f"entry {seq}", found)


def fits_draft(state: SurveillanceCase) -> None:
    """A report is drafted where the newest decision says so."""
    if state.decision is None or state.decision.outcome != REPORT:
        found = state.decision.outcome if state.decision else "no decision"
        _refuse(state, "nothing is to be reported", found, f"a decision '{REPORT}'")


def fits_sending(state: SurveillanceCase, reference: str) -> None:
    """Sent once, signed by another person than drafted it, after an approved decision."""
    fits_draft(state)
    if state.draft is None or not state.draft.signed_by:
        _refuse(state, "the draft is not signed", "", "a draft that another person approved")
    if state.decision and not state.decision.approved_by:
        _refuse(state, "the decision is not approved", state.decision.by, "another person's approval")
    if state.sent or not reference.strip():
        _refuse(state, "sent already, or without a reference", state.sent, "the authority's reference, once")


def fits_closing(state: SurveillanceCase) -> None:
    """Closed by four eyes: the decision approved, and the report sent where one was decided on."""
    if state.decision is None or not state.decision.approved_by:
        _refuse(state, "nobody else has approved the decision", "", "a decision that another person approved")
    if state.decision.outcome == REPORT and not state.sent:
        _refuse(state, "the report is not sent", state.decision.outcome, "the report sent, or decided anew")


def _refuse(
    state: SurveillanceCase, message: str, found: str, expected: str, try_next: str | None = None
) -> NoReturn:
    raise DeskRefused(
        message, where=f"case {state.case}", found=found or None, expected=expected, try_next=try_next
    )
