"""From the nodes of a law file to figures: 100% cited or refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hozen.law.errors import LawConflict
from hozen.law.fields import block, fields, filled, items, one_of, parsed, parsed_or_none, text
from hozen.law.figure import Figure, Row, covers
from hozen.law.instruments import Instruments, citation
from hozen.law.lawful import Citation, Gap, Lawful
from hozen.law.standing import Seen, SinceMeans, Standing
from hozen.law.strict_yaml import Block, Node, Place, refuse
from hozen.law.units import ANY, UNITS, parse_day, value_of

STANDINGS = {one.word: one for one in Standing}
_SEEN = {one.value: one for one in Seen}
_SINCE = {one.value: one for one in SinceMeans}
_HEAD = ("about", "about_ja")
_VALUE = ("value", "since", "since_means", "cite", "standing", "seen")
_VALUE_MAY = ("until", "as_written", "note")
_GAP = ("gap", "supply", "cite", "gap_ja", "supply_ja")
_GAP_MAY = ("since", "until", "note")


@dataclass(frozen=True, slots=True)
class _Of:
    """What every row of a figure shares."""

    key: str
    unit: str
    source: str
    known: Instruments


def parameter_file(node: Node, key: str, source: str, known: Instruments) -> list[Figure]:
    """The figures of one parameter file: one figure, or a mapping of `entries` below `key`."""
    if "entries" not in block(node, source).items:
        return [figure(node, key, source, known)]
    found = fields(node, source, (*_HEAD, "entries"), ("unit",))
    entries = block(found.items["entries"], "entries")
    return [_entry(found, one, f"{key}.{name}", source, known) for name, one in entries.items.items()]


def figure(node: Node, key: str, source: str, known: Instruments) -> Figure:
    """A figure with its own unit and words."""
    found = fields(node, key, (*_HEAD, "unit", "periods"))
    return _figure(found, found, _Of(key, _unit(found, key), source, known))


def _entry(head: Block, node: Node, key: str, source: str, known: Instruments) -> Figure:
    found = fields(node, key, ("periods",), (*_HEAD, "unit"))
    if "unit" in head.items and "unit" in found.items:
        refuse(f"{key} has two units", found.keys["unit"], key="unit", expected="one, at the head or here")
    own = found if "unit" in found.items or "unit" not in head.items else head
    return _figure(head, found, _Of(key, _unit(own, key), source, known))


def _unit(found: Block, key: str) -> str:
    if "unit" not in found.items:
        refuse(f"{key} lacks 'unit'", found.place, key="unit", expected=", ".join(UNITS))
    return one_of(found, "unit", {one: one for one in (*UNITS, ANY)})


def _figure(head: Block, found: Block, of: _Of) -> Figure:
    nodes = items(found.items["periods"], f"periods of {of.key}")
    rows = [(_row(one, of), one.place) for one in nodes]
    rows.sort(key=lambda row: row[0].since or date.min)
    _no_overlap(rows, of)
    words = {one: text(found, one) or filled(head, one) for one in _HEAD}
    return Figure(
        of.key, of.unit, words["about"], words["about_ja"], tuple(row for row, _ in rows), of.source
    )


def _row(node: Node, of: _Of) -> Row:
    found = block(node, f"a period of {of.key}")
    row: Row = _gap(found, of) if "gap" in found.items else _lawful(found, of)
    if row.since and row.until and row.until < row.since:
        refuse(
            f"a period of {of.key} ends before it begins",
            found.items["until"].place,
            key="until",
            found=f"{row.since} to {row.until}",
            expected="since on or before until, both included",
        )
    return row


def _gap(node: Block, of: _Of) -> Gap:
    found = fields(node, f"a gap of {of.key}", _GAP, _GAP_MAY)
    return Gap(
        key=of.key,
        why=filled(found, "gap"),
        supply=filled(found, "supply"),
        unit=of.unit,
        since=parsed_or_none(found, "since", parse_day),
        until=parsed_or_none(found, "until", parse_day),
        cite=(citation(found.items["cite"], of.known),),
        note=text(found, "note"),
        source=of.source,
        why_ja=filled(found, "gap_ja"),
        supply_ja=filled(found, "supply_ja"),
    )


def _lawful(node: Block, of: _Of) -> Lawful[object]:
    found = fields(node, f"a period of {of.key}", _VALUE, _VALUE_MAY)
    if of.unit == ANY:
        refuse(f"{of.key} has a value but no unit", found.place, key="unit", expected=", ".join(UNITS))
    row = Lawful(
        key=of.key,
        value=parsed(found, "value", lambda said: value_of(of.unit, said)),
        unit=of.unit,
        since=parsed(found, "since", parse_day),
        until=parsed_or_none(found, "until", parse_day),
        cite=citation(found.items["cite"], of.known),
        standing=one_of(found, "standing", STANDINGS),
        seen=one_of(found, "seen", _SEEN),
        as_written=text(found, "as_written"),
        note=text(found, "note"),
        source=of.source,
        since_means=one_of(found, "since_means", _SINCE),
    )
    _hangs_together(row, found)
    return row


def _hangs_together(row: Lawful[object], found: Block) -> None:
    """What a row says of itself must agree."""
    faults = {
        "as_written": (
            row.seen is Seen.TEXT and not (row.as_written or row.note),
            "a text that was seen is quoted, or the note says why it is not",
        ),
        "seen": (
            row.seen is Seen.OURS and row.standing is not Standing.ASSUMED,
            "a figure of our own is assumed, never firmer",
        ),
        "since_means": (
            row.since_means is SinceMeans.ASSUMED and row.standing > Standing.REPORTED,
            "a day that was chosen stands only with a figure that is assumed or reported",
        ),
    }
    for key, (wrong, why) in faults.items():
        if wrong:
            place = found.items[key].place if key in found.items else found.place
            refuse(
                f"{row.key}: {why}",
                place,
                key=key,
                found=f"standing {row.standing.word}, seen {row.seen.value}",
            )


def _no_overlap(rows: list[tuple[Row, Place]], of: _Of) -> None:
    for (one, _), (after, place) in pairwise(rows):
        first = after.since or date.min
        if covers(one, first):
            raise LawConflict(
                f"{of.key} has two periods on {first}",
                key=of.key,
                day=first,
                file=of.source,
                cite=_cites(one) + _cites(after),
                where=f"{place.file}:{place.line}:{place.column}",
                found=f"{one.since} to {one.until or 'open'}, and from {after.since}",
                expected="one period on each day",
                try_next="end the earlier period the day before the later one begins",
            )


def _cites(row: Row) -> tuple[Citation, ...]:
    return row.cite if isinstance(row, Gap) else (row.cite,)
