"""再現: the whole case made again from its journal, every derived file compared by its SHA-256."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hozen.workflows.case_folder import CaseFile, CaseFileRefused, sha256_of, unchanged
from hozen.workflows.wind_down.bank_order import BankOrder
from hozen.workflows.wind_down.book_transfer import transfer_query
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.estate_lines import estate_query
from hozen.workflows.wind_down.files import file_of, files_in, write_table
from hozen.workflows.wind_down.opening import ESTATE
from hozen.workflows.wind_down.pay_files import pay_files
from hozen.workflows.wind_down.round_work import work_out
from hozen.workflows.wind_down.statements import statement_files
from hozen.workflows.wind_down.take_in import TABLE_OF, through_the_door
from hozen.workflows.wind_down.terms import terms_of
from hozen.workflows.wind_down.views import case_views

if TYPE_CHECKING:
    from hozen.books import CaseEntry, CaseRecord


@dataclass(frozen=True, slots=True)
class Replayed:
    """再現の一件: a file of an entry; `found` is the SHA-256 made again, or that of the file where it is another."""

    seq: int
    event: str
    name: str
    derived: bool
    expected: str
    found: str

    @property
    def agrees(self) -> bool:
        """Whether the bytes are the same."""
        return self.found == self.expected


def replay(at: At) -> tuple[Replayed, ...]:
    """Every file that the journal names is compared by hash; what is derived is also made again and compared."""
    record = at.record()
    with TemporaryDirectory(prefix=".replay-", dir=at.folder) as place:
        return tuple(line for entry in record.entries for line in _of_entry(at, record, entry, Path(place)))


def _of_entry(at: At, record: CaseRecord, entry: CaseEntry, to: Path) -> Iterator[Replayed]:
    given = _given(entry)
    whole = True
    for file in given:
        found = _hash(at.folder / file.name)
        whole = whole and found == file.sha256
        yield Replayed(entry.seq, entry.event, file.name, False, file.sha256, found)
    made = {one.name: one.sha256 for one in _again(at, record, entry, to)} if whole else {}
    for file in _derived(entry):
        there = _hash(at.folder / file.name)  # what somebody would read, or give to a bank
        found = made.get(file.name, "not made") if there == file.sha256 else there
        yield Replayed(entry.seq, entry.event, file.name, True, file.sha256, found)


def _given(entry: CaseEntry) -> list[CaseFile]:
    """Files that came from outside: they are compared with their hash alone."""
    if entry.event == "opened":
        return [one for one in files_in(entry.body) if one.name != ESTATE]
    named = (entry.body.get(name) for name in ("as_filed", "terms", "prices"))
    return [file_of(one) for one in named if isinstance(one, dict)]


def _derived(entry: CaseEntry) -> list[CaseFile]:
    files = files_in(entry.body)
    return [one for one in files if one.name == ESTATE] if entry.event == "opened" else files


def _again(at: At, record: CaseRecord, entry: CaseEntry, to: Path) -> tuple[CaseFile, ...]:
    """An entry's files made again below `to`, from what the case knew before it."""
    before = record.until(entry.seq - 1)
    try:
        return _make(at, record, entry, before, to)
    except CaseFileRefused:
        return ()  # something it rests on differs: that line of the replay says so


def _make(
    at: At, record: CaseRecord, entry: CaseEntry, before: tuple[CaseEntry, ...], to: Path
) -> tuple[CaseFile, ...]:
    body = entry.body
    names = [one.name for one in _derived(entry)]
    if entry.event == "opened":
        case_views(at.engine, at.folder, (entry,))
        return (write_table(at.engine, estate_query(), to, ESTATE),)
    if entry.event in TABLE_OF:
        raw = at.folder / file_of(_mapping(body["as_filed"])).name
        return (through_the_door(at, record, entry.event, raw, _number(body["batch"]), names[0], to),)
    if entry.event == "planned":
        terms = file_of(_mapping(body["terms"]))
        text = unchanged(at.folder, terms).read_text("utf-8")
        place = terms.name.rpartition("/")[0]
        return work_out(at, before, _number(body["round"]), terms_of(text, "terms.yaml"), place, to).files
    if entry.event == "sent":
        name, order = names[0].removesuffix(".parquet"), BankOrder.told(_mapping(body["order"]))
        return pay_files(at, before, _number(body["round"]), _number(body["attempt"]), name, order, to)
    if entry.event == "stated":
        return statement_files(at, before, names[0].rpartition("/")[0], to)
    if entry.event == "book-transferred":
        case_views(at.engine, at.folder, before)
        return (write_table(at.engine, transfer_query(), to, names[0]),)
    return ()


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"an entry names no file: {value!r}")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"an entry has no number: {value!r}")
    return value


def _hash(path: Path) -> str:
    return sha256_of(path) if path.is_file() else "no file"
