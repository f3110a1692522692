"""The commands of `hozen surveil`."""

from __future__ import annotations

from collections.abc import Callable

from hozen.faces.cli import surveil, surveil_case, surveil_insider, surveil_kept, surveil_tune

SURVEIL: dict[str, Callable[..., int]] = {
    "run": surveil.run,
    "alerts": surveil.alerts,
    "tune": surveil_tune.tune,
    "report": surveil_case.report,
}
SURVEIL_INSIDER: dict[str, Callable[..., int]] = {
    "open": surveil_insider.start,
    "add": surveil_insider.add,
    "publish": surveil_insider.publish,
    "list": surveil_insider.listed,
    "types": surveil_insider.types,
    "check": surveil_insider.check,
    "tables": surveil_insider.tables,
}
SURVEIL_CASE: dict[str, Callable[..., int]] = {
    "open": surveil_case.start,
    "link": surveil_case.link,
    "claim": surveil_case.claim,
    "assign": surveil_case.assign,
    "look": surveil_case.look,
    "note": surveil_case.note,
    "decide": surveil_case.decide,
    "approve": surveil_case.approve,
    "draft": surveil_case.draft,
    "paper": surveil_kept.paper,
    "sent": surveil_case.sent,
    "close": surveil_case.close,
    "show": surveil_case.show,
    "list": surveil_case.listed,
    "retention": surveil_kept.retention,
}
