"""財団: what there is to give, pool by pool, whose it is under which provision, and what came or went since the seal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hozen.law import Law, Lawful, LawGap, Reading
from hozen.records import Query
from hozen.rules.recovery.estate import EstateKind
from hozen.rules.recovery.jp import FIRST
from hozen.rules.recovery.jp import UNDECIDED as WITHOUT_TEXT
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.case_book import told as told_in
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


_KINDS: Mapping[str, tuple[EstateKind, tuple[str, ...]]] = {
    "segregated_crypto": (
        EstateKind.CUSTOMER_CRYPTO,
        ("recovery.priority_right", "segregation.crypto_apart"),
    ),
    "segregated_at_keeper": (
        EstateKind.CUSTOMER_CRYPTO,
        ("recovery.priority_right", "providers.third_party_apart"),
    ),
    "guarantee_crypto": (EstateKind.GUARANTEE_CRYPTO, ("recovery.priority_right", "custody.guarantee_ratio")),
    "trust_money": (EstateKind.TRUST_MONEY, ("segregation.money_apart", "segregation.money_trust_payout")),
    "own_mixed_in": (EstateKind.OWN_CRYPTO, ("segregation.crypto_apart",)),
    "own_crypto": (EstateKind.OWN_CRYPTO, ()),
    "reserve": (EstateKind.RESERVE, ("reserves.use",)),
    "insurance_expected": (EstateKind.INSURANCE, ()),
}


def kind_of(pool: str) -> EstateKind:
    """What kind of property a pool is."""
    return _KINDS[pool][0]


def belongs_in_japan(law: Reading, pool: str) -> tuple[str, tuple[Lawful[object], ...]]:
    """To whom a pool belongs, by rules/recovery, and the provisions that say so.

    Undecided is what no text read here gives to anyone. On a day without one of the provisions nobody may rest on it.
    """
    kind, keys = _KINDS[pool]
    to = CUSTOMERS if kind in FIRST else UNDECIDED if kind in WITHOUT_TEXT else GENERAL
    found = []
    for key in keys:
        try:
            found.append(law.figure(key))
        except LawGap:
            to = UNDECIDED
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
        moved[key] = moved.get(key, 0) + whole(told_in(entry.body, "units", int))
    lines = tuple(
        EstateLine(
            pool, asset, sealed.get((pool, asset), 0), moved.get((pool, asset), 0), *belongs(reading, pool)
        )
        for pool, asset in sorted(sealed.keys() | moved.keys(), key=lambda one: (POOLS.index(one[0]), one[1]))
    )
    for line in lines:
        not_negative(line)
    return lines


def move_estate(at: At, pool: str, asset: str, units: int, note: str) -> None:
    """Say that money or coins came into a pool (or went, below 0): a sale, an insurer's payment, costs.

    Raises EstateRefused where the pool would fall below nothing, or is none, or no note says why.
    """
    record = at.work()
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


def not_negative(line: EstateLine) -> None:
    """Raises EstateRefused for a line below nothing."""
    if line.units < 0:
        raise EstateRefused(
            "a pool of the estate is below nothing",
            where=f"{line.pool} {line.asset}",
            found=line.units,
            expected="0 or more",
            try_next="if the firm's own coins are not among customers', correct house_balances and open anew",
        )
