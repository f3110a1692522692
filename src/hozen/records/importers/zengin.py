"""全銀 statements and notices: 入出金取引明細 (03) and 振込入金通知 (01)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from hozen.records.importers.amounts import day_of, whole_of
from hozen.records.importers.bank import BankEntry, BankItems, BankStatement, Sums, must_be
from hozen.records.importers.errors import Place
from hozen.records.importers.zengin_layout import (
    DATA,
    END,
    HEADER,
    NOTICE,
    NOTICE_DATA,
    NOTICE_HEADER,
    NOTICE_TRAILER,
    STATEMENT,
    STATEMENT_DATA,
    STATEMENT_END,
    STATEMENT_HEADER,
    STATEMENT_TRAILER,
    TRAILER,
    Layout,
)
from hozen.records.importers.zengin_records import zengin_records

VERSION = "1"
ERAS = {"reiwa": 2018, "heisei": 1988, "western": 2000}
"""How a file counts its years: the year before the first of the era, or the century."""
_CORRECTION = "19"  # 取引区分 訂正
_ACCOUNT_DIGITS = 7


@dataclass(slots=True)
class _Account:
    """An account between its header and its trailer."""

    notice: bool
    key: str
    made: str
    first: date
    last: date
    opening: int | None
    sums: Sums = field(default_factory=Sums)

    @property
    def statement_id(self) -> str:
        """A file carries no number: the day it was made and its period stand for one."""
        return f"{self.made}-{self.first:%Y%m%d}-{self.last:%Y%m%d}"


@dataclass(slots=True)
class _File:
    """What the end record is compared with."""

    latest: date
    era: int
    records: int = 0
    accounts: int = 0
    here: _Account | None = None
    ended: bool = False


def read_zengin(stream: BinaryIO, file: str, latest: date, dates: str = "reiwa") -> BankItems:
    """Entries, and each account's statement after its own. `dates` is one of ERAS.

    Refuses another length, encoding or order of records, trailers that do not add up, and a file without its end.
    """
    state = _File(latest, ERAS[dates])
    place = Place(file)
    for place, record in zengin_records(stream, file):
        state.records += 1
        if state.ended:
            place.refuse("something stands after the end record", record[:20], "nothing")
        yield from _take(state, record, place)
    if not state.ended:
        place.refuse("the file has no end record", f"{state.records} records", "a record that begins with 9")


def _take(state: _File, record: str, place: Place) -> BankItems:
    kind = record[0]
    here = state.here
    if kind == HEADER and here is None:
        state.accounts += 1
        state.here = _header(state, record, place)
    elif kind == DATA and here is not None:
        yield _data(state, here, record, place)
    elif kind == TRAILER and here is not None:
        yield _trailer(here, record, place)
        state.here = None
    elif kind == END and here is None:
        _end(state, record, place)
    else:
        place.refuse("a record out of order", kind, "1, then 2s, then 8, for each account; 9 at the end")


def _header(state: _File, record: str, place: Place) -> _Account:
    kind = NOTICE_HEADER.get(record, "kind")
    if kind not in {STATEMENT, NOTICE}:
        place.field("種別コード").refuse(
            "another kind of file", kind, "03 (入出金取引明細) or 01 (振込入金通知)"
        )
    if NOTICE_HEADER.get(record, "code") != "0":
        place.field("コード区分").refuse("the file says that it is EBCDIC", record[3], "0 (JIS)")
    notice = kind == NOTICE
    layout = NOTICE_HEADER if notice else STATEMENT_HEADER
    first, last = (_day(state, layout, record, name, place) for name in ("first", "last"))
    if last < first:
        place.field("勘定日").refuse("the period ends before it begins", str(last), f"{first} or later")
    opening = None if notice else _balance(STATEMENT_HEADER, record, "opening", place)
    return _Account(notice, _key(layout, record, place), layout.get(record, "made"), first, last, opening)


def _key(layout: Layout, record: str, place: Place) -> str:
    """Bank, branch, kind of deposit and account number: '0005-001-1-1234567'."""
    account = str(whole_of(layout.get(record, "account"), place.field("口座番号"))).zfill(_ACCOUNT_DIGITS)
    parts = [layout.get(record, name) for name in ("bank", "branch", "deposit")]
    return "-".join([*parts, account])


def _day(state: _File, layout: Layout, record: str, name: str, place: Place) -> date:
    text = layout.get(record, name)
    at = place.field({"day": "勘定日", "value_day": "起算日"}.get(name, "勘定日"))
    year = state.era + whole_of(text[:2], at)
    return day_of(f"{year}-{text[2:4]}-{text[4:]}", at, state.latest)


def _balance(layout: Layout, record: str, name: str, place: Place) -> int:
    """A balance with its 貸越区分: 2 is an overdraft."""
    sign = layout.get(record, "sign")
    if sign not in {"1", "2"}:
        place.field("貸越区分").refuse("no sign", sign, "1 (plus) or 2 (overdraft)")
    yen = whole_of(layout.get(record, name), place.field("残高"))
    return yen if sign == "1" else -yen


def _data(state: _File, here: _Account, record: str, place: Place) -> BankEntry:
    layout = NOTICE_DATA if here.notice else STATEMENT_DATA
    day = _day(state, layout, record, "day", place)
    if not here.first <= day <= here.last:
        place.field("勘定日").refuse(
            "a day outside the file's own period", str(day), f"{here.first} to {here.last}"
        )
    taken_back, sign = _sign(here, record, place)
    yen = sign * whole_of(layout.get(record, "amount"), place.field("金額"))
    here.sums.add(yen, out=sign < 0)
    valued = layout.get(record, "value_day").strip("0")
    said = [] if here.notice else [layout.get(record, "summary")]
    return BankEntry(
        here.key,
        here.statement_id,
        here.sums.count,
        day,
        _day(state, layout, record, "value_day", place) if valued else None,
        yen,
        layout.get(record, "reference"),
        layout.get(record, "payer"),
        " ".join([*said, layout.get(record, "edi")]).strip(),
        taken_back,
        here.notice,
    )


def _sign(here: _Account, record: str, place: Place) -> tuple[bool, int]:
    """(whether something is taken back, the sign of the amount)."""
    if here.notice:
        cancelled = NOTICE_DATA.get(record, "cancelled") == "1"
        return cancelled, -1 if cancelled else 1
    direction = STATEMENT_DATA.get(record, "direction")
    if direction not in {"1", "2"}:
        place.field("入払区分").refuse("no direction", direction, "1 (in) or 2 (out)")
    return STATEMENT_DATA.get(record, "transaction") == _CORRECTION, 1 if direction == "1" else -1


def _trailer(here: _Account, record: str, place: Place) -> BankStatement:
    layout = NOTICE_TRAILER if here.notice else STATEMENT_TRAILER
    found = here.sums
    for name, total, what in (
        ("count_in", found.count_in, "入金件数"),
        ("sum_in", found.came_in, "入金額合計"),
        ("count_out", found.count_out, "出金件数"),
        ("sum_out", found.went_out, "出金額合計"),
    ):
        at = place.field(what)
        must_be(total, whole_of(layout.get(record, name), at), what, at)
    closing = None
    if not here.notice:
        at = place.field("データ・レコード件数")
        must_be(found.count, whole_of(layout.get(record, "records"), at), "データ・レコード件数", at)
        closing = _balance(STATEMENT_TRAILER, record, "closing", place)
        found.must_lead(here.opening, closing, place)
    return BankStatement(
        here.key,
        here.statement_id,
        here.first,
        here.last,
        here.opening,
        closing,
        None,
        found.came_in,
        found.went_out,
        found.count,
        notice=here.notice,
    )


def _end(state: _File, record: str, place: Place) -> None:
    """The end record's counts, where the bank fills them in."""
    state.ended = True
    if not state.accounts:
        place.refuse("the file holds no account", f"{state.records} records", "a header record")
    accounts = STATEMENT_END.get(record, "accounts").lstrip("0")
    if accounts:
        at = place.field("口座数")
        must_be(state.accounts, whole_of(accounts, at), "口座数", at)
    records = STATEMENT_END.get(record, "records").lstrip("0")
    # Banks count the end record itself, or they do not.
    if records and whole_of(records, place.field("レコード総件数")) not in {state.records, state.records - 1}:
        must_be(state.records, int(records), "レコード総件数", place)
