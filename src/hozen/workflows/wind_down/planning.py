"""配当計画: what each creditor gets in a round, worked out asset by asset or as one pool, into files of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.wind_down import round_sql as sql
from hozen.workflows.wind_down.available import available, conversion_view
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import estate
from hozen.workflows.wind_down.files import write_bytes, write_table
from hozen.workflows.wind_down.room import Room, entitled
from hozen.workflows.wind_down.terms import Terms, terms_of, text_of
from hozen.workflows.wind_down.views import approved, case_views

if TYPE_CHECKING:
    from hozen.books import CaseEntry, CaseRecord

CHANGES = ("filed", "decided", "estate-moved")
"""Entries after which a plan says no longer what the case says."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """配当の内訳: one asset of a round, or the pool in yen, in whole units of it.

    `available` in all rounds together; `before` was paid in earlier ones; `deferred` is below the minimum and waits;
    `left` is nobody's yet: available = before + pay + reserve + deferred + left.
    """

    asset: str
    available: int
    claims: int
    before: int
    pay: int
    reserve: int
    deferred: int
    creditors: int

    @property
    def left(self) -> int:
        """What stays in the estate for nobody yet."""
        return self.available - self.before - self.pay - self.reserve - self.deferred


@dataclass(frozen=True, slots=True)
class Planned:
    """配当計画: a round with its sums, and the entry that names its files."""

    entry: CaseEntry
    number: int
    buckets: tuple[Bucket, ...]


def plan(at: At, terms_file: Path, prices: Path | None = None) -> Planned:
    """Work out the next round by a file of terms. `prices`: a table of prices of the day, for what converts at distribution.

    A plan of the same round that is not approved is replaced. Raises TermsRefused, EstateRefused, WindDownRefused, CaseMoved.
    """
    record = at.work()
    text = text_of(terms_file)
    terms = terms_of(text, terms_file.name)
    number = len(approved(record.entries)) + 1
    _nothing_waits(record)
    place = f"rounds/{number:02d}-{record.last:06d}"
    kept = write_bytes(text.encode(), at.folder, f"{place}/terms.yaml")
    priced = write_bytes(prices.read_bytes(), at.folder, f"{place}/prices.csv") if prices else None
    buckets, files = work_out(at, record.entries, number, terms, place, at.folder)
    body = {
        "series": f"round-{number}",
        "round": number,
        "seen": record.last,
        "terms": kept.body(),
        "prices": priced.body() if priced else None,
        "files": [one.body() for one in files],
        "buckets": [asdict(one) for one in buckets],
    }
    entry = at.enter(
        "planned", body, key=f"{at.case} plan {number} {record.last} {kept.sha256}", after=record.last
    )
    return Planned(entry, number, buckets)


def work_out(
    at: At, entries: tuple[CaseEntry, ...], number: int, terms: Terms, place: str, folder: Path
) -> tuple[tuple[Bucket, ...], tuple[CaseFile, ...]]:
    """The sums of a round and its files below `folder`: the same entries and terms give the same bytes."""
    bar = terms.bar_day.isoformat() if terms.bar_day else ""
    lines = estate(at, entries)
    case_views(at.engine, at.folder, entries, bar)
    with TemporaryDirectory(prefix=".round-", dir=at.folder) as spare:
        room = Room(at.engine, Path(spare))
        conversion_view(at, terms, place)
        room.keep("parts", sql.parts_select(terms))
        room.keep("claims_of_round", sql.claims_select(terms))
        room.keep("persons", sql.groups_select(terms))
        room.keep("paid_before", sql.PAID_BEFORE)
        room.keep("creditors", sql.CREDITORS)
        room.keep("holders", sql.holders_select(terms))
        there = available(at, terms, lines)
        buckets = _shares(room, terms, there, number)
        files = (
            write_table(at.engine, _NEW_SHARES, folder, f"{place}/shares.parquet"),
            write_table(
                at.engine,
                Query("payments", sql.payments_select(number, at.case), ("new_shares",)),
                folder,
                f"{place}/payments.parquet",
            ),
        )
    return buckets, files


def _shares(room: Room, terms: Terms, there: Mapping[str, int], number: int) -> tuple[Bucket, ...]:
    """The shares of every bucket as the view new_shares; the sums of each."""
    found = room.engine.rows(
        Query("buckets", "SELECT DISTINCT bucket FROM claims_of_round ORDER BY bucket", ())
    )
    names = [str(name) for (name,) in found]
    if not names:
        raise WindDownRefused(
            "no claim takes part in the round",
            where=f"round {number}",
            expected="claims that are admitted, or counted by the terms",
        )
    room.read("entitled", [entitled(room, terms, name, there.get(name, 0)) for name in names])
    room.keep("dues", sql.due_select(terms.minimum_payment))
    room.keep("new_shares", sql.new_shares_select(number), " ORDER BY asset, customer_id")
    return tuple(_bucket(room, name, there.get(name, 0)) for name in names)


def _bucket(room: Room, name: str, total: int) -> Bucket:
    claims, pay, reserve, deferred, creditors = room.sums(sql.SUMS_OF_BUCKET, name)
    (before,) = room.sums(sql.SUM_BEFORE, name)
    return Bucket(name, total, claims, before, pay, reserve, deferred, creditors)


def _nothing_waits(record: CaseRecord) -> None:
    if record.of("book-transferred"):
        raise WindDownRefused(
            "the whole book went to another exchange",
            where=f"case {record.case}",
            expected="a transfer or a distribution, not both",
        )
    if not record.of("filed") and not record.of("decided"):
        raise WindDownRefused(
            "nothing was filed or decided yet",
            where=f"case {record.case}",
            expected="claims that were filed or decided",
            try_next="hozen wind-down file, then hozen wind-down match",
        )


_NEW_SHARES = Query(
    "shares of the round", "SELECT * FROM new_shares ORDER BY asset, customer_id", ("new_shares",)
)
