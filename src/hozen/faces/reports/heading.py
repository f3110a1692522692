"""What the books know about a closing, for the head of a report."""

from __future__ import annotations

from dataclasses import dataclass

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

    @classmethod
    def of(cls, kept: Kept, approved_by: str = "") -> Heading:
        """The heading of a kept closing."""
        return cls(kept.version, kept.entry, kept.anchor, kept.prepared_by, approved_by, kept.changed)
