"""SWIFT MT940: customer statements, several in a file, with or without the SWIFT envelope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO

from hozen.records.importers.amounts import YEN_DECIMALS, day_of, units_of
from hozen.records.importers.bank import BankEntry, BankItems, BankStatement, Sums, must_be_yen
from hozen.records.importers.errors import Place
from hozen.records.importers.text_lines import lines

VERSION = "1"
_TAG = re.compile(r":([0-9]{2}[A-Z]?):(.*)")
_BALANCE = re.compile(r"([CD])([0-9]{6})([A-Z]{3})([0-9]{1,15},[0-9]{0,15})")
_LINE = re.compile(
    r"(?P<value>[0-9]{6})(?P<booked>[0-9]{4})?(?P<mark>R?[CD])(?P<funds>[A-Z])?"
    r"(?P<amount>[0-9]{1,15},[0-9]{0,15})(?P<kind>[A-Z][A-Z0-9]{3})(?P<ours>.*?)(?://(?P<theirs>.*))?"
)
_SIGNS = {"C": 1, "D": -1, "RC": -1, "RD": 1}  # RC takes a credit back
_BOOKED = frozenset({"60F", "60M", "61", "62F", "62M"})  # what cannot follow the closing balance
_MOST_LINES = 64  # of one field
_TEXT_LENGTH = 400


@dataclass(frozen=True, slots=True)
class _Field:
    tag: str
    line: int
    parts: tuple[str, ...]


@dataclass(slots=True)
class _Open:
    """A statement that is being read; one of several pages stays open until its final balance."""

    account: str = ""
    statement_id: str = ""
    page: str = ""
    opening: int | None = None
    opened: date | None = None
    carried: int | None = None  # the intermediate balance at the foot of a page
    last: BankEntry | None = None
    sums: Sums = field(default_factory=Sums)
    closed: BankStatement | None = None


def read_mt940(stream: BinaryIO, file: str, latest: date) -> BankItems:
    """Entries, and each statement after its own.

    Refuses another currency, balances that do not fit, pages that do not join, a file that ends within a statement.
    """
    here = _Open()
    seen = 0
    for one in _fields(stream, file):
        place = Place(file, f"line {one.line}, :{one.tag}:")
        if one.tag == "20":
            yield from _finish(here, place)
            seen += bool(here.closed)
            here = here if here.carried is not None else _Open()
        yield from _take(here, one, place, latest)
    yield from _finish(here, Place(file, "its end"))
    if not seen and not here.closed:
        Place(file).refuse("the file holds no statement", "no :20:", "SWIFT MT940")


def _fields(stream: BinaryIO, file: str) -> Iterator[_Field]:
    tag, begun = "", 0
    parts: list[str] = []
    for number, text in lines(stream, file, "ascii"):
        place = Place(file, f"line {number}")
        match = _TAG.match(_unwrapped(text))
        if match:
            if tag:
                yield _Field(tag, begun, tuple(parts))
            tag, begun, parts = match[1], number, [match[2]]
        elif tag and text.strip() not in {"-", "-}", ""} and not text.startswith("{"):
            parts.append(text)
            if len(parts) > _MOST_LINES:
                place.refuse("a field does not end", f"more than {_MOST_LINES} lines", "the next :tag:")
        elif not tag and text.strip() and not text.startswith("{"):
            place.refuse("the file is not MT940", text, "a line such as :20:STATEMENT1")
    if tag:
        yield _Field(tag, begun, tuple(parts))


def _unwrapped(text: str) -> str:
    """A line without the SWIFT envelope before it: '{1:…}{4::20:X' has the tag after '{4:'."""
    _, found, rest = text.rpartition("{4:")
    return rest if found and text.startswith("{") else text


def _take(here: _Open, one: _Field, place: Place, latest: date) -> BankItems:
    value = one.parts[0]
    if here.closed and one.tag in _BOOKED:
        place.refuse("the statement goes on after its closing balance", value, "the next :20:")
    if one.tag == "25":
        _same(here.account, value.strip(), "account", place)
        here.account = value.strip()
    elif one.tag == "28C":
        number, _, here.page = value.strip().partition("/")
        _same(here.statement_id, number, "statement number", place)
        here.statement_id = number
    elif one.tag in {"60F", "60M"}:
        _opening(here, one, place, latest)
    elif one.tag == "61":
        yield from _held(here)
        here.last = _entry(here, one, place, latest)
    elif one.tag == "86" and here.last:
        here.last = _with_text(here.last, one.parts)
    elif one.tag in {"62F", "62M"}:
        yield from _held(here)
        _closing(here, one, place, latest)
    elif one.tag == "64" and here.closed:
        here.closed = replace(here.closed, available=_balance(value, place, latest)[0])


def _same(before: str, now: str, what: str, place: Place) -> None:
    """A statement, on however many pages, is of one account and has one number."""
    if before and before != now:
        place.refuse(f"a page of another {what}", now, before, "the file must hold every page, in order")


def _held(here: _Open) -> BankItems:
    """The entry whose :86: might still have followed."""
    if here.last:
        yield here.last
        here.last = None


def _opening(here: _Open, one: _Field, place: Place, latest: date) -> None:
    yen, day = _balance(one.parts[0], place, latest)
    if one.tag == "60M":
        if here.carried is None or here.carried != yen:
            place.refuse("a page does not go on where the one before ended", str(yen), str(here.carried))
        here.carried = None
        return
    if here.opening is not None:
        place.refuse("a second opening balance", one.parts[0], "one :60F: in a statement")
    here.opening, here.opened = yen, day


def _closing(here: _Open, one: _Field, place: Place, latest: date) -> None:
    yen, day = _balance(one.parts[0], place, latest)
    if here.opening is None or not here.account:
        place.refuse("the statement lacks its opening balance or account", "", ":25: and :60F: before")
    here.sums.must_lead(here.opening, yen, place)
    if one.tag == "62M":
        here.carried = yen
        return
    here.closed = BankStatement(
        here.account,
        here.statement_id or day.isoformat(),
        min(here.opened or day, day),
        day,
        here.opening,
        yen,
        None,
        here.sums.came_in,
        here.sums.went_out,
        here.sums.count,
    )


def _finish(here: _Open, place: Place) -> BankItems:
    """The statement before, when the next begins or the file ends."""
    if here.closed:
        yield here.closed
    elif here.carried is None and (here.account or here.opening is not None):
        place.refuse(
            "the file ends within a statement",
            here.statement_id or here.account,
            ":62F:",
            "fetch the file again",
        )
    elif here.carried is not None and place.at == "its end":
        place.refuse("the last page is missing", f"statement {here.statement_id}/{here.page}", ":62F:")


def _balance(text: str, place: Place, latest: date) -> tuple[int, date]:
    match = _BALANCE.fullmatch(text.strip())
    if match is None:
        place.refuse("not a balance", text, "such as C261120JPY1500000,")
    must_be_yen(match[3], place)
    sign = 1 if match[1] == "C" else -1
    return sign * _yen(match[4], place), _day(match[2], place, latest)


def _yen(text: str, place: Place) -> int:
    whole, _, part = text.partition(",")
    return units_of(f"{whole}.{part}" if part else whole, YEN_DECIMALS, place)


def _day(text: str, place: Place, latest: date) -> date:
    return day_of(f"20{text[:2]}-{text[2:4]}-{text[4:]}", place, latest)


def _entry(here: _Open, one: _Field, place: Place, latest: date) -> BankEntry:
    match = _LINE.fullmatch(one.parts[0].strip())
    if match is None:
        place.refuse("not a statement line", one.parts[0], "such as 2611201120C1500,NTRFREF//BANKREF")
    yen = _SIGNS[match["mark"]] * _yen(match["amount"], place)
    value = _day(match["value"], place, latest)
    here.sums.add(yen)
    return BankEntry(
        here.account,
        here.statement_id or value.isoformat(),
        here.sums.count,
        _booked(match["booked"], value, place, latest),
        value,
        yen,
        (match["theirs"] or match["ours"]).strip()[:_TEXT_LENGTH],
        "",
        " ".join(" ".join(one.parts[1:]).split())[:_TEXT_LENGTH],
        match["mark"].startswith("R"),
    )


def _booked(text: str | None, value: date, place: Place, latest: date) -> date:
    """The booking day: MMDD beside the value day's year, and in the year before or after around New Year."""
    if not text:
        return value
    month = int(text[:2])
    year = value.year + (month == 1 and value.month == 12) - (month == 12 and value.month == 1)
    return day_of(f"{year}-{text[:2]}-{text[2:]}", place, latest)


def _with_text(entry: BankEntry, parts: tuple[str, ...]) -> BankEntry:
    return replace(entry, text=" ".join(" ".join([entry.text, *parts]).split())[:_TEXT_LENGTH])
