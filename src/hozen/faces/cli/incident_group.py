"""The commands of `hozen incident`."""

from __future__ import annotations

from collections.abc import Callable

from hozen.faces.cli import incident_kept, incident_open, incident_say

INCIDENT: dict[str, Callable[..., int]] = {
    "open": incident_open.open_,
    "value": incident_open.value,
    "freeze": incident_say.freeze,
    "reopen": incident_say.reopen,
    "notice": incident_say.notice,
    "recover": incident_say.recover,
    "reverse": incident_say.reverse,
    "evidence": incident_say.evidence,
    "approve": incident_kept.approve,
    "close": incident_kept.close,
    "show": incident_kept.show,
    "replay": incident_kept.replay,
    "list": incident_kept.listed,
}
