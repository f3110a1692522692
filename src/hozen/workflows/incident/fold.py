"""From entries to the state of an incident: a pure fold, so any earlier state can be shown again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hozen.books import CaseEntry, CaseRecord
from hozen.workflows.incident.errors import IncidentRefused
from hozen.workflows.incident.payouts import MoneyReceived, came_of_it, planned, went_out
from hozen.workflows.incident.state import (
    CaseEvidence,
    Freeze,
    IncidentState,
    LostAsset,
    Notice,
    Valued,
    WrongCredit,
)

NEEDS_APPROVAL = ("valued", "wrong-credit", "cause", "plan", "payees")
_Step = Callable[[IncidentState, CaseEntry, Any], Mapping[str, Any]]


def state_of(record: CaseRecord) -> IncidentState:
    """The state as the newest entry leaves it. Raises IncidentRefused for a case of another kind."""
    return as_of(record, record.last)


def as_of(record: CaseRecord, seq: int) -> IncidentState:
    """The state as entry `seq` left it; later approvals are not known yet."""
    if record.kind != "incident":
        raise IncidentRefused("the case is no incident", where=f"case {record.case}", found=record.kind)
    entries = record.until(seq)
    if not entries:
        raise IncidentRefused(
            "the case has no entry so early",
            where=f"case {record.case}",
            found=seq,
            expected=f"{record.entries[0].seq} or later",
        )
    return folded(record.book, record.case, entries)


def folded(book: str, case: str, entries: tuple[CaseEntry, ...]) -> IncidentState:
    """The fold itself. Events that it does not know (support of the group) leave it as it is."""
    state = _opened(book, case, entries[0])
    for entry in entries[1:]:
        step = _STEPS.get(entry.event)
        state = replace(state, seq=entry.seq, **({} if step is None else step(state, entry, entry.body)))
    return replace(state, unapproved=_unapproved(state, entries))


def _opened(book: str, case: str, entry: CaseEntry) -> IncidentState:
    body: Any = entry.body
    names = "reported_at discovered_at cause is_accident accident_why accident_cite accident_cite_ja what"
    return IncidentState(
        book=book,
        case=case,
        seq=entry.seq,
        is_open=True,
        wallets=tuple(body["wallets"]),
        notices=tuple(notice_from(one) for one in body["notices"]),
        **{name: body[name] for name in names.split()},
    )


def notice_from(body: Mapping[str, Any]) -> Notice:
    """A notice as an entry holds it."""
    return Notice(body["code"], _day(body["due"]), body["cite"], body["cite_ja"], body["gap"], body["gap_ja"])


def notice_body(one: Notice) -> dict[str, object]:
    """A notice that is due, for an entry."""
    names = ("code", "due", "cite", "cite_ja", "gap", "gap_ja")
    return {name: getattr(one, name) for name in names}


def _valued(_: IncidentState, entry: CaseEntry, body: Any) -> Mapping[str, Any]:
    valued = Valued(
        seq=entry.seq,
        moment=body["moment"],
        day=date.fromisoformat(body["day"]),
        closing=body["closing"],
        attribution=body["attribution"],
        customers=body["customers"],
        losses=body["losses"]["name"],
        prices=body["prices"]["name"],
        approved_by=entry.approved_by,
    )
    back = {one.asset: one.recovered for one in _.losses}
    losses = tuple(
        LostAsset(
            asset=one["asset"],
            decimals=one["decimals"],
            lost=one["lost"],
            held=one["held"],
            customers=one["customers"],
            price=one["price"],
            recovered=back.get(one["asset"], 0),
        )
        for one in body["assets"]
    )
    return {"valued": valued, "losses": losses}


def _recovered(state: IncidentState, _: CaseEntry, body: Any) -> Mapping[str, Any]:
    return {
        "losses": tuple(
            replace(one, recovered=one.recovered + body["units"]) if one.asset == body["asset"] else one
            for one in state.losses
        )
    }


def _wrong_credit(state: IncidentState, _: CaseEntry, body: Any) -> Mapping[str, Any]:
    before = state.wrong_of(body["asset"]) or WrongCredit(body["asset"], body["decimals"])
    name = body["step"]
    after = replace(before, **{name: getattr(before, name) + body["units"]})
    others = [one for one in state.wrong_credits if one.asset != body["asset"]]
    return {"wrong_credits": tuple(sorted([*others, after], key=lambda one: one.asset))}


def _frozen(state: IncidentState, entry: CaseEntry, body: Any) -> Mapping[str, Any]:
    one = Freeze(entry.seq, body["service"], body["asset"], body["since"])
    return {"freezes": (*state.freezes, one)}


def _resumed(state: IncidentState, _: CaseEntry, body: Any) -> Mapping[str, Any]:
    same = (body["service"], body["asset"])
    return {
        "freezes": tuple(
            replace(one, until=body["until"]) if not one.until and (one.service, one.asset) == same else one
            for one in state.freezes
        )
    }


def _noticed(state: IncidentState, entry: CaseEntry, body: Any) -> Mapping[str, Any]:
    given = None if body["waived"] else entry.day
    more = {"given_on": given, "reference": body["reference"], "waived": body["waived"]}
    return {
        "notices": tuple(replace(one, **more) if one.code == body["code"] else one for one in state.notices)
    }


def _corrected(state: IncidentState, _: CaseEntry, body: Any) -> Mapping[str, Any]:
    names = ("cause", "is_accident", "accident_why", "accident_cite", "accident_cite_ja")
    due = tuple(notice_from(one) for one in body["notices"])
    return {
        **{name: body[name] for name in names},
        "cause_why": body["reason"],
        "notices": _following(state.notices, due),
    }


def _following(before: tuple[Notice, ...], due: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """What is due now, with what was done of it; what was given and is no longer due stays, a fact."""
    done = {one.code: one for one in before if not one.is_open}
    codes = {one.code for one in due}
    return (
        *(_done_as(one, done[one.code]) if one.code in done else one for one in due),
        *(one for one in done.values() if one.code not in codes and one.given_on),
    )


def _done_as(one: Notice, done: Notice) -> Notice:
    return replace(one, given_on=done.given_on, reference=done.reference, waived=done.waived)


def _received(state: IncidentState, entry: CaseEntry, body: Any) -> Mapping[str, Any]:
    one = MoneyReceived(entry.seq, body["from"], entry.day, body["yen"])
    return {"received": (*state.received, one)}


def _evidence(state: IncidentState, entry: CaseEntry, body: Any) -> Mapping[str, Any]:
    kept = CaseEvidence(entry.seq, body["file"]["name"], body["file"]["sha256"], body["what"])
    return {"files": (*state.files, kept)}


_STEPS: Mapping[str, _Step] = {
    "valued": _valued,
    "recovered": _recovered,
    "wrong-credit": _wrong_credit,
    "frozen": _frozen,
    "resumed": _resumed,
    "notice": _noticed,
    "cause": _corrected,
    "evidence": _evidence,
    "plan": lambda state, entry, _: {"plans": planned(state.plans, state.basis, entry)},
    "batch": lambda state, _, body: {"plans": went_out(state.plans, body)},
    "results": lambda state, _, body: {"plans": came_of_it(state.plans, body)},
    "received": _received,
    "closed": lambda _, __, body: {"is_open": False, "closed_for": body["reason"]},
    "reopened": lambda _, __, ___: {"is_open": True, "closed_for": ""},
}


def _unapproved(state: IncidentState, entries: Iterable[CaseEntry]) -> tuple[int, ...]:
    """What waits for another person. An outdated plan waits for nobody: it cannot be approved."""
    told = tuple(entries)
    outdated = {one.seq for one in state.plans if state.outdated(one)}
    wanted = [one for one in told if one.event in NEEDS_APPROVAL and not one.approved_by]
    return tuple(
        one.seq
        for one in wanted
        if one.seq not in outdated and not any(later.replaces(one) for later in told)
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
