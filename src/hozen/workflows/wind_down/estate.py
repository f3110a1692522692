"""財団: what there is to give, pool by pool, whose it is under which provision, and what came or went since the seal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hozen.law import Law, Lawful, LawGap, Reading
from hozen.records import Query
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import EstateRefused
from hozen.workflows.wind_down.estate_lines import POOLS, estate_of
from hozen.workflows.wind_down.views import case_views

if TYPE_CHECKING:
    from hozen.books import CaseEntry

CUSTOMERS, GENERAL, UNDECIDED = "customers", "general", "undecided"
Belongs = Callable[[Reading, str], tuple[str, tuple[Lawful[object], ...]]]
"""A regime's rule: to whom a pool belongs, and the provisions that say so."""


@dataclass(frozen=True, slots=True)
class EstateLine:
    """財団の一行: one asset in one pool. `sealed` at the moment, `moved` since; `to`: customers, general or undecided."""

    pool: str
    asset: str
    sealed: int
    moved: int
    to: str
    rests_on: tuple[Lawful[object], ...]

    @property
    def units(self) -> int:
        """What is there now."""
        return self.sealed + self.moved


_KEYS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "segregated_crypto": (CUSTOMERS, ("recovery.priority_right", "segregation.crypto_apart")),
    "segregated_at_keeper": (CUSTOMERS, ("recovery.priority_right", "providers.third_party_apart")),
    "guarantee_crypto": (CUSTOMERS, ("recovery.priority_right", "custody.guarantee_ratio")),
    "trust_money": (CUSTOMERS, ("segregation.money_apart", "segregation.money_trust_payout")),
    "own_mixed_in": (GENERAL, ("segregation.crypto_apart",)),
    "own_crypto": (GENERAL, ()),
    "reserve": (UNDECIDED, ("reserves.use",)),
    "insurance_expected": (UNDECIDED, ()),
}


def belongs_in_japan(law: Reading, pool: str) -> tuple[str, tuple[Lawful[object], ...]]:
    """To whom a pool belongs: segregated and guarantee crypto answer for customers first (PSA 63-19-2).

    What no text read here gives to anyone (the reserve, insurance to come) is undecided: terms must name it to use it.
    """
    to, keys = _KEYS[pool]
    found = []
    for key in keys:
        try:
            found.append(law.figure(key))
        except LawGap:
            to = UNDECIDED  # on a day without the provision nobody may rest on it
    return to, tuple(found)


def estate(
    at: At, entries: Sequence[CaseEntry] = (), belongs: Belongs = belongs_in_japan
) -> tuple[EstateLine, ...]:
    """Every pool and asset, as these entries or the whole case tell it. Raises EstateRefused where one is below nothing."""
    told = entries or at.record().entries
    case_views(at.engine, at.folder, told)
    reading = Law.load("jp").reading(told[0].day)
    sealed = {
        (str(pool), str(asset)): whole(units)
        for pool, asset, units, _ in at.engine.rows(estate_of("sealed_estate"))
    }
    moved: dict[tuple[str, str], int] = {}
    for entry in (one for one in told if one.event == "estate-moved"):
        key = str(entry.body["pool"]), str(entry.body["asset"])
        moved[key] = moved.get(key, 0) + whole(entry.body["units"])  # type: ignore[arg-type]  # ours
    lines = tuple(
        EstateLine(
            pool, asset, sealed.get((pool, asset), 0), moved.get((pool, asset), 0), *belongs(reading, pool)
        )
        for pool, asset in sorted(sealed.keys() | moved.keys(), key=lambda one: (POOLS.index(one[0]), one[1]))
    )
    for line in lines:
        _not_negative(line)
    return lines


def move_estate(at: At, pool: str, asset: str, units: int, note: str) -> None:
    """Say that money or coins came into a pool (or went, below 0): a sale, an insurer's payment, costs.

    Raises EstateRefused where the pool would fall below nothing, or is none, or no note says why.
    """
    record = at.record()
    if pool not in POOLS or not note.strip():
        raise EstateRefused(
            "no such pool, or no word why", where=f"case {at.case}", found=pool, expected=", ".join(POOLS)
        )
    there = {(one.pool, one.asset): one.units for one in estate(at)}
    known = at.engine.rows(_ASSETS)
    if asset not in {str(name) for (name,) in known}:
        raise EstateRefused("an asset that the sealed book does not have", where=pool, found=asset)
    if there.get((pool, asset), 0) + units < 0:
        raise EstateRefused(
            "the pool would fall below nothing",
            where=f"{pool} {asset}",
            found=units,
            expected=f"at most {there.get((pool, asset), 0)} taken away",
        )
    body = {"pool": pool, "asset": asset, "units": units, "note": note}
    at.enter("estate-moved", body, after=record.last)


_ASSETS = Query("assets of the case", "SELECT asset FROM sealed_assets ORDER BY asset", ("sealed_assets",))


def _not_negative(line: EstateLine) -> None:
    if line.units < 0:
        raise EstateRefused(
            "a pool of the estate is below nothing",
            where=f"{line.pool} {line.asset}",
            found=line.units,
            expected="0 or more",
            try_next="if the firm's own coins are not among customers', correct house_balances and open anew",
        )
