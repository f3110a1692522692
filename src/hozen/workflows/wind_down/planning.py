"""配当計画: what each creditor gets in a round, worked out asset by asset or as one pool, into files of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.wind_down import round_sql as sql
from hozen.workflows.wind_down.available import available, conversion_view
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import estate
from hozen.workflows.wind_down.files import write_bytes, write_table
from hozen.workflows.wind_down.split_column import split_column
from hozen.workflows.wind_down.terms import Terms, terms_of, text_of
from hozen.workflows.wind_down.views import approved, case_views

if TYPE_CHECKING:
    from hozen.books import CaseEntry, CaseRecord

CHANGES = ("filed", "decided", "estate-moved")
"""Entries after which a plan says no longer what the case says."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """配当の内訳: one asset of a round, or the pool in yen, in whole units of it.

    `available` in all rounds together; `before` was paid in earlier ones; `kept` is what stays in the estate:
    available = before + pay + reserve + kept.
    """

    asset: str
    available: int
    claims: int
    before: int
    pay: int
    reserve: int
    creditors: int

    @property
    def kept(self) -> int:
        """What stays in the estate."""
        return self.available - self.before - self.pay - self.reserve


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
    record = at.record()
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
        room.keep("firsts", sql.firsts_select(terms))
        room.keep("rests", sql.rest_of(terms))
        room.keep("paid_before", sql.PAID_BEFORE)
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


@dataclass(frozen=True, slots=True)
class Room:
    """作業場所: views that are worked out once and kept as files while a round is made."""

    engine: Engine
    folder: Path

    def keep(self, name: str, text: str, order: str = "") -> None:
        """Work a SELECT out now, and name it."""
        path = self.folder / f"{name}.parquet"
        self.engine.write_parquet(Query(name, text + order, ()), path)
        self.read(name, [path])

    def read(self, name: str, paths: list[Path]) -> None:
        """Name files."""
        self.engine.view(name, f"SELECT * FROM {self.engine.scan(paths, 'parquet', {})}")

    def split(self, name: str, column: str, view: str, bucket: str, total: int) -> None:
        """`name` (customer_id, part): a total split by a column of one bucket, ties to the lesser customer id."""
        path = self.folder / f"{name}.parquet"
        text = (
            f"SELECT customer_id, {column} AS weight FROM {view} WHERE bucket = :bucket ORDER BY customer_id"
        )
        split_column(self.engine, Query(name, text, (view,), {"bucket": bucket}), total, path)
        self.read(name, [path])

    def sums(self, text: str, bucket: str) -> tuple[int, ...]:
        """One row of whole numbers; nothing counts as 0."""
        (row,) = self.engine.rows(Query("sums of a round", text, (), {"bucket": bucket}))
        return tuple(whole(cell or 0) for cell in row)


def _shares(room: Room, terms: Terms, there: Mapping[str, int], number: int) -> tuple[Bucket, ...]:
    """Each bucket's shares into the view new_shares."""
    found = room.engine.rows(
        Query("buckets", "SELECT DISTINCT bucket FROM claims_of_round ORDER BY bucket", ())
    )
    buckets, paths = [], []
    for (name,) in found:
        bucket = str(name)
        buckets.append(_one_bucket(room, terms, bucket, there.get(bucket, 0), number))
        paths.append(room.folder / f"shares-{bucket}.parquet")
    if not paths:
        raise WindDownRefused(
            "no claim takes part in the round",
            where=f"round {number}",
            expected="claims that are admitted, or counted",
        )
    room.read("new_shares", paths)
    return tuple(buckets)


def _one_bucket(room: Room, terms: Terms, bucket: str, total: int, number: int) -> Bucket:
    _totals(room, terms, bucket, total)
    room.keep("dues", sql.due_select(terms.minimum_payment))
    claims, reserve, creditors = room.sums(
        "SELECT sum(claim), CAST(sum(reserve) AS DECIMAL(38,0)), count(*) FROM dues WHERE bucket = :bucket",
        bucket,
    )
    (before,) = room.sums(
        "SELECT CAST(sum(units) AS DECIMAL(38,0)) FROM paid_before WHERE bucket = :bucket", bucket
    )
    room.split("now", "proposed", "dues", bucket, max(total - before - reserve, 0))
    room.keep(
        f"shares-{bucket}",
        f"SELECT CAST({number} AS BIGINT) AS round, d.customer_id, d.bucket AS asset, d.claim AS claim_units, "
        "d.due AS due_units, d.before AS before_units, n.part AS pay_units, d.reserve AS reserve_units "
        "FROM dues d JOIN now n ON n.customer_id = d.customer_id",
        " ORDER BY d.customer_id",
    )
    (pay,) = room.sums(
        f'SELECT CAST(sum(pay_units) AS DECIMAL(38,0)) FROM "shares-{bucket}" WHERE asset = :bucket', bucket
    )
    return Bucket(bucket, total, claims, before, pay, reserve, creditors)


def _totals(room: Room, terms: Terms, bucket: str, total: int) -> None:
    """The view totals: what is due to each customer of a bucket out of all that was ever there for it."""
    first, early = room.sums(
        "SELECT CAST(sum(first) AS DECIMAL(38,0)), CAST(sum(early) AS DECIMAL(38,0)) FROM rests WHERE bucket = :bucket",
        bucket,
    )
    room.split("first_parts", "first", "rests", bucket, total)
    left = max(total - first, 0)
    enough = first <= total
    if enough and early > left:
        raise WindDownRefused(
            "the early lump sums are more than what is there after base payments",
            where=f"round {bucket}",
            found=early,
            expected=f"at most {left}",
            try_next="lower early_ratio",
        )
    weight = (
        "CASE WHEN takes_early THEN CAST(0 AS DECIMAL(38,0)) ELSE rest END"
        if terms.early_deducted
        else "rest"
    )
    room.split("rest_parts", weight, "rests", bucket, left - early if terms.early_deducted else left)
    early_part = "r.early" if enough else "CAST(0 AS DECIMAL(38,0))"
    room.keep(
        "totals",
        f"SELECT r.bucket, r.customer_id, r.claim, r.payable, "
        f"f.part + CASE WHEN r.takes_early THEN {early_part} ELSE p.part END AS due "
        "FROM rests r JOIN first_parts f ON f.customer_id = r.customer_id "
        f"JOIN rest_parts p ON p.customer_id = r.customer_id WHERE r.bucket = '{bucket}'",
    )


def _nothing_waits(record: CaseRecord) -> None:
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
