"""A kept closing as one JSON document."""

from __future__ import annotations

from pathlib import Path

from hozen.workflows.daily_close import Kept, closing_json


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
        },
    }
