"""What the books say about a closing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hozen.books import BreakRecord, Carried, ClosingRecord
    from hozen.workflows.daily_close import Kept


@dataclass(frozen=True, slots=True)
class InBooks:
    """記帳状況. `approved_by` is '' while nobody has; `new` is whether this run entered it."""

    entry: int
    version: int
    prepared_by: str
    anchor: str
    changed: tuple[str, ...] = ()
    new: bool = False
    superseded: bool = False
    same_body: bool = True
    approved_by: str = ""
    folder: Path | None = None
    pack: Path | None = None
    carried: Carried | None = None  # what this run did to the break log
    breaks: tuple[BreakRecord | None, ...] = ()  # of each of the closing's breaks, as the log now has it

    @classmethod
    def of_kept(cls, kept: Kept, pack: Path | None, approved_by: str = "") -> InBooks:
        """As a close has just kept it."""
        return cls(
            entry=kept.entry,
            version=kept.version,
            prepared_by=kept.prepared_by,
            anchor=kept.anchor,
            changed=kept.changed,
            new=not kept.already_there,
            same_body=kept.same_body,
            approved_by=approved_by,
            folder=kept.folder,
            pack=pack,
            carried=kept.carried,
            breaks=kept.breaks,
        )

    @classmethod
    def of_record(
        cls, record: ClosingRecord, anchor: str, breaks: tuple[BreakRecord | None, ...] = ()
    ) -> InBooks:
        """As the books hold it."""
        head = record.heading
        folder = head.summary.get("folder")
        return cls(
            entry=head.seq,
            version=head.version,
            prepared_by=head.prepared_by,
            anchor=anchor,
            changed=tuple(map(str, record.changed)),
            superseded=head.superseded,
            approved_by=head.approval.actor if head.approval else "",
            folder=Path(folder) if folder else None,
            breaks=breaks,
        )
