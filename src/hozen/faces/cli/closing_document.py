"""A kept closing as one JSON document."""

from __future__ import annotations

from pathlib import Path

from hozen.books import BreakRecord, Carried
from hozen.workflows.daily_close import Kept, closing_json

_LISTS = ("opened", "changed", "reclassified", "reopened", "resolved", "open")


def kept_document(kept: Kept, pack: Path | None) -> dict[str, object]:
    """The closing as the books keep it, and beside it where and how it is kept."""
    return {
        "closing": closing_json(kept.closing),
        "kept": {
            "entry": kept.entry,
            "version": kept.version,
            "changed": list(kept.changed),
            "already_there": kept.already_there,
            "same_body": kept.same_body,
            "prepared_by": kept.prepared_by,
            "anchor": kept.anchor,
            "folder": str(kept.folder),
            "pack": str(pack) if pack else None,
            "breaks": [_break(one) for one in kept.breaks],
            "break_log": _log(kept.carried) if kept.carried else None,
        },
    }


def _break(one: BreakRecord | None) -> dict[str, object] | None:
    """What the log has besides the closing's own words, in the order of the closing's breaks."""
    if one is None:
        return None
    resolved = str(one.resolved_on) if one.resolved_on else None
    return {"number": one.seq, "cause": one.cause, "owner": one.owner or None, "resolved_on": resolved}


def _log(carried: Carried) -> dict[str, object]:
    """The numbers of the breaks that this close opened, changed or resolved, and of all that are open now."""
    lists = {name: getattr(carried, name) for name in _LISTS}
    told = {name: [one.seq for one in found] for name, found in lists.items()}
    return {**told, "carried_past": str(carried.past) if carried.past else None}
