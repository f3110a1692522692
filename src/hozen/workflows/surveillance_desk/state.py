"""A surveillance case as its entries tell it: alerts, whose it is, what was decided, the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hozen.books import CaseEntry, CaseKind, CaseRecord
from hozen.workflows.surveillance_desk.errors import DeskRefused
from hozen.workflows.surveillance_run.result import LeftOut

KIND: CaseKind = "surveillance"
REPORT, NO_REPORT = "report", "no-report"


@dataclass(frozen=True, slots=True)
class CaseAlert:
    """事案の抽出: an alert of the case, as the run that found it told it. Instants are microseconds since 1970, UTC."""

    alert_id: str
    detector: str
    symbol: str
    from_us: int
    to_us: int
    accounts: tuple[str, ...]
    score: int
    law: str
    eu: str
    run: str  # SHA-256 of the run's alerts.parquet


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """審査結論: what one person decided and another approved ('' while nobody has). No report needs its reason too."""

    seq: int
    outcome: str
    reason: str
    by: str
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """届出書案: a draft of the report to the authority in the case folder; signed when another person approved it."""

    seq: int
    name: str
    sha256: str
    by: str
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class SurveillanceCase:
    """売買審査事案: as of entry `seq`. `holder` has claimed it or was assigned it; '' while it lies open."""

    book: str
    case: str
    seq: int
    is_open: bool
    opened: date
    what: str
    alerts: tuple[CaseAlert, ...]
    left_out: tuple[LeftOut, ...] = ()  # what its runs did not look at, and why
    holder: str = ""
    notes: tuple[tuple[int, str, str], ...] = ()  # entry, who, text
    evidence: tuple[tuple[str, str], ...] = ()  # name, SHA-256
    decision: ReviewDecision | None = None
    draft: ReportDraft | None = None
    sent: str = ""  # the authority's reference
    sent_on: date | None = None
    closed: date | None = None

    @property
    def detectors(self) -> tuple[str, ...]:
        """Which detectors its alerts came from."""
        return tuple(sorted({one.detector for one in self.alerts}))

    @property
    def accounts(self) -> tuple[str, ...]:
        """Accounts of its alerts."""
        return tuple(sorted({name for one in self.alerts for name in one.accounts}))


def state_of(record: CaseRecord) -> SurveillanceCase:
    """The fold of the entries. Raises DeskRefused for a case of another kind."""
    if record.kind != KIND:
        raise DeskRefused("the case is none of surveillance", where=f"case {record.case}", found=record.kind)
    first = record.entries[0]
    body: Any = first.body
    state = SurveillanceCase(
        record.book,
        record.case,
        first.seq,
        True,
        first.day,
        body["what"],
        _alerts(body),
        _left_out(body),
    )
    for entry in record.entries[1:]:
        step = _STEPS.get(entry.event)
        state = replace(state, seq=entry.seq, **({} if step is None else step(state, entry, entry.body)))
    return replace(state, is_open=record.is_open)


def _alerts(body: Any) -> tuple[CaseAlert, ...]:
    return tuple(CaseAlert(**{**one, "accounts": tuple(one["accounts"])}) for one in body["alerts"])


def _left_out(body: Any) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(one["what"], one["why"], one.get("rows", 0)) for one in body.get("left_out", ()))


def _held(_: SurveillanceCase, entry: CaseEntry, body: Any) -> dict[str, Any]:
    return {"holder": body.get("to") or entry.actor}


def _noted(state: SurveillanceCase, entry: CaseEntry, body: Any) -> dict[str, Any]:
    return {"notes": (*state.notes, (entry.seq, entry.actor, body["text"]))}


def _linked(state: SurveillanceCase, _: CaseEntry, body: Any) -> dict[str, Any]:
    # what was decided, and drafted, was so without the alerts that come in now
    left_out = tuple(dict.fromkeys((*state.left_out, *_left_out(body))))
    return {
        "alerts": (*state.alerts, *_alerts(body)),
        "left_out": left_out,
        "decision": None,
        "draft": None,
    }


def _kept(state: SurveillanceCase, _: CaseEntry, body: Any) -> dict[str, Any]:
    # a draft names every piece of evidence: with one more it is to be drafted anew, unless it is sent already
    evidence = (*state.evidence, (body["file"]["name"], body["file"]["sha256"]))
    return {"evidence": evidence, "draft": state.draft if state.sent else None}


def _decided(_: SurveillanceCase, entry: CaseEntry, body: Any) -> dict[str, Any]:
    # a decision made anew takes the draft with it: what was written followed from the one before
    decision = ReviewDecision(entry.seq, body["outcome"], body["reason"], entry.actor, entry.approved_by)
    return {"decision": decision, "draft": None}


def _drafted(_: SurveillanceCase, entry: CaseEntry, body: Any) -> dict[str, Any]:
    file = body["file"]
    return {"draft": ReportDraft(entry.seq, file["name"], file["sha256"], entry.actor, entry.approved_by)}


def _sent(_: SurveillanceCase, entry: CaseEntry, body: Any) -> dict[str, Any]:
    return {"sent": body["reference"], "sent_on": entry.day}


def _closed(_: SurveillanceCase, entry: CaseEntry, __: Any) -> dict[str, Any]:
    return {"closed": entry.day}


def _reopened(_: SurveillanceCase, __: CaseEntry, ___: Any) -> dict[str, Any]:
    return {"closed": None}


_Step = Callable[[SurveillanceCase, CaseEntry, Any], Mapping[str, Any]]
_STEPS: Mapping[str, _Step] = {
    "claimed": _held,
    "assigned": _held,
    "noted": _noted,
    "linked": _linked,
    "evidence": _kept,
    "decided": _decided,
    "drafted": _drafted,
    "sent": _sent,
    "closed": _closed,
    "reopened": _reopened,
}
