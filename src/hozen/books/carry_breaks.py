"""Carrying a day's breaks into the log: nothing is forgotten, and nothing goes without an entry that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hozen.books.break_line import BreakEvent, BreakKey, BreakRecord, BreakTerms, Carried, FoundBreak
from hozen.books.canonical import canonical, day_text, name_text, parsed
from hozen.books.chain import Writer
from hozen.books.entry import Entry
from hozen.books.errors import BreakRefused
from hozen.books.read_breaks import CARRIED, break_records, break_row, last_carried
from hozen.books.tables import breaks


@dataclass(slots=True)
class _Plan:
    """What is to be written: for each event, (break or None, what the day found of it or None)."""

    opened: list[FoundBreak] = field(default_factory=list)
    changed: list[tuple[BreakRecord, FoundBreak]] = field(default_factory=list)
    reclassified: list[tuple[BreakRecord, FoundBreak]] = field(default_factory=list)
    reopened: list[tuple[BreakRecord, FoundBreak]] = field(default_factory=list)
    resolved: list[BreakRecord] = field(default_factory=list)

    def is_empty(self) -> bool:
        return not (self.opened or self.changed or self.reclassified or self.reopened or self.resolved)


def carry(
    writer: Writer, book: str, day: date, found: Sequence[FoundBreak], records: str, actor: str
) -> Carried:
    """Open what is new, keep what stands, resolve what the records show to be gone. See BreakLog.carry."""
    body = _body(book, day, found, records)
    last = last_carried(writer.connection, book)
    if last is not None and last.body["day"] > body["day"]:
        raise BreakRefused(
            "the log has been carried past this day",
            where=f"entry {last.seq}",
            found=body["day"],
            expected=f"{last.body['day']} or later",
            try_next="note on the break what the earlier day now shows",
        )
    known = break_records(writer.connection, book)
    plan = _plan(known, found, day, 0 if last is None else last.seq)
    already = plan.is_empty() and last is not None and _same(last, body)
    told = {} if already else _write(writer, plan, book, day, records, actor)
    if not already:
        append(writer, CARRIED, actor, body)
    return _carried(writer, book, day, told, already)


def carry_for_closing(
    writer: Writer, book: str, day: date, found: Sequence[FoundBreak], records: str, actor: str
) -> Carried:
    """As `carry`, for a day that may be closed again at any time: what the log has already is left as it is.

    A log that has been carried past the day stays as well: `Carried.past` says to which day. The same records again
    do not undo what a person has said of a break since.
    """
    body = _body(book, day, found, records)
    last = last_carried(writer.connection, book)
    if last is None or (last.body["day"] <= body["day"] and not _same(last, body)):
        return carry(writer, book, day, found, records, actor)
    left = _carried(writer, book, day, {}, already=True)
    past = date.fromisoformat(last.body["day"])
    return replace(left, past=past) if past > day else left


def terms_of(
    known: Iterable[BreakRecord], found: Sequence[FoundBreak], day: date, since: int
) -> dict[BreakKey, BreakTerms]:
    """The terms of each of `found` as `carry` would have it. `since`: the number of the last carry."""
    every = tuple(known)
    plan = _plan(every, found, day, since)
    here = {one.key for one in found}
    old = {one.key: one for one in every if one.is_open and one.key in here}
    old |= {one.key: record for record, one in (*plan.reclassified, *plan.reopened)}
    new = {one.key: BreakTerms(day, one.cure_by) for one in plan.opened}
    return {key: BreakTerms(one.opened_on, one.cure_by) for key, one in old.items()} | new


def append(
    writer: Writer, kind: str, actor: str, body: Mapping[str, object], key: str | None = None
) -> Entry:
    """One entry about breaks, and its row."""
    entry = writer.append(kind, actor, body, key)
    writer.connection.execute(breaks.insert().values(break_row(entry)))
    return entry


def _body(book: str, day: date, found: Sequence[FoundBreak], records: str) -> dict[str, object]:
    keys = [one.key for one in found]
    twice = sorted(f"{subject} {cause}" for subject, cause, _ in {key for key in keys if keys.count(key) > 1})
    if twice:
        raise BreakRefused("a break stands twice among those found", found=", ".join(twice))
    nothing = sorted(f"{one.subject} {one.cause}" for one in found if not one.units)
    if nothing:
        raise BreakRefused("a break of nothing is no break", found=", ".join(nothing))
    return {
        "book": name_text(book, "book"),
        "day": day_text(day),
        "of": None,
        "records": name_text(records, "records"),
        "found": sorted([one.subject, one.cause, one.units] for one in found),
    }


def _same(last: Entry, body: Mapping[str, object]) -> bool:
    return canonical(last.body) == canonical(parsed(canonical(body)))


def _plan(known: Iterable[BreakRecord], found: Sequence[FoundBreak], day: date, since: int) -> _Plan:
    plan, every = _Plan(), tuple(known)
    open_ones = {one.key: one for one in every if one.is_open}
    here = {one.key: one for one in found}
    plan.changed = [
        (record, here[key])
        for key, record in open_ones.items()
        if key in here and record.units != here[key].units
    ]
    lost = [record for key, record in open_ones.items() if key not in here]
    for one in (one for one in found if one.key not in open_ones):
        same = next(
            (record for record in lost if (record.subject, record.units) == (one.subject, one.units)), None
        )
        again = _resolved_too_soon(every, one, day, since)
        if same is not None:
            lost.remove(same)
            plan.reclassified.append((same, one))
        elif again is not None:
            plan.reopened.append((again, one))
        else:
            plan.opened.append(one)
    plan.resolved = lost
    less = [record for record, one in plan.changed if abs(one.units) < abs(record.units)]
    plan.opened = [_runs_on(one, [*lost, *less]) for one in plan.opened]
    return plan


def _runs_on(one: FoundBreak, before: Iterable[BreakRecord]) -> FoundBreak:
    """A new break with no more time than those that gave way to it: another cause or quantity makes no asset whole.

    `before`: breaks that this day ends or lessens. Those of the same subject and direction count.
    """
    key = (one.subject, one.units > 0)
    ends = [one.cure_by, *(record.cure_by for record in before if (record.subject, record.units > 0) == key)]
    return replace(one, cure_by=min((end for end in ends if end), default=None))


def _resolved_too_soon(
    known: Iterable[BreakRecord], found: FoundBreak, day: date, since: int
) -> BreakRecord | None:
    """The break that was called resolved, and is there again before any later day has shown it gone."""
    return next(
        (
            one
            for one in reversed(tuple(known))
            if not one.is_open
            and one.key == found.key
            and (one.resolved_on == day or (not one.gone and _resolved_at(one) > since))
        ),
        None,
    )


def _resolved_at(record: BreakRecord) -> int:
    """The number of the entry that last resolved it."""
    return max(step.seq for step in record.steps if step.event is BreakEvent.RESOLVED)


_Told = dict[BreakEvent, list[int]]


def _write(writer: Writer, plan: _Plan, book: str, day: date, records: str, actor: str) -> _Told:
    told: _Told = {}

    def say(event: BreakEvent, of: int | None, more: Mapping[str, object]) -> None:
        body = {"book": book, "day": day_text(day), "of": of, **more}
        entry = append(writer, event.kind, actor, body)
        told.setdefault(event, []).append(entry.seq if of is None else of)

    for record in plan.resolved:
        more = {"by": f"records of {day_text(day)}", "records": records, "note": "", "gone": True}
        say(BreakEvent.RESOLVED, record.seq, more)
    for record, one in plan.reclassified:
        more = {"cause": one.cause, "rows": one.rows, "note": "", "by_hand": False}
        say(BreakEvent.RECLASSIFIED, record.seq, more)
    for record, one in plan.changed:
        say(BreakEvent.CHANGED, record.seq, {"units": one.units, "rows": one.rows})
    for record, one in plan.reopened:
        say(BreakEvent.REOPENED, record.seq, {"units": one.units, "rows": one.rows, "note": ""})
    for one in plan.opened:
        say(BreakEvent.OPENED, None, _opening(one))
    return told


def _opening(one: FoundBreak) -> dict[str, object]:
    return {
        "subject": name_text(one.subject, "subject"),
        "decimals": one.decimals,
        "cause": name_text(one.cause, "cause"),
        "units": one.units,
        "rows": one.rows,
        "cure_by": None if one.cure_by is None else day_text(one.cure_by),
    }


def _carried(writer: Writer, book: str, day: date, told: _Told, already: bool) -> Carried:
    every = break_records(writer.connection, book)

    def of(event: BreakEvent) -> tuple[BreakRecord, ...]:
        return tuple(one for one in every if one.seq in told.get(event, ()))

    return Carried(
        book=book,
        day=day,
        opened=of(BreakEvent.OPENED),
        changed=of(BreakEvent.CHANGED),
        reclassified=of(BreakEvent.RECLASSIFIED),
        reopened=of(BreakEvent.REOPENED),
        resolved=of(BreakEvent.RESOLVED),
        open=tuple(one for one in every if one.is_open),
        already_there=already,
        anchor=str(writer.head),
    )
