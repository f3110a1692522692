"""XML as a stream of small trees: no document type, no entities, bounded depth and size."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from hozen.records.importers.errors import Place

_CHUNK = 1 << 16
_DEEPEST = 64
_MOST_NODES = 200_000  # in one record
_MOST_TEXT = 1 << 22  # characters in one record


@dataclass(slots=True)
class Node:
    """One element of a record, with what stands in it. `line` is where it begins."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, name: str) -> list[Node]:
        """The children of that name."""
        return [one for one in self.children if one.name == name]

    def find(self, path: str) -> Node | None:
        """The first element at 'A/B/C', or None."""
        here: Node | None = self
        for name in path.split("/"):
            here = next((one for one in here.children if one.name == name), None) if here else None
        return here

    def get(self, path: str) -> str:
        """The text at 'A/B/C' without blanks around it; '' where it is not there."""
        found = self.find(path)
        return found.text.strip() if found else ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An element that holds records, or stands beside them, began. The outermost has depth 0."""

    name: str
    line: int
    depth: int


@dataclass(frozen=True, slots=True)
class Closed:
    """An element that holds records ended."""

    name: str
    line: int


XmlEvent = Node | Opened | Closed


class XmlRecords:
    """Reads `root / holders…`: every child of the innermost holder is a record, delivered whole and then forgotten."""

    def __init__(self, file: str, holders: tuple[str, ...]) -> None:
        self.namespace = ""
        self._file, self._holders = file, holders
        self._open: list[str] = []
        self._record: list[Node] = []
        self._nodes = self._letters = 0
        self._ready: deque[XmlEvent] = deque()
        self._parser = self._made()

    def events(self, stream: BinaryIO) -> Iterator[XmlEvent]:
        """Records in file order. Refuses what is not XML, is cut off, or tries to make the reader grow or look outside."""
        last, fed = False, 0
        while not last:
            chunk = stream.read(_CHUNK)
            last, fed = not chunk, fed + len(chunk)
            try:
                self._parser.Parse(chunk, last)
            except expat.ExpatError as error:
                self._broken(error)
            except LookupError as error:
                self._place().refuse("the file is in another encoding", str(error), "UTF-8")
            self._must_go_on(fed)
            while self._ready:
                yield self._ready.popleft()

    def _must_go_on(self, fed: int) -> None:
        """A tag or a remark that does not end would be held whole, and read over and over."""
        if fed - self._parser.CurrentByteIndex > _MOST_TEXT:
            self._place().refuse(
                "a tag or a remark does not end", f"more than {_MOST_TEXT:,} bytes", "its end"
            )

    def _made(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        # A document type is where entities come from, inside (bombs) and outside (other people's files).
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def _place(self) -> Place:
        return Place(self._file, f"line {self._parser.CurrentLineNumber}")

    def _broken(self, error: expat.ExpatError) -> NoReturn:
        said = expat.ErrorString(error.code)
        place = Place(self._file, f"line {error.lineno}")
        if said in {"no element found", "unclosed token", "unclosed CDATA section"}:
            place.refuse("the file was cut off", said, "a whole XML document", "fetch the file again")
        place.refuse("the file is not XML, or in another encoding", said, "XML in UTF-8")

    def _doctype(self, name: str, *_: object) -> None:
        self._place().refuse("a document type is not let in", f"<!DOCTYPE {name}", "plain elements")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if len(self._open) + len(self._record) >= _DEEPEST:
            self._place().refuse("elements stand too deep in each other", local, f"at most {_DEEPEST}")
        if not self._open:
            self.namespace = namespace
        line = self._parser.CurrentLineNumber
        if self._record or self._inside():
            self._grow(Node(local, attributes, line))
            return
        self._ready.append(Opened(local, line, len(self._open)))
        self._open.append(local)

    def _inside(self) -> bool:
        return tuple(self._open) == self._holders

    def _grow(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > _MOST_NODES:
            self._place().refuse("one record is too large", f"more than {_MOST_NODES:,} elements")
        if self._record:
            self._record[-1].children.append(node)
        self._record.append(node)

    def _text(self, text: str) -> None:
        if not self._record:
            return
        self._letters += len(text)
        if self._letters > _MOST_TEXT:
            self._place().refuse("one record is too large", f"more than {_MOST_TEXT:,} characters")
        self._record[-1].text += text

    def _end(self, _name: str) -> None:
        if self._record:
            node = self._record.pop()
            if not self._record:
                self._ready.append(node)
                self._nodes = self._letters = 0
            return
        self._ready.append(Closed(self._open.pop(), self._parser.CurrentLineNumber))
