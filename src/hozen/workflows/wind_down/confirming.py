"""確認: a second person's word for what lets money go: payees told after an approval, releases, money that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.views import waits

if TYPE_CHECKING:
    from hozen.books import CaseEntry


def confirm(at: At, seq: int, note: str = "") -> CaseEntry:
    """Confirm the file of an entry; another person than who handed it in.

    Raises SamePerson, WindDownRefused where the entry is none that waits for a second person, CaseMoved.
    """
    record = at.work()
    entry = record.numbered(seq)
    if entry is None or not (entry.approved_by or _lets_money_go(entry)):
        raise WindDownRefused(
            "no such entry waits for a second person",
            where=f"case {at.case}",
            found=f"entry {seq}" + (f": {entry.event}" if entry else ""),
            expected="payees, a release, a link undone, or results that say that paid money came back",
            try_next=f"hozen wind-down show BOOK {at.case}",
        )
    after = None if entry.approved_by else record.last
    return at.books.cases.approve(at.book, at.case, seq, actor=at.actor, note=note, after=after)


def _lets_money_go(entry: CaseEntry) -> bool:
    """Whether a second person's word changes what its file does."""
    return entry.event == "payees" or bool(entry.body.get("frees")) or waits(entry)
