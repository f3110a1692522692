"""A strict reading of YAML: every scalar a string, every node with its place, nothing clever.

PyYAML's own loader reads `on:` as True, keeps the last of two equal keys in silence and hands rates over as
floats. Here only mappings, sequences and plain text exist: duplicate keys, anchors, aliases, tags, a second
document, tabs, a byte-order mark and bytes that are not UTF-8 are refused with file, line and column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

from hozen.law.errors import LawFileError

# The C parser reads the whole law in a tenth of the time; both give the same events.
_PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a file; line and column count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping; `keys` holds the place of each key."""

    items: dict[str, Node]
    keys: dict[str, Place]
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple[Node, ...]
    place: Place


Node = Scalar | Block | Items


def read_yaml(path: Path, file: str) -> Node:
    """The one document of `path`; `file` is its name in errors. LawFileError for whatever is not strict."""
    return parse_yaml(_text(path, file), file)


def parse_yaml(text: str, file: str) -> Node:
    """The one document in `text`."""
    for sign, name in (("\t", "a tab"), ("\ufeff", "a byte-order mark")):
        if sign in text:
            refuse(f"{name} stands in the file", _place_of(text, text.index(sign), file), expected="spaces")
    try:
        return _document(_Events(text, file))
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        spot = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        refuse(f"not YAML: {fault.problem}", spot, expected="plain YAML")
    except yaml.reader.ReaderError as fault:
        refuse(
            "a character that no text file should hold",
            _place_of(text, fault.position, file),
            found=repr(text[fault.position : fault.position + 1]),
            expected="printable text",
        )


def refuse(
    message: str,
    place: Place,
    *,
    key: str = "",
    found: object = None,
    expected: str | None = None,
    try_next: str | None = None,
) -> NoReturn:
    """Raise LawFileError at `place`."""
    raise LawFileError(
        message,
        file=place.file,
        line=place.line,
        column=place.column,
        key=key,
        found=found,
        expected=expected,
        try_next=try_next,
    )


def _text(path: Path, file: str) -> str:
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise LawFileError(
            "the law file cannot be read", file=file, found=fault.strerror, expected="a readable file"
        ) from fault
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8")
        refuse(
            "the file is not UTF-8",
            _place_of(before, len(before), file),
            found=f"byte 0x{raw[fault.start]:02x}",
            expected="UTF-8",
            try_next="save the file as UTF-8",
        )


def _place_of(text: str, position: int, file: str) -> Place:
    before = text[:position]
    return Place(file, before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)


class _Events:
    """The parser's events, one after another, with what is never allowed already refused."""

    def __init__(self, text: str, file: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_PARSER)
        self._file = file

    def next(self) -> yaml.Event:
        event = next(self._events)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            refuse("an anchor or alias", self.place(event), expected="each value written out")
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            refuse("a tag", self.place(event), found=getattr(event, "tag", None), expected="no tags")
        return event

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if mark is None:
            raise TypeError(f"the YAML parser gave {event!r} without a place")
        return Place(self._file, mark.line + 1, mark.column + 1)


def _document(events: _Events) -> Node:
    events.next()  # the stream's start
    start = events.next()
    if not isinstance(start, yaml.DocumentStartEvent):
        refuse("the file is empty", events.place(start), expected="a mapping")
    node = _node(events, events.next())
    events.next()  # the document's end
    after = events.next()
    if not isinstance(after, yaml.StreamEndEvent):
        refuse("a second document begins", events.place(after), expected="one document in a file")
    return node


def _node(events: _Events, event: yaml.Event) -> Node:
    if isinstance(event, yaml.MappingStartEvent):
        return _block(events, event)
    if isinstance(event, yaml.SequenceStartEvent):
        return _items(events, event)
    if not isinstance(event, yaml.ScalarEvent):
        raise TypeError(f"the YAML parser gave {event!r} where a node begins")
    return Scalar(event.value, events.place(event))


def _items(events: _Events, start: yaml.Event) -> Items:
    found = []
    while not isinstance(event := events.next(), yaml.SequenceEndEvent):
        found.append(_node(events, event))
    return Items(tuple(found), events.place(start))


def _block(events: _Events, start: yaml.Event) -> Block:
    items: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    while not isinstance(event := events.next(), yaml.MappingEndEvent):
        place = events.place(event)
        if not isinstance(event, yaml.ScalarEvent):
            refuse("a key that is not plain text", place, expected="a name before the colon")
        key = event.value
        if key in keys:
            refuse(
                f"the key {key!r} stands twice",
                place,
                key=key,
                found=f"first at line {keys[key].line}",
                expected="each key once",
            )
        keys[key] = place
        items[key] = _node(events, events.next())
    return Block(items, keys, events.place(start))
