"""配当計算: what each creditor gets in a round, asset by asset or as one pool, worked out into files of the case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.wind_down import round_sql as sql
from hozen.workflows.wind_down.available import There, available
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import held
from hozen.workflows.wind_down.files import write_table
from hozen.workflows.wind_down.forks import lay_parts
from hozen.workflows.wind_down.payments_sql import (
    DEALT,
    DEALT_TO_HOLDERS,
    holders_select,
    mixed_select,
    payments_select,
)
from hozen.workflows.wind_down.persons import lay_persons
from hozen.workflows.wind_down.prices import conversion_view
from hozen.workflows.wind_down.room import Room, entitled
from hozen.workflows.wind_down.round_facts import Bucket, ClassLine, MixLine, Worked
from hozen.workflows.wind_down.terms import Terms
from hozen.workflows.wind_down.views import case_views

if TYPE_CHECKING:
    from hozen.books import CaseEntry


def work_out(
    at: At, entries: tuple[CaseEntry, ...], number: int, terms: Terms, place: str, folder: Path
) -> Worked:
    """The sums of a round and its files below `folder`: the same entries and terms give the same bytes."""
    bar = terms.bar_day.isoformat() if terms.bar_day else ""
    case_views(at.engine, at.folder, entries, bar)
    lines = held(at, entries)
    with TemporaryDirectory(prefix=".round-", dir=at.folder) as spare:
        room = Room(at.engine, Path(spare))
        conversion_view(at, terms, place)
        lay_parts(at, room, terms)
        _lay_claims(at, room, terms)
        there = available(at, room, terms, lines)
        buckets = _shares(room, terms, there.sums, number)
        _lay_payments(at, room, there)
        files = _write(at, folder, place, number)
        return Worked(buckets, _classes(at), _mix(at, there), there.unvalued, files)


def _lay_claims(at: At, room: Room, terms: Terms) -> None:
    room.keep("claims_of_round", sql.claims_select(terms))
    _every_class_has_a_place(at, terms)
    lay_persons(room, terms)
    _early_is_the_persons(at, terms)
    room.keep("paid_before", sql.PAID_BEFORE)
    room.keep("creditors", sql.creditors_select(terms))
    room.keep("holders", holders_select(terms))


def _every_class_has_a_place(at: At, terms: Terms) -> None:
    found = at.engine.rows(Query("classes", sql.CLASS_WITHOUT_PLACE, ()))
    if found:
        raise WindDownRefused(
            "a claim is of a class that the terms do not have",
            where=f"case {at.case}",
            found=" ".join(map(str, found[0])),
            expected=", ".join(terms.classes),
            try_next="name it among the classes of the terms, in its place",
        )


def _early_is_the_persons(at: At, terms: Terms) -> None:
    """Refuse a choice of one account for a person who has others: whose it is would be a guess, and it is final."""
    found = (
        at.engine.rows(Query("early choices", sql.EARLY_IN_DOUBT, ()))
        if terms.early_ratio is not None
        else ()
    )
    if found:
        person, chose, did_not = found[0]
        raise WindDownRefused(
            "accounts of one person do not agree on the early lump sum",
            where=f"case {at.case} person {person}",
            found=f"{chose} chose it, {did_not} did not",
            expected="the choice of the person: of every account, or of none",
            try_next="enter the choice for each account, undo the link, or distribute with linked: apart",
        )


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
    before = {str(bucket): (whole(units), whole(gone)) for bucket, units, gone in room.engine.rows(_BEFORE)}
    gone = {
        name: paid for name, (_, paid) in before.items()
    }  # to who has no claim any more: not there for the others
    files = [entitled(room, terms, name, there.get(name, 0) - gone.get(name, 0)) for name in names]
    room.read("entitled", files)
    room.keep("dues", sql.due_select(terms.minimum_payment))
    room.keep("new_shares", sql.new_shares_select(number), " ORDER BY asset, customer_id, priority")
    return tuple(
        Bucket(
            str(name),
            there.get(str(name), 0),
            whole(claims),
            before.get(str(name), (0, 0))[0],
            *map(whole, rest),
        )
        for name, claims, *rest in room.engine.rows(_SUMS)
    )


def _classes(at: At) -> tuple[ClassLine, ...]:
    rows = at.engine.rows(Query("classes of the round", sql.CLASSES_OF_ROUND, ("dues",)))
    return tuple(ClassLine(str(asset), str(name), *map(whole, rest)) for asset, name, *rest in rows)


def _lay_payments(at: At, room: Room, there: There) -> None:
    """The view dealt_out: what each holder is paid, in yen, in coins of the claim, or in those of the pool."""
    room.keep("dealt_to_holders", DEALT_TO_HOLDERS)
    at.engine.view("dealt", DEALT)
    if not there.coins or not there.value:
        at.engine.view("dealt_out", "SELECT customer_id, holder, asset, units FROM dealt")
        return
    room.lay("mix", ("asset", "there", "value"), [(*one, there.value) for one in sorted(there.coins.items())])
    at.engine.view("dealt_out", mixed_select())


def _write(at: At, folder: Path, place: str, number: int) -> tuple[CaseFile, ...]:
    payments = Query("payments", payments_select(number, at.case), ("dealt_out",))
    return (
        write_table(at.engine, _NEW_SHARES, folder, f"{place}/shares.parquet"),
        write_table(at.engine, payments, folder, f"{place}/payments.parquet"),
    )


def _mix(at: At, there: There) -> tuple[MixLine, ...]:
    if not there.coins:
        return ()
    text = "SELECT asset, CAST(sum(units) AS DECIMAL(38,0)) FROM dealt_out GROUP BY asset ORDER BY asset"
    paid = {str(asset): whole(units) for asset, units in at.engine.rows(Query("paid in coins", text, ()))}
    named = Query("prices as text", "SELECT asset, price FROM conversion ORDER BY asset", ("conversion",))
    prices = {str(asset): str(price) for asset, price in at.engine.rows(named)}
    return tuple(
        MixLine(asset, prices[asset], units, paid.get(asset, 0))
        for asset, units in sorted(there.coins.items())
    )


_BEFORE = Query("paid before", sql.BEFORE_BY_BUCKET, ("paid_before",))
_SUMS = Query("sums of a round", sql.SUMS_BY_BUCKET, ("dues",))
_NEW_SHARES = Query(
    "shares of the round", "SELECT * FROM new_shares ORDER BY asset, customer_id, priority", ("new_shares",)
)
