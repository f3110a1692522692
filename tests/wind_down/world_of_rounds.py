"""Many small made-up cases in one: each asset is a case of its own, and all go through the same rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from plain_rounds import Account, Plan
from wind_case import ENGINE

from hozen.records import Query
from hozen.rules.recovery import RecoveryRefused
from hozen.workflows.wind_down import round_sql as sql
from hozen.workflows.wind_down.payments_sql import DEALT, DEALT_TO_HOLDERS, holders_select
from hozen.workflows.wind_down.persons import lay_persons
from hozen.workflows.wind_down.register_sql import empty_select
from hozen.workflows.wind_down.room import Room, entitled
from hozen.workflows.wind_down.terms import Terms

WHOLE = pa.decimal128(38, 0)
CLASSES = ("first", "second")


@dataclass
class Claim:
    """A row of the register."""

    customer: str
    priority: str
    net: int
    unclaimed: int = 0
    disputed: int = 0
    late: bool = False


@dataclass
class Case:
    """One asset: its claims, what came in so far, whose accounts are one person's, who chose early, who holds what."""

    asset: str
    claims: list[Claim]
    there: int
    links: list[tuple[str, str]] = field(default_factory=list)
    early: set[str] = field(default_factory=set)
    held: list[tuple[str, str, int]] = field(default_factory=list)  # (customer, holder, units)

    def persons(self, linked: bool) -> dict[str, str]:
        """The least account of each account's person."""
        found = {one.customer: one.customer for one in self.claims}
        for one, other in self.links * len(found) if linked else ():
            found[one] = found[other] = min(found[one], found[other])
        return found

    def accounts(self, terms: Terms, paid: Mapping[tuple[str, str], int]) -> list[Account]:
        """The claims that take part, with what was paid on each. `paid`: by customer and class, of earlier rounds."""
        persons = self.persons(terms.linked == "together")
        found = []
        for one in self.claims:
            if one.late and terms.late == "leave_out":
                continue
            payable = one.net + (one.unclaimed if terms.unfiled == "count" else 0)
            reserved = one.disputed + (one.unclaimed if terms.unfiled == "hold" else 0)
            if payable + reserved:
                place = CLASSES.index(one.priority)
                found.append(
                    Account(
                        one.customer,
                        persons[one.customer],
                        place,
                        payable,
                        reserved,
                        one.customer in self.early,
                    )
                )
        for customer in {one.customer for one in found}:
            _count(
                [one for one in found if one.customer == customer],
                {CLASSES.index(name): units for (who, name), units in paid.items() if who == customer},
            )
        return found


def _count(mine: Sequence[Account], paid: Mapping[int, int]) -> None:
    """What was paid in a class counts on its claims; without any on the first class left; what is beyond on the others."""
    mine = sorted(mine, key=lambda one: one.place)
    places = {one.place: one for one in mine}
    for place, units in paid.items():
        places.get(place, mine[0]).before += units
    beyond = 0
    for one in mine:
        over = max(0, one.before - one.claim)
        one.before, beyond = one.before - over, beyond + over
    for one in mine:
        more = min(beyond, one.claim - one.before)
        one.before, beyond = one.before + more, beyond - more
    mine[0].before += beyond


def drawn_plan(chance: Random) -> Plan:
    """Terms of any kind together."""
    return Plan(
        classes=chance.choice([1, 2]),
        base=chance.choice([0, 0, 7, 10**9]),
        small=chance.choice([0, 0, 5]),
        small_rate=Fraction(chance.randint(0, 20), 20),
        early=chance.choice([None, None, Fraction(21, 100)]),
        minimum=chance.choice([0, 0, 4]),
    )


def drawn_ways(chance: Random) -> dict[str, str]:
    """How unfiled and late claims and linked accounts are treated."""
    return {
        "unfiled": chance.choice(["hold", "count", "leave_out"]),
        "late": chance.choice(["count", "leave_out"]),
        "linked": chance.choice(["together", "together", "apart"]),
    }


def made_case(asset: str, chance: Random, plan: Plan) -> Case:
    """A few accounts with small or very large claims, some of one person, some in dispute, late, not filed, assigned."""
    size = chance.choice([12, 60, 10**9, 10**28])
    claims = [_claim(f"{asset}-{at}", size, chance, plan) for at in range(chance.randint(1, 6))]
    case = Case(asset, claims, 0)
    grow(case, chance, plan)
    return case


def _claim(customer: str, size: int, chance: Random, plan: Plan) -> Claim:
    kind = chance.random()
    amount = chance.randint(0, size)
    found = Claim(customer, CLASSES[chance.randrange(plan.classes)], 0, late=chance.random() < 0.2)
    if kind < 0.6:
        found.net = amount
    elif kind < 0.8:
        found.net, found.disputed = amount, chance.randint(0, size)
    else:
        found.unclaimed = amount
    return found


def grow(case: Case, chance: Random, plan: Plan) -> None:
    """What may happen before a round: money, a late claim, a decision, another class, a link, a choice, an assignment."""
    owed = sum(one.net + one.disputed + one.unclaimed for one in case.claims)
    case.there += chance.choice([0, chance.randint(0, owed + 3), owed // 2, 1])
    size = max(12, *(one.net + one.disputed + one.unclaimed for one in case.claims))
    if chance.random() < 0.4:
        case.claims.append(_claim(f"{case.asset}-{len(case.claims)}", size, chance, plan))
    for one in case.claims:
        _decide(one, chance, plan)
    names = [one.customer for one in case.claims]
    if len(names) > 1 and chance.random() < 0.5:
        case.links.append((*sorted(chance.sample(names, 2)),))  # type: ignore[arg-type]  # two of them
    if plan.early is not None and chance.random() < 0.5:
        case.early.add(chance.choice(names))
    persons = case.persons(linked=True)
    chose = {persons[name] for name in case.early}
    case.early = {name for name in names if persons[name] in chose}  # the choice is the person's


def _decide(one: Claim, chance: Random, plan: Plan) -> None:
    what = chance.random()
    if what < 0.15 and one.disputed:  # settled for a part of it
        one.net, one.disputed = one.net + chance.randint(0, one.disputed), 0
    elif what < 0.2:  # filed and admitted at last
        one.net, one.unclaimed = one.net + one.unclaimed, 0
    elif what < 0.25:  # rejected, or admitted for less
        one.net = chance.choice([0, one.net // 2])
    elif what < 0.3:
        one.priority = CLASSES[chance.randrange(plan.classes)]


Row = dict[str, Any]


class Rounds:
    """The rounds of a case's workflow, from the register to what each holder is paid, on made-up views."""

    def __init__(self, folder: Path, terms: Terms, chance: Random) -> None:
        self.folder, self.terms, self.chance = folder, terms, chance
        self.shares, self.number = list[Row](), 0

    def paid(self, asset: str) -> dict[tuple[str, str], int]:
        """By customer and class: what all rounds paid."""
        found: dict[tuple[str, str], int] = defaultdict(int)
        for one in self.shares:
            if one["asset"] == asset:
                found[one["customer_id"], one["priority"]] += one["pay_units"]
        return found

    def run(self, cases: Sequence[Case]) -> tuple[list[Row], list[Row], set[str]]:
        """(shares, payments to holders, assets whose early lump sums leave too little) of one more round."""
        self.number += 1
        room = Room(ENGINE, self.folder / f"round-{self.number}")
        room.folder.mkdir()
        self._lay(room, cases)
        room.keep("parts", sql.parts_select(self.terms))
        room.keep("claims_of_round", sql.claims_select(self.terms))
        lay_persons(room, self.terms)
        for name, text in (
            ("paid_before", sql.PAID_BEFORE),
            ("creditors", sql.creditors_select(self.terms)),
            ("holders", holders_select(self.terms)),
        ):
            room.keep(name, text)
        refused = self._entitled(room, cases)
        room.keep("dues", sql.due_select(self.terms.minimum_payment))
        room.keep("new_shares", sql.new_shares_select(self.number))
        room.keep("dealt_to_holders", DEALT_TO_HOLDERS)
        room.keep("dealt", DEALT)
        made = _rows(room, "new_shares")
        self.shares += made
        return made, _rows(room, "dealt"), refused

    def _entitled(self, room: Room, cases: Sequence[Case]) -> set[str]:
        paths, refused = [], set()
        before = room.engine.rows(Query("paid before", sql.BEFORE_BY_BUCKET, ("paid_before",)))
        gone = {bucket: units for bucket, _, units in before}
        with_claims = set(pq.read_table(room.folder / "creditors.parquet")["bucket"].to_pylist())
        for case in cases:
            if case.asset in with_claims:
                try:
                    paths.append(entitled(room, self.terms, case.asset, case.there - gone.get(case.asset, 0)))
                except RecoveryRefused:
                    refused.add(case.asset)
        room.read("entitled", paths)
        return refused

    def _lay(self, room: Room, cases: Sequence[Case]) -> None:
        rows = [
            (one.customer, case.asset, one.priority, one.net, one.unclaimed, one.disputed, one.late)
            for case in cases
            for one in case.claims
        ]
        self.chance.shuffle(rows)  # the order of claims does not matter
        _table(
            room,
            "register",
            {"customer_id": pa.string(), "asset": pa.string(), "priority": pa.string(), "net_units": WHOLE,
             "unclaimed_units": WHOLE, "disputed_units": WHOLE, "is_late": pa.bool_()},
            rows,
        )  # fmt: skip
        text = pa.string()
        _table(
            room, "open_links", {"one": text, "other": text}, [pair for case in cases for pair in case.links]
        )
        _table(
            room,
            "early_choosers",
            {"customer_id": text},
            [(who,) for case in cases for who in sorted(case.early)],
        )
        moved = [(who, case.asset, holder, units) for case in cases for who, holder, units in case.held]
        columns = {"customer_id": text, "asset": text, "holder": text, "units": WHOLE}
        _table(room, "moved_of_round", columns, moved)
        if not self.shares:
            ENGINE.view("shares", empty_select("shares"))
            return
        kinds = pq.read_schema(self.folder / "round-1" / "new_shares.parquet")
        pq.write_table(pa.Table.from_pylist(self.shares, kinds), room.folder / "shares.parquet")
        room.read("shares", [room.folder / "shares.parquet"])


def _rows(room: Room, name: str) -> list[Row]:
    """With whole numbers as such: a sum of Decimals would be rounded."""
    found = pq.read_table(room.folder / f"{name}.parquet").to_pylist()
    return [{key: int(one) if isinstance(one, Decimal) else one for key, one in row.items()} for row in found]


def _table(
    room: Room, name: str, columns: Mapping[str, pa.DataType], rows: Iterable[Sequence[object]]
) -> None:
    held = list(rows)
    arrays = {
        column: pa.array([row[at] for row in held], kind) for at, (column, kind) in enumerate(columns.items())
    }
    pq.write_table(pa.table(arrays), room.folder / f"{name}.parquet")
    room.read(name, [room.folder / f"{name}.parquet"])


def terms_of_plan(plan: Plan, **more: str) -> Terms:
    """The workflow's terms for a plan; a base in units of each asset, which a file of terms allows in yen only."""
    found = Terms(
        basis="per_asset",
        pools=("trust_money",),
        classes=CLASSES[: plan.classes],
        base_payment_yen=plan.base,
        convenience_up_to_yen=plan.small,
        convenience_ratio=plan.small_rate,
        early_ratio=plan.early,
        minimum_payment=plan.minimum,
    )
    return replace(found, **more)  # type: ignore[arg-type]  # fields by their names
