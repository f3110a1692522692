"""What a wind-down needs of the case log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from hozen.books.books import Books
from hozen.engine import Engine
from hozen.workflows.wind_down.errors import WindDownRefused

if TYPE_CHECKING:
    from hozen.books import CaseEntry, CaseRecord

KIND: Final = "wind-down"
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class At:
    """手続の場所: which case of which book, where its files are, who acts, and what computes."""

    books: Books
    engine: Engine
    book: str
    case: str
    folder: Path
    actor: str

    def record(self) -> CaseRecord:
        """The case as the books have it. Raises CaseUnknown, and WindDownRefused for an incident."""
        found = self.books.cases.show(self.book, self.case)
        if found.kind != KIND:
            raise WindDownRefused(
                "the case is no wind-down", where=f"case {self.case}", found=found.kind, expected=KIND
            )
        return found

    def work(self) -> CaseRecord:
        """The same, to be carried on: nothing is written for a case that is closed. Raises WindDownRefused."""
        found = self.record()
        if not found.is_open:
            raise WindDownRefused(
                "the case is closed",
                where=f"case {self.case}",
                found=f"entry {found.last}",
                expected="an open case; a closed one is only read",
            )
        return found

    def enter(
        self, event: str, body: Mapping[str, object], key: str | None = None, after: int | None = None
    ) -> CaseEntry:
        """Say what happened. Raises CaseMoved where a newer entry than `after` is there."""
        return self.books.cases.enter(
            self.book, self.case, event, body, actor=self.actor, key=key, after=after
        )


def told(body: Mapping[str, object], name: str, kind: type[_Kind]) -> _Kind:
    """A field of an entry that we wrote ourselves."""
    value = body[name]
    if not isinstance(value, kind):
        raise TypeError(f"{name} of an entry is {value!r}, not a {kind.__name__}")
    return value
