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
    from hozen.books import CaseEntry, CaseRecord

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


@dataclass(frozen=True, slots=True)
class Moved:
    """財団の増減: the entry, and whether it was there before."""

    entry: CaseEntry
    already_there: bool


def move_estate(at: At, pool: str, asset: str, units: int, note: str, key: str = "") -> Moved:
    """Say that money or coins came into a pool (or went, below 0): a sale, an insurer's payment, costs.

    The same words under the same `key` are said once. Raises EstateRefused where the pool would fall below nothing, or is
    none, where no note says why, and for words that stand in the case already and come without a key of their own.
    """
    record = at.work()
    body: dict[str, object] = {"pool": pool, "asset": asset, "units": units, "note": note}
    before = _said_before(record, body, key)
    if before is not None:
        return Moved(before, True)
    if pool not in POOLS or not note.strip():
        raise EstateRefused(
            "no such pool, or no word why", where=f"case {at.case}", found=pool, expected=", ".join(POOLS)
        )
    _must_fit(at, record, pool, asset, units)
    body |= {"key": key} if key else {}
    said = f"{at.case} estate {key}" if key else None
    return Moved(at.enter("estate-moved", body, key=said, after=record.last), False)


def _said_before(record: CaseRecord, body: Mapping[str, object], key: str) -> CaseEntry | None:
    moves = record.of("estate-moved")
    same = [one for one in moves if {**one.body, "key": ""} == {**body, "key": ""}]
    under = next((one for one in moves if key and one.body.get("key") == key), None)
    if under is None and (key or not same):
        return None
    if under is None or under not in same:
        found = under or same[-1]
        raise EstateRefused(
            "another movement came under this key" if under else "this very movement was said before",
            where=f"case {record.case} entry {found.seq}",
            found=f"{found.body['pool']} {found.body['asset']} {found.body['units']}: {found.body['note']}",
            expected="the same words once; another movement with another note, or with a key of its own",
            try_next="--key KEY, if it is another one",
        )
    return under


def _must_fit(at: At, record: CaseRecord, pool: str, asset: str, units: int) -> None:
    case_views(at.engine, at.folder, record.entries)
    there = {(one.pool, one.asset): one.units for one in held(at, record.entries)}
    known = at.engine.rows(_ASSETS)
    if asset not in {str(name) for (name,) in known}:
        raise EstateRefused(
            "an asset that neither the sealed book nor a declared fork has", where=pool, found=asset
        )
    if not units or there.get((pool, asset), 0) + units < 0:
        raise EstateRefused(
            "the pool would fall below nothing" if units else "nothing came or went",
            where=f"{pool} {asset}",
            found=units,
            expected=f"at most {there.get((pool, asset), 0)} taken away",
        )


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
