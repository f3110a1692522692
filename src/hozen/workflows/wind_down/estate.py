"""財団: what there is to give, pool by pool, whose it is under which provision, and what came or went since the seal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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


def estate(at: At, entries: Sequence[CaseEntry] = ()) -> tuple[EstateLine, ...]:
    """Every pool and asset, as these entries or the whole case tell it. Raises EstateRefused where one is below nothing.

    Whose the new asset of a fork is no text read here says: the declared choice does.
    """
    told = entries or at.record().entries
    case_views(at.engine, at.folder, told)
    reading = Law.load("jp").reading(told[0].day)
    forked = {str(child) for (child,) in at.engine.rows(_FORKED)}
    return tuple(
        replace(line, to=to, rests_on=rests_on)
        for line in held(at, told)
        for to, rests_on in [
            (UNDECIDED, ()) if line.asset in forked else belongs_in_japan(reading, line.pool)
        ]
    )


def held(at: At, entries: Sequence[CaseEntry]) -> tuple[EstateLine, ...]:
    """What each pool has of each asset, without asking whose it is. The case's views stand. Raises EstateRefused."""
    sealed = {
        (str(pool), str(asset)): whole(units)
        for pool, asset, units, _ in at.engine.rows(estate_of("sealed_estate"))
    }
    moved: dict[tuple[str, str], int] = {}
    for entry in (one for one in entries if one.event == "estate-moved"):
        key = str(entry.body["pool"]), str(entry.body["asset"])
        moved[key] = moved.get(key, 0) + whole(told_in(entry.body, "units", int))
    lines = tuple(
        EstateLine(*key, sealed.get(key, 0), moved.get(key, 0), UNDECIDED, ())
        for key in sorted(sealed.keys() | moved.keys(), key=lambda one: (POOLS.index(one[0]), one[1]))
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
    case_views(at.engine, at.folder, record.entries)
    there = {(one.pool, one.asset): one.units for one in held(at, record.entries)}
    known = at.engine.rows(_ASSETS)
    if asset not in {str(name) for (name,) in known}:
        raise EstateRefused(
            "an asset that neither the sealed book nor a declared fork has", where=pool, found=asset
        )
    if there.get((pool, asset), 0) + units < 0:
        raise EstateRefused(
            "the pool would fall below nothing",
            where=f"{pool} {asset}",
            found=units,
            expected=f"at most {there.get((pool, asset), 0)} taken away",
        )
    body = {"pool": pool, "asset": asset, "units": units, "note": note}
    at.enter("estate-moved", body, after=record.last)


_ASSETS = Query("assets of the case", "SELECT asset FROM case_assets ORDER BY asset", ("case_assets",))
_FORKED = Query("forked assets", "SELECT child FROM forks_now ORDER BY child", ("forks_now",))


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
