"""分岐・無償交付: assets that came of others after the seal, as they were declared, and claims in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from hozen.records import Query
from hozen.values import Ratio
from hozen.workflows.wind_down import forks_sql as sql
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.round_sql import parts_select, taking_part
from hozen.workflows.wind_down.take_in import TakenIn, take_in
from hozen.workflows.wind_down.views import case_views

if TYPE_CHECKING:
    from hozen.workflows.wind_down.room import Room
    from hozen.workflows.wind_down.terms import Terms


@dataclass(frozen=True, slots=True)
class ForkLine:
    """分岐・無償交付の一件: as declared. `price` '' where none was said: it is never guessed."""

    child: str
    name: str
    decimals: int
    parent: str
    ratio: str
    on_day: date
    choice: str
    price: str
    source: str


def declare_forks(at: At, file: Path, key: str = "") -> TakenIn:
    """Take in a list of forks and airdrops. Raises WindDownRefused for one the case cannot have."""
    return take_in(at, "forks", file, _fit, key)


def forks(at: At) -> tuple[ForkLine, ...]:
    """Every fork as it was last declared. The case's views stand."""
    return tuple(
        ForkLine(str(child), str(name), whole(places), str(parent), str(ratio), _day(day), *map(str, rest))
        for child, name, places, parent, ratio, day, *rest in at.engine.rows(_FORKS)
    )


def forks_of(at: At) -> tuple[ForkLine, ...]:
    """The same, of a case that was not looked at yet."""
    case_views(at.engine, at.folder, at.record().entries)
    return forks(at)


def lay_parts(at: At, room: Room, terms: Terms) -> None:
    """The views `parts` and `moved_of_round`: claims that take part, those in the child of a fork among them."""
    depths = _depths(forks(at), {str(asset) for asset, _ in at.engine.rows(_SEALED)})
    if not depths:
        room.keep("parts", parts_select(terms))
        at.engine.view("moved_of_round", "SELECT customer_id, asset, holder, units FROM moved")
        return
    _lay_terms(at, room, list(depths))
    room.keep("set_off_by_fork", sql.SET_OFF_BY_FORK)
    room.keep("moved_by_fork", sql.MOVED_BY_FORK)
    room.keep("gone_by_fork", sql.GONE_BY_FORK)
    held, every = sql.at_fork_select(terms, taking_part(terms)), []
    for depth in range(1 + max(depths.values())):  # what came of a fork may fork, too
        every.append(f"fork_claims_{depth}")
        room.keep(every[-1], sql.fork_claims_select(held, terms.pooled))
        held = sql.of_fork_select(every[-1])
    at.engine.view("fork_claims", " UNION ALL ".join(f"SELECT * FROM {name}" for name in every))
    room.keep("parts", f"{parts_select(terms)} UNION ALL {sql.FORK_PARTS}")
    room.keep(
        "moved_of_round", f"SELECT customer_id, asset, holder, units FROM moved UNION ALL {sql.FORK_MOVED}"
    )


def _depths(declared: Iterable[ForkLine], sealed: set[str]) -> dict[ForkLine, int]:
    """Forks that give claims → how many forks lie between it and an asset of the book. Property of the estate gives none."""
    of = {one.child: one for one in declared if one.choice == "claimants"}
    found = {}
    for one in of.values():
        depth, parent = 0, one.parent
        while parent in of:
            depth, parent = depth + 1, of[parent].parent
        if parent in sealed:
            found[one] = depth
    return found


def _lay_terms(at: At, room: Room, listed: list[ForkLine]) -> None:
    """(child, parent, on_day, top, bottom): units of the child for one unit of the parent, as a fraction."""
    of = {one.child: one for one in listed}
    rows = [(child, of[child].parent, of[child].on_day, top, low) for child, top, low in _terms(at, listed)]
    room.lay("fork_terms", ("child", "parent", "on_day", "top", "bottom"), rows)


def _terms(at: At, listed: Iterable[ForkLine]) -> Iterator[tuple[str, int, int]]:
    """(child, top, bottom) of each."""
    parents = {str(asset): whole(places) for asset, places in at.engine.rows(_DECIMALS)}
    for one in listed:
        each = Ratio.parse(one.ratio).value * Fraction(10**one.decimals, 10 ** parents[one.parent])
        yield one.child, each.numerator, each.denominator


def _fit(at: At, number: int) -> None:
    """Refuse a fork of what is there already, or of before the seal."""
    sealed = at.record().entries[0].day
    for message, text in _FAULTS:
        found = at.engine.rows(
            Query("faults of forks", text.format(number=number, sealed=sealed), ("forks",))
        )
        if found:
            _refuse(at, message, " ".join(map(str, found[0])))
    _came_in_order(at)
    for child, top, bottom in _terms(at, forks(at)):
        if max(top, bottom) > _FINEST:
            _refuse(at, "a fork's ratio is finer than can be reckoned with", child)


def _came_in_order(at: At) -> None:
    """Refuse what would come of itself, or before that of which it came."""
    of = {one.child: one for one in forks(at)}
    for one in of.values():
        line = [one]
        while line[-1].parent in of:
            parent = of[line[-1].parent]
            if parent in line:
                _refuse(at, "a fork comes of itself", " of ".join(each.child for each in (*line, parent)))
            if parent.on_day > line[-1].on_day:
                _refuse(at, "a fork of before its parent came", f"{line[-1].child} of {parent.child}")
            line.append(parent)


def _refuse(at: At, message: str, found: str) -> NoReturn:
    raise WindDownRefused(
        message,
        where=f"case {at.case}",
        found=found,
        expected="an asset that came of one of the book, or of a fork that was declared before, after the seal",
        try_next="correct the file; nothing of it was taken in",
    )


def _day(cell: object) -> date:
    if not isinstance(cell, date):
        raise TypeError(f"not a day: {cell!r}")
    return cell


_FINEST = 10**30
"""Parts of a ratio in smallest units: what the engines multiply exactly."""
_FORKS = Query(
    "forks of the case",
    "SELECT child, name, decimals, parent, ratio, on_day, choice, coalesce(price, '') AS price, source "
    "FROM forks_now ORDER BY child",
    ("forks_now",),
)
_SEALED = Query(
    "sealed assets", "SELECT asset, decimals FROM sealed_assets ORDER BY asset", ("sealed_assets",)
)
_DECIMALS = Query("decimals", "SELECT asset, decimals FROM case_assets ORDER BY asset", ("case_assets",))
_FAULTS = (
    (
        "a fork names an asset that the sealed book has",
        "SELECT f.child FROM forks f JOIN sealed_assets a ON a.asset = f.child WHERE f.batch = {number} "
        "ORDER BY 1 LIMIT 1",
    ),
    (
        "a fork of before the seal: the sealed ledger has what came of it",
        "SELECT child, CAST(on_day AS STRING) FROM forks WHERE batch = {number} "
        "AND on_day <= CAST('{sealed}' AS DATE) ORDER BY 1 LIMIT 1",
    ),
    (
        "a fork's new asset has more decimals than can be reckoned with",
        "SELECT child, decimals FROM forks WHERE batch = {number} AND decimals > 30 ORDER BY 1 LIMIT 1",
    ),
)
