"""Entering into the reserve journal: movements, restatements, decisions on uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hozen.books.canonical import day_text, name_text
from hozen.books.chain import Writer
from hozen.books.entry import Entry
from hozen.books.errors import ReserveEntryRefused
from hozen.books.four_eyes import another_person
from hozen.books.read_journal import (
    DECIDED,
    ENTERED,
    RESTATED,
    book_of,
    journal_lines,
    journal_row,
    line_named,
    statements,
)
from hozen.books.reserve_balance import balance_on, check
from hozen.books.reserve_line import Movement, ReserveEntered, ReserveLine, UseApproval
from hozen.books.tables import journal
from hozen.values import Yen

_MOST = 10**18  # yen; the tables keep 64 bits, and the money of the whole world is less


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says about a movement."""

    book: str
    day: date
    movement: Movement
    amount: Yen
    cause: str
    approval: UseApproval | None
    accident: bool
    link: str
    note: str

    def body(self, restates: int | None = None) -> dict[str, object]:
        """Its JSON. Raises BadField, ReserveEntryRefused."""
        _fits(self, restates)
        return {
            "book": name_text(self.book, "book"),
            "day": day_text(self.day),
            "movement": self.movement.value,
            "amount": self.amount.amount,
            "cause": name_text(self.cause, "cause", empty=True),
            "approval": None if self.approval is None else self.approval.value,
            "accident": self.accident,
            "link": name_text(self.link, "link", empty=True),
            "note": self.note,
            "of": restates,
        }


def enter(writer: Writer, statement: Statement, actor: str, key: str) -> ReserveEntered:
    """A new movement."""
    body = statement.body()
    before = writer.already(name_text(key, "key"), ENTERED, actor, body)
    if before is None:
        _one_opening(statement, journal_lines(writer.connection, statement.book))
    return _result(writer, before, ENTERED, actor, key, body)


def restate(
    writer: Writer, seq: int, changes: Mapping[str, object], note: str, actor: str, key: str
) -> ReserveEntered:
    """訂正: say anew what an earlier line says; the earlier line stays and bears the mark."""
    lines = journal_lines(writer.connection, book_of(writer.connection, seq))
    line = line_named(lines, seq)
    body = _restated(line, changes, note).body(restates=seq)
    before = writer.already(name_text(key, "key"), RESTATED, actor, body)
    if before is None and not line.stands:
        raise ReserveEntryRefused(
            "the line has been restated", where=f"entry {seq}", try_next=f"restate entry {line.restated_by}"
        )
    return _result(writer, before, RESTATED, actor, key, body)


def decide(
    writer: Writer, seq: int, *, approved: bool, day: date, note: str, actor: str, key: str
) -> ReserveEntered:
    """Record that a requested use was approved or refused; by another person than entered it."""
    lines = journal_lines(writer.connection, book_of(writer.connection, seq))
    use = line_named(lines, seq)
    body = _decision(use, approved, day, note)
    before = writer.already(name_text(key, "key"), DECIDED, actor, body)
    if before is None:
        _may_decide(use, statements(lines, seq), actor)
    return _result(writer, before, DECIDED, actor, key, body)


def _result(
    writer: Writer, before: Entry | None, kind: str, actor: str, key: str, body: Mapping[str, object]
) -> ReserveEntered:
    entry = before or writer.append(kind, actor, body, key)
    if before is None:
        writer.connection.execute(journal.insert().values(journal_row(entry)))
    lines = journal_lines(writer.connection, entry.body["book"])
    if before is None:
        check(lines)  # refused here, the whole transaction is rolled back
    shown = entry.body["of"] if entry.kind == DECIDED else entry.seq
    day = date.fromisoformat(entry.body["day"])
    return ReserveEntered(
        line=line_named(lines, shown),
        balance=balance_on(lines, entry.body["book"], day),
        already_there=before is not None,
        anchor=str(writer.head),
    )


def _fits(statement: Statement, restates: int | None) -> None:
    least = 0 if restates is not None or statement.movement is Movement.OPENING else 1
    if not least <= statement.amount.amount <= _MOST:
        raise ReserveEntryRefused(
            "the amount does not fit",
            found=str(statement.amount),
            expected=f"{Yen(least)} to {Yen(_MOST)}; the movement gives the direction",
        )
    is_use = statement.movement is Movement.USE
    if is_use and statement.approval not in (UseApproval.REQUESTED, UseApproval.NOT_NEEDED):
        raise ReserveEntryRefused(
            "a use is entered as requested, or as needing no approval",
            found=getattr(statement.approval, "value", None),
            expected="requested or not_needed; another person records the decision",
        )
    if is_use and not statement.cause:
        raise ReserveEntryRefused("a use has a cause", expected="what the money answers for")
    if not is_use and (statement.approval is not None or statement.accident or statement.cause):
        raise ReserveEntryRefused(
            "only a use has a cause, an approval or an accident", found=statement.movement.value
        )


def _one_opening(statement: Statement, lines: tuple[ReserveLine, ...]) -> None:
    if statement.movement is Movement.OPENING and lines:
        raise ReserveEntryRefused(
            "the journal has begun", where=f"entry {lines[0].seq}", try_next="restate the opening instead"
        )


def _restated(line: ReserveLine, changes: Mapping[str, object], note: str) -> Statement:
    said: dict[str, object] = {name: getattr(line, name) for name in Statement.__dataclass_fields__}
    if line.approval in (UseApproval.APPROVED, UseApproval.REFUSED):
        said["approval"] = UseApproval.REQUESTED  # another statement is another thing to approve
    said.update({name: value for name, value in changes.items() if value is not None}, note=note)
    return Statement(**said)  # type: ignore[arg-type]  # the names and types are the line's own


def _decision(use: ReserveLine, approved: bool, day: date, note: str) -> dict[str, object]:
    state = UseApproval.APPROVED if approved else UseApproval.REFUSED
    return {
        "book": use.book,
        "day": day_text(day),
        "movement": "decision",
        "amount": use.amount.amount,
        "approval": state.value,
        "note": note,
        "of": use.seq,
    }


def _may_decide(use: ReserveLine, told: tuple[ReserveLine, ...], actor: str) -> None:
    where = f"entry {use.seq}"
    if not use.stands or use.approval is not UseApproval.REQUESTED:
        state = "restated" if not use.stands else getattr(use.approval, "value", "no use")
        raise ReserveEntryRefused("nothing here waits for a decision", where=where, found=state)
    for statement in told:
        another_person(name_text(actor, "actor"), "entered", statement.entered_by, where)
