"""評価: what each customer lost, and the sealed price table of the valuation moment, linked to a kept closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from hozen.books import CaseEntry, ClosingHeading
from hozen.books.canonical import instant_text
from hozen.engine import Engine
from hozen.records import Book, InputFile, Query
from hozen.workflows.case_folder import CaseFile, case_folder, kept, sha256_of
from hozen.workflows.incident.act import Hand
from hozen.workflows.incident.book_day import through_the_door, whole
from hozen.workflows.incident.errors import IncidentRefused
from hozen.workflows.incident.fits import fits_valuation
from hozen.workflows.incident.losses import (
    Attribution,
    balances,
    customers_hit,
    held_of,
    losses_by_asset,
    not_more_than_held,
    write_pro_rata,
)
from hozen.workflows.incident.named_losses import check_named, lay_named, named_rows
from hozen.workflows.incident.prices import Prices, all_priced, prices_of_book, prices_of_file, write_prices
from hozen.workflows.incident.state import IncidentState


@dataclass(frozen=True, slots=True)
class Valuation:
    """評価の指図: the book's day it is worked out from, the valuation moment, and how losses fall on customers.

    `lost` holds smallest units by asset, for PRO_RATA; for WHOLE_BALANCE its assets alone count; NAMED takes `names`, a
    CSV. `wallets` hit: without `lost`, what they held that day is lost. `prices`: a CSV; None takes the book's.
    """

    day: date
    moment: datetime
    attribution: Attribution
    lost: Mapping[str, int] = field(default_factory=dict)
    names: Path | None = None
    prices: Path | None = None
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class _Work:
    engine: Engine
    order: Valuation
    decimals: Mapping[str, int]
    held: Mapping[str, int]
    state: IncidentState


def value_losses(
    hand: Hand,
    book: Path,
    order: Valuation,
    now: datetime,
    memory_limit: str = "2GB",
    engine: str = "duckdb",
) -> CaseEntry:
    """Write losses.parquet and prices.parquet into the case folder, and enter them.

    A valuation that differs from an earlier one gets files of its own (losses-2.parquet); nothing is overwritten.
    Raises IncidentRefused for a moment in the future, a day that was not closed or whose files differ from the closing's,
    an unknown asset, more lost than held, an asset without a price.
    """
    _not_in_future(hand, order, now)
    state, opened = hand.state(), Book.open(book)
    closing = _closing_of(hand, order)
    with through_the_door(opened, order.day, memory_limit=memory_limit, engine=engine) as (runs, admitted):
        _as_closed(hand, closing, admitted.inputs)
        work = _Work(runs, order, _decimals(runs), held_of(runs, order.day), state)
        body = _valued(work, case_folder(book, hand.case))
    assets: Any = body["assets"]
    check = partial(fits_valuation, assets=assets)
    return hand.say("valued", body | {"closing": closing.seq}, check)


def _valued(work: _Work, folder: Path) -> dict[str, object]:
    order = work.order
    table = _prices(work)
    losses = kept(folder, "losses", lambda path: _write(work, path))
    found = losses_by_asset(work.engine, losses)
    all_priced(table, found)
    moment = instant_text(order.moment)
    prices = kept(folder, "prices", lambda path: write_prices(path, table, moment))
    rows = sum(customers for _, customers in found.values())
    return {
        "moment": moment,
        "day": order.day,
        "attribution": order.attribution.value,
        "assets": [_line(work, table, asset, *found[asset]) for asset in sorted(found)],
        "customers": customers_hit(work.engine, losses),
        "losses": CaseFile(losses.name, sha256_of(losses), rows).body(),
        "prices": CaseFile(prices.name, sha256_of(prices), len(table)).body(),
        "wallets": list(work.state.wallets),
    }


def _prices(work: _Work) -> Prices:
    file = work.order.prices
    return prices_of_file(file, work.decimals) if file else prices_of_book(work.engine, work.order.day)


def _line(work: _Work, table: Prices, asset: str, lost: int, customers: int) -> dict[str, object]:
    price, source = table[asset]
    return {
        "asset": asset,
        "decimals": work.decimals[asset],
        "lost": lost,
        "held": work.held[asset],
        "customers": customers,
        "price": price,
        "source": source,
    }


def _write(work: _Work, path: Path) -> None:
    order, engine = work.order, work.engine
    if order.attribution is Attribution.NAMED:
        if order.names is None:
            raise IncidentRefused("no list of customers", expected="a CSV of customer_id, asset, units")
        lay_named(engine, order.names)
        check_named(engine, order.day, order.names)
        engine.write_parquet(named_rows(), path)
        return
    lost = dict(order.lost) or _in_wallets(work)
    if order.attribution is Attribution.WHOLE_BALANCE:
        lost = {asset: work.held.get(asset, 0) for asset in lost}
    not_more_than_held(lost, work.held, work.decimals)
    if order.attribution is Attribution.WHOLE_BALANCE:
        engine.write_parquet(balances(order.day, tuple(sorted(lost))), path)
    else:
        write_pro_rata(engine, order.day, lost, path)


def _in_wallets(work: _Work) -> dict[str, int]:
    """What the wallets hit held that day."""
    names = ", ".join("'" + one.replace("'", "''") + "'" for one in work.state.wallets) or "''"
    query = Query(
        "in_wallets",
        "SELECT asset, sum(units) AS units FROM wallet_balances"
        f" WHERE day = :day AND wallet_id IN ({names}) AND units > 0 GROUP BY asset ORDER BY asset",
        ("wallet_balances",),
        {"day": work.order.day},
    )
    found = {str(asset): whole(units) for asset, units in work.engine.rows(query)}
    if not found:
        raise IncidentRefused(
            "nothing says what was lost",
            where=f"case {work.state.case}",
            found=", ".join(work.state.wallets) or "no wallet hit",
            expected="lost coins by asset, or wallets that held some that day",
            try_next="--lost BTC=1.5",
        )
    return found


def _decimals(engine: Engine) -> dict[str, int]:
    query = Query(
        "decimals", "SELECT asset, decimals FROM assets WHERE asset <> 'JPY' ORDER BY asset", ("assets",)
    )
    return {str(asset): whole(places) for asset, places in engine.rows(query)}


def _not_in_future(hand: Hand, order: Valuation, now: datetime) -> None:
    if order.moment > now:
        raise IncidentRefused(
            "the valuation moment is in the future",
            where=f"case {hand.case}",
            found=order.moment.isoformat(),
            expected=f"{now.isoformat()} or before",
        )


def _closing_of(hand: Hand, order: Valuation) -> ClosingHeading:
    """The newest closing of the day, under the scenario where one is named."""
    found = [
        one
        for one in hand.books.closings(hand.book, newest_only=True)
        if one.day == order.day and order.scenario in ("", one.scenario)
    ]
    if not found:
        raise IncidentRefused(
            "the books hold no closing of the day",
            where=f"case {hand.case}",
            found=f"{hand.book} {order.day}",
            expected="a kept closing, so that the loss rests on what was closed",
            try_next=f"hozen close BOOK --day {order.day}",
        )
    return max(found, key=lambda one: one.seq)


def _as_closed(hand: Hand, closing: ClosingHeading, inputs: tuple[InputFile, ...]) -> None:
    """The files read are those of the closing."""
    closed = {one["path"]: one["sha256"] for one in hand.books.closing(closing.seq).body["inputs"]}
    for file in inputs:
        if closed.get(file.path, file.sha256) != file.sha256:
            raise IncidentRefused(
                "a file has changed since the day was closed",
                where=file.path,
                found=file.sha256,
                expected=f"{closed[file.path]}, as in closing {closing.seq}",
                try_next="close the day again, or put the file back",
            )
