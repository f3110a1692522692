"""The commands of `hozen incident`."""

from __future__ import annotations

from collections.abc import Callable

from hozen.faces.cli import (
    compensation,
    compensation_money,
    compensation_papers,
    incident_cause,
    incident_kept,
    incident_open,
    incident_say,
)

INCIDENT: dict[str, Callable[..., int]] = {
    "open": incident_open.open_,
    "value": incident_open.value,
    "cause": incident_cause.cause,
    "freeze": incident_say.freeze,
    "reopen": incident_say.reopen,
    "notice": incident_say.notice,
    "recover": incident_say.recover,
    "reverse": incident_say.reverse,
    "evidence": incident_say.evidence,
    "waterfall": compensation.waterfall,
    "support": compensation_money.support,
    "plan": compensation.plan,
    "approve": incident_kept.approve,
    "pay": compensation.pay,
    "results": compensation.results,
    "payees": compensation.payees,
    "received": compensation_money.received,
    "letters": compensation_papers.letters,
    "report": compensation_papers.report,
    "close": incident_kept.close,
    "show": incident_kept.show,
    "replay": incident_kept.replay,
    "list": incident_kept.listed,
}
