"""What the books know about a closing, for the head of a report."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.books import BreakRecord
from hozen.workflows.daily_close import Kept


@dataclass(frozen=True, slots=True)
class Heading:
    """表題: who prepared and approved, and where the books keep it. '' and None where it is not kept."""

    version: int | None = None
    entry: int | None = None  # sequence number in the audit chain
    anchor: str = ""  # '<sequence>:<hash>' of the chain's head
    prepared_by: str = ""
    approved_by: str = ""
    changed: tuple[str, ...] = ()  # what differs from the version before
    breaks: tuple[BreakRecord | None, ...] = ()  # of each of the closing's breaks, as the break log has it

    @classmethod
    def of(cls, kept: Kept, approved_by: str = "") -> Heading:
        """The heading of a kept closing."""
        told = kept.version, kept.entry, kept.anchor, kept.prepared_by, approved_by, kept.changed
        return cls(*told, breaks=kept.breaks)
