"""Keeping a closing: the same input is the same closing, another input a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from hozen.books.break_line import DayBreaks
from hozen.books.canonical import canonical, day_text, name_text
from hozen.books.carry_breaks import carry_for_closing
from hozen.books.chain import Writer, read_entry
from hozen.books.closing import Change, KeptClosing, PartChange, part_changes
from hozen.books.entry import Entry
from hozen.books.errors import BadField, BooksDamaged, KeyReused
from hozen.books.tables import closings

KEPT = "closing.kept"


@dataclass(frozen=True, slots=True)
class Draft:
    """A closing that wants to be kept."""

    book: str
    day: date
    scenario: str
    fingerprint: str
    parts: Mapping[str, str]
    summary: Mapping[str, object]
    body: Mapping[str, object]
    actor: str
    key: str | None

    def request(self) -> dict[str, object]:
        """What a second sending must repeat. Raises BadField, NotCanonical."""
        return {
            "book": name_text(self.book, "book"),
            "day": day_text(self.day),
            "scenario": name_text(self.scenario, "scenario", empty=True),
            "fingerprint": name_text(self.fingerprint, "fingerprint"),
            "parts": _parts(self.parts),
        }


def keep(writer: Writer, draft: Draft) -> KeptClosing:
    """Append the closing, or find it."""
    request = draft.request()
    sent_before = writer.already(draft.key, KEPT, draft.actor, request, whole=False)
    if sent_before is not None:
        return _found(writer, sent_before, draft)
    newest = newest_version(writer.connection, draft.book, draft.day, draft.scenario)
    if newest is not None and newest.body["fingerprint"] == draft.fingerprint:
        _same_parts(newest, draft)
        return _found(writer, newest, draft)
    return _append(writer, draft, request, newest)


def keep_with_breaks(writer: Writer, draft: Draft, breaks: DayBreaks) -> KeptClosing:
    """Keep the closing and carry the day's breaks into the log: both happen, or neither."""
    kept = keep(writer, draft)
    carried = carry_for_closing(writer, draft.book, draft.day, breaks.found, breaks.records, draft.actor)
    return replace(kept, carried=carried, anchor=carried.anchor)


def newest_version(connection: Connection, book: str, day: date, scenario: str) -> Entry | None:
    """The entry of the newest version; None when the day was never closed."""
    query = (
        select(closings.c.seq)
        .where(closings.c.book == book, closings.c.day == day_text(day), closings.c.scenario == scenario)
        .order_by(closings.c.version.desc())
        .limit(1)
    )
    seq = connection.execute(query).scalar()
    return None if seq is None else kept_entry(connection, seq)


def kept_entry(connection: Connection, seq: int) -> Entry:
    """The entry that a row of `closings` was made from."""
    entry = read_entry(connection, seq)
    if entry is None or entry.kind != KEPT:
        raise BooksDamaged("a closing has no entry in the chain", where=f"entry {seq}")
    return entry


def closing_row(entry: Entry) -> dict[str, object]:
    """The row of `closings` that an entry calls for."""
    body = entry.body
    row = {name: body[name] for name in ("book", "day", "scenario", "version", "fingerprint")}
    return {"seq": entry.seq, **row, "summary": canonical(body["summary"])}


def changes_of(entry: Entry) -> tuple[PartChange, ...]:
    """What the version changed against the one before."""
    return tuple(PartChange(part, Change(how)) for part, how in sorted(entry.body["changed"].items()))


def _append(writer: Writer, draft: Draft, request: dict[str, object], newest: Entry | None) -> KeptClosing:
    before = {} if newest is None else newest.body
    changed = part_changes(before["parts"], dict(draft.parts)) if before else ()
    body = {
        **request,
        "version": before.get("version", 0) + 1,
        "changed": {one.part: one.change.value for one in changed},
        "summary": draft.summary,
        "body": draft.body,
    }
    entry = writer.append(KEPT, draft.actor, body, draft.key)
    writer.connection.execute(closings.insert().values(closing_row(entry)))
    return _kept(writer, entry, already_there=False, same_body=True)


def _found(writer: Writer, entry: Entry, draft: Draft) -> KeptClosing:
    same = canonical(entry.body["body"]) == canonical(draft.body)
    return _kept(writer, entry, already_there=True, same_body=same)


def _kept(writer: Writer, entry: Entry, *, already_there: bool, same_body: bool) -> KeptClosing:
    body = entry.body
    return KeptClosing(
        seq=entry.seq,
        book=body["book"],
        day=date.fromisoformat(body["day"]),
        scenario=body["scenario"],
        version=body["version"],
        changed=changes_of(entry),
        already_there=already_there,
        same_body=same_body,
        prepared_by=entry.actor,
        anchor=str(writer.head),
    )


def _same_parts(newest: Entry, draft: Draft) -> None:
    if newest.body["parts"] != dict(draft.parts):
        differ = part_changes(newest.body["parts"], dict(draft.parts))
        raise KeyReused(
            "the same fingerprint came with other parts",
            where=f"entry {newest.seq}",
            found=", ".join(map(str, differ)),
            expected="a fingerprint made from every part",
        )


def _parts(parts: Mapping[str, str]) -> dict[str, str]:
    for name, digest in parts.items():
        name_text(name, "part")
        if type(digest) is not str:
            raise BadField(f"the hash of part {name} is not text", found=repr(digest)[:60])
    return dict(parts)
