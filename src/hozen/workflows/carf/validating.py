"""電文の検証: messages against a schema that the user supplies, and against rules that a schema cannot say.

What a parser says of a fault may quote a name, so a problem keeps the line, the element and the kind of fault alone.
Files are read as a stream: nothing is kept of an element that has ended, and of the problems the first hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hozen.workflows.carf.errors import CarfInput
from hozen.workflows.carf.folder import Reports, read_reports
from hozen.workflows.carf.head import NAMESPACE
from hozen.workflows.carf.message_rules import Told, message_problems

if TYPE_CHECKING:
    from lxml import etree

MOST_PROBLEMS = 100
_PIECE = 1 << 16
_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([A-Za-z_]+)'")


@dataclass(frozen=True, slots=True)
class Problem:
    """電文の不備: in which file and line, at which element, of what kind."""

    file: str
    line: int
    element: str
    kind: str


@dataclass(frozen=True, slots=True)
class Validated:
    """電文の検証結果: what was checked against what. `schema` is '' where none was given: then nothing is said of it.

    `found` counts every problem; `problems` has the first hundred of them. `whole` False: a file had so many against the
    schema that it was not read to its end.
    """

    files: int
    records: int
    schema: str
    problems: tuple[Problem, ...]
    found: int
    whole: bool
    chained: bool


class _First:
    """The first problems, and how many there were: a broken file may have more than the memory holds."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.count = 0

    def add(self, problems: Iterable[Problem]) -> None:
        for one in problems:
            self.count += 1
            if self.count <= MOST_PROBLEMS:
                self.kept.append(one)


def validate(path: Path, schema: Path | None = None) -> Validated:
    """Validate one XML file, or every message of a folder of reports, whose hashes are checked first.

    CarfInput where lxml is not installed or the schema cannot be read; CarfReports where the folder was changed.
    """
    reports = read_reports(path) if path.is_dir() else None
    files = [path] if reports is None else _files(reports)
    if not files or not all(one.is_file() for one in files):
        raise CarfInput(
            "there is no message to validate", where=str(path), expected="an XML file, or a folder of reports"
        )
    found, name = (None, "") if schema is None else _schema(schema)
    first, every = _First(), [Told() for _ in files]
    for file, told in zip(files, every, strict=True):
        place = file.name if reports is None else f"{file.parent.name}/{file.name}"
        first.add(_of_file(file, place, found, told))
    first.add(() if reports is None else _across(reports))
    return Validated(
        files=len(files),
        records=sum(one.records for one in every),
        schema=name,
        problems=tuple(first.kept),
        found=first.count,
        whole=not any(one.is_cut for one in every),
        chained=reports is not None,
    )


def _files(reports: Reports) -> list[Path]:
    return [reports.folder / entry.name / one.file for entry in reports.entries for one in entry.messages]


def _lxml() -> Any:
    try:
        from lxml import etree
    except ImportError as error:
        raise CarfInput("validation needs lxml", try_next="pip install 'hozen[carf]'") from error
    return etree


def _schema(folder: Path) -> tuple[etree.XMLSchema, str]:
    """The schema in the folder whose target is the report's namespace, and its file's name. Nothing is fetched."""
    etree = _lxml()
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    for path in sorted(folder.glob("*.xsd")):
        try:
            tree = etree.parse(str(path), parser)
            if tree.getroot().get("targetNamespace") == NAMESPACE:
                return etree.XMLSchema(tree), f"{path.name} {tree.getroot().get('version', '')}".strip()
        except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
            raise CarfInput("the schema cannot be read", where=str(path), found=str(error)[:200]) from error
    raise CarfInput(
        "no schema of the report is in the folder",
        where=str(folder),
        expected=f"an .xsd whose target is {NAMESPACE}",
    )


def _of_file(path: Path, place: str, schema: etree.XMLSchema | None, told: Told) -> Iterator[Problem]:
    """Fed line by line: the schema's own faults have no line, and belong to the one that has just been fed."""
    etree = _lxml()
    parser = etree.XMLPullParser(
        events=("end",),
        schema=schema,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    line, is_fed = 0, False
    try:
        for line, piece in _pieces(path):
            parser.feed(piece)
            yield from _ended(parser, place, line, told)
            yield from _refused(parser, place, line, told)
            if told.is_cut or told.has_doctype:
                return
        is_fed = True
        parser.close()
    except (
        etree.XMLSyntaxError
    ):  # raised at the end for what is not of the schema, too, and not for every cut
        pass
    yield from _ended(parser, place, line, told)
    if not (is_fed and told.has_ended):
        yield Problem(place, line, path.name, "not-well-formed")


def _ended(parser: Any, place: str, line: int, told: Told) -> Iterator[Problem]:
    """What the rules say of the elements that have ended."""
    for _, node in parser.read_events():
        if node.getroottree().docinfo.doctype:  # entities could make a file be read that is no message
            told.has_doctype = True
            yield Problem(place, line, "DOCTYPE", "doctype")
            return
        for at, element, kind in message_problems(node, told):
            yield Problem(place, at, element, kind)
        _let_go(node)


def _refused(parser: Any, place: str, line: int, told: Told) -> Iterator[Problem]:
    """What the schema has said since, without a word of what stood there."""
    log = parser.feed_error_log  # the parser keeps every fault, so that a broken file would fill the memory
    for one in islice(log, told.refused, None):
        yield Problem(place, line, _element(one.message), one.type_name.lower())
    told.refused = len(log)
    told.is_cut = told.refused > MOST_PROBLEMS


def _pieces(path: Path) -> Iterator[tuple[int, bytes]]:
    """(number of the line, a piece of it): a line that is longer than 64 KB comes in several."""
    line = 1
    with path.open("rb") as file:
        while piece := file.readline(_PIECE):
            yield line, piece
            line += piece.endswith(b"\n")


def _let_go(node: Any) -> None:
    """Nothing of what has ended is needed, so that a message may be larger than the memory.

    The element itself stays until the next one ends: the parser may still hang text onto it.
    """
    node.clear(keep_tail=True)
    parent = node.getparent()
    while parent is not None and parent[0] is not node:
        del parent[0]


def _element(message: str) -> str:
    found = _ELEMENT.match(message)
    return found[1] if found else ""


def _across(reports: Reports) -> Iterator[Problem]:
    """No MessageRefId twice in the folder."""
    seen = set[str]()
    for entry in reports.entries:
        for one in entry.messages:
            if one.ref in seen:
                yield Problem(f"{entry.name}/{one.file}", 0, "MessageRefId", "used-twice")
            seen.add(one.ref)
