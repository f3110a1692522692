"""Files of order-book records: pages of one report, each a whole JSON document of bounded size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from hozen.records.importers.errors import Place
from hozen.records.importers.json_stream import FLAT, TOO_DEEP
from hozen.records.importers.order_book_record import rows_of
from hozen.records.importers.tape_rows import TapeRow

RECORDS = 20_000  # a page: about 20 MB
_MOST = 1 << 28  # bytes of one page
_PAGE = re.compile(r"[1-9][0-9]{0,8}")
_MIC = re.compile(r"[A-Z0-9]{4}")


def page_text(records: list[Mapping[str, object]], header: Mapping[str, str], number: int, last: bool) -> str:
    """One page. `header`: venue (MIC), first, last (days), made (instant), report (id)."""
    if not _MIC.fullmatch(header["venue"]):
        Place("--venue").refuse("not a market identifier code", header["venue"], "four letters or digits")
    report = {
        "RptHdr": {
            "RptgNtty": {"MktIdCd": header["venue"]},
            "RptgPrd": {"FrToDt": {"FrDt": header["first"], "ToDt": header["last"]}},
            "SubmissnDtTm": header["made"],
            "MsgPgntn": {"PgNb": str(number), "LastPgInd": "true" if last else "false"},
            "NbRcrds": str(len(records)),
        },
        "OrdrRpt": [{"New": {"RptId": header["report"], "Ordr": records}}],
    }
    return (
        json.dumps({"OrdrBookRpt": report}, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
    )


@dataclass(slots=True)
class Pages:
    """頁: which pages of which report were read, and of each report its last."""

    read: dict[str, dict[int, Place]] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def add(self, report: str, header: Mapping[str, object], place: Place) -> None:
        """Refuses a page that is there already, or says of itself what is no page."""
        told = _inner(header, "MsgPgntn", place)
        number, ends = str(told.get("PgNb")), told.get("LastPgInd")
        if not _PAGE.fullmatch(number) or ends not in ("true", "false"):
            place.field("RptHdr.MsgPgntn").refuse("no page", f"{number}, {ends}", "1 and on, true or false")
        pages = self.read.setdefault(report, {})
        if int(number) in pages:
            place.field("RptHdr.MsgPgntn.PgNb").refuse("a page that stands twice", number, "each page once")
        pages[int(number)] = place
        if ends == "true":
            self.last[report] = int(number)

    def must_be_whole(self) -> None:
        """Refuses a report of which a page is missing: half a report would look like a whole one."""
        for report, pages in self.read.items():
            wanted = range(1, self.last.get(report, max(pages) + 1) + 1)
            missing = [number for number in wanted if number not in pages] or [*(set(pages) - set(wanted))]
            if missing:
                pages[max(pages)].field("RptHdr.MsgPgntn").refuse(
                    "not every page of the report is here",
                    ", ".join(map(str, sorted(pages))),
                    f"page {missing[0]}",
                    f"read all pages of {report} in one run",
                )


def read_order_book(stream: BinaryIO, file: str, pages: Pages | None = None) -> Iterator[TapeRow]:
    """Every record of a page in its order. Refuses a page that is cut off, or has not as many records as it says.

    `pages` is told which page it is; whoever reads several asks it in the end whether all were there.
    """
    place = Place(file)
    report = _inner(_document(stream, place), "OrdrBookRpt", place)
    header = _inner(report, "RptHdr", place)
    if pages is not None:
        pages.add(_name(report, place), header, place)
    count = 0
    for record, at in _records(report, place):
        count += 1
        event, side = rows_of(record, at)
        yield event
        if side:
            yield side
    said = header.get("NbRcrds")
    if said != str(count):
        place.field("RptHdr.NbRcrds").refuse("not as many records as the header says", said, str(count))


def _name(report: Mapping[str, object], place: Place) -> str:
    """The id of the report that a page is of."""
    first = next(iter(_list(report, "OrdrRpt", place)), None)
    named = _inner(first, "New", place).get("RptId") if isinstance(first, dict) else None
    return named if isinstance(named, str) else place.field("OrdrRpt.New.RptId").refuse("no id", "", "a text")


def _document(stream: BinaryIO, place: Place) -> Mapping[str, object]:
    raw = stream.read(_MOST + 1)
    if len(raw) > _MOST:
        place.refuse("a page too large", f"more than {_MOST:,} bytes", "pages of fewer records")
    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_float=str, parse_int=str)
    except UnicodeDecodeError as error:
        place.refuse("the file is in another encoding", raw[error.start :][:8].hex(" "), "UTF-8")
    except json.JSONDecodeError as error:
        place.on(f"line {error.lineno}, column {error.colno}").refuse(
            "the file is not JSON, or was cut off", error.msg, "one JSON document", "fetch the file again"
        )
    except ValueError as error:
        place.refuse("the file cannot be read", str(error), "each element once in its place")
    except RecursionError:
        place.refuse(TOO_DEEP, "", FLAT)
    return value if isinstance(value, dict) else place.refuse("no report", str(value)[:60], "OrdrBookRpt")


def _records(report: Mapping[str, object], place: Place) -> Iterator[tuple[Mapping[str, object], Place]]:
    """Each record with its place: number in the page, counted from 1."""
    number = 0
    for part in _list(report, "OrdrRpt", place):
        if not isinstance(part, dict) or set(part) != {"New"}:
            place.field("OrdrRpt").refuse("a report that adds no records", str(part)[:60], "New")
        for record in _list(_inner(part, "New", place), "Ordr", place):
            number += 1
            at = place.on(f"record {number}")
            yield (
                (record if isinstance(record, dict) else at.refuse("not a record", str(record)[:60], "{…}")),
                at,
            )


def _inner(value: Mapping[str, object], name: str, place: Place) -> Mapping[str, object]:
    found = value.get(name)
    return found if isinstance(found, dict) else place.field(name).refuse("an element is missing", "", "{…}")


def _list(value: Mapping[str, object], name: str, place: Place) -> list[object]:
    found = value.get(name)
    return found if isinstance(found, list) else place.field(name).refuse("an element is missing", "", "[…]")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(f"an element stands twice among {', '.join(name for name, _ in pairs)[:80]}")
    return found
