"""A fact as its entries in the books tell it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hozen.books import CaseKind, CaseRecord
from hozen.rules.insiders import Listed, MaterialFact, Publication
from hozen.workflows.insiders.errors import InsiderRefused

KIND: CaseKind = "insider"
LISTED, PUBLISHED = "listed", "published"


def fact_of(record: CaseRecord) -> MaterialFact:
    """The fold of the entries. InsiderRefused for a case of another kind."""
    if record.kind != KIND:
        raise InsiderRefused("the case is no material fact", where=f"case {record.case}", found=record.kind)
    first: Any = record.entries[0].body
    told: list[tuple[int, str, Any]] = [(one.seq, one.event, one.body) for one in record.entries]
    return MaterialFact(
        fact=record.case,
        markets=tuple(first["markets"]),
        kind=first["type"],
        effect=first["effect"],
        decided_at=_instant(first["decided_at"]),
        what=first["what"],
        is_open=record.is_open,
        listed=tuple(
            Listed(said["account"], _instant(said["knows_since"]), said["why"], seq)
            for seq, event, said in told
            if event == LISTED
        ),
        published=tuple(
            Publication(said["channel"], _instant(said["at"]), said["where"], seq)
            for seq, event, said in told
            if event == PUBLISHED
        ),
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
