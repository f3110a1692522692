"""A round as the plans of public cases tell it, in plain fractions: what the rounds of a case are held against.

Classes in order of priority. In each first a convenience class (FTX), then the base payment (Mt. Gox: min(claim, 200,000)),
then the rest: an early lump sum for who chose it, else remainder × assets ÷ Σ remainders, early payments not taken off.
Each is paid in full before the next. Everybody comes to one rate from the first round on: late claims catch up, nobody
pays back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor


class TooLittle(Exception):
    """Early lump sums leave too little for the final payments."""


@dataclass(frozen=True)
class Plan:
    """The terms, in whole units."""

    classes: int = 1
    base: int = 0
    small: int = 0  # a claim of at most so much is of the convenience class
    small_rate: Fraction = Fraction(1)
    early: Fraction | None = None
    minimum: int = 0


@dataclass
class Account:
    """One account's claim of one class: what is settled, what is kept back until it is, what was paid on it."""

    customer: str
    person: str
    place: int
    payable: int
    reserved: int
    early: bool = False
    before: int = 0

    @property
    def claim(self) -> int:
        return self.payable + self.reserved


Part = tuple[int, int]
"""(claim, paid) of one step of the plan."""


@dataclass
class Creditor:
    """A person's claims of one class together."""

    claim: int = 0
    paid: int = 0
    early: bool = False
    due: int = 0

    def part(self, number: int, plan: Plan) -> Part:
        """(claim, paid) of the convenience class, of the base, of the rest; what was paid counts on the first first."""
        if plan.small and self.claim <= plan.small:
            return (floor(self.claim * plan.small_rate), self.paid) if number == 0 else (0, 0)
        base, on_base = min(self.claim, plan.base), min(self.paid, plan.base)
        return [(0, 0), (base, on_base), (self.claim - base, self.paid - on_base)][number]


Dues = dict[tuple[int, str], Creditor]


def dues(accounts: Iterable[Account], there: int, plan: Plan) -> Dues:
    """By class and person: what each is due of all that is there, from the first round on, cut to whole units."""
    found: Dues = defaultdict(Creditor)
    for one in accounts:
        person = found[one.place, one.person]
        person.claim += one.claim
        person.paid += one.before
        person.early |= one.early
    left, all_full = there - sum(one.paid for one in found.values()), True
    for place in range(plan.classes):
        members = [one for (at, _), one in found.items() if at == place]
        for number in range(3):
            spent, full = _pay(members, number, left if all_full else 0, plan)
            left, all_full = left - spent, all_full and full
    return found


def _pay(members: Sequence[Creditor], number: int, cash: int, plan: Plan) -> tuple[int, bool]:
    """(what is paid now, whether nobody has more to come of it)."""
    parts = [one.part(number, plan) for one in members]
    early = [number == 2 and plan.early is not None and one.early for one in members]
    due = _with_early(parts, early, cash, plan) if any(early) else _at(_rate(cash, parts), parts)
    for one, more in zip(members, due, strict=True):
        one.due += more
    full = all(chose or more >= claim for more, (claim, _), chose in zip(due, parts, early, strict=True))
    return sum(due) - _paid(parts), full


def _at(rate: Fraction, parts: Sequence[Part]) -> list[int]:
    return [max(floor(claim * rate), paid) for claim, paid in parts]


def _with_early(parts: Sequence[Part], early: Sequence[bool], cash: int, plan: Plan) -> list[int]:
    """Early: its rate of the rest, for good. Final: remainder × assets ÷ Σ remainders, early payments not taken off.

    What was paid is not taken back: where that leaves less, the finals come to one rate of what there is. An early lump
    sum that is new may not be the reason.
    """
    assets, rests = cash + _paid(parts), sum(claim for claim, _ in parts)
    if not assets:
        return [0] * len(parts)
    final = min(Fraction(1), Fraction(assets, rests)) if rests else Fraction(0)
    lumps = [one if chose else (0, 0) for one, chose in zip(parts, early, strict=True)]
    others = [(0, 0) if chose else one for one, chose in zip(parts, early, strict=True)]
    lump, other = _at(plan.early or Fraction(0), lumps), _at(final, others)
    if sum(lump) + sum(other) > assets:
        new, wanted = sum(lump) - _paid(lumps), sum(floor(claim * final) for claim, _ in others)
        if new and (new > cash or sum(lump) + wanted > assets):
            raise TooLittle
        other = _at(_rate(cash - new, others), others)
    return [one + another for one, another in zip(lump, other, strict=True)]


def _paid(parts: Sequence[Part]) -> int:
    return sum(paid for _, paid in parts)


def _rate(cash: int, parts: Sequence[Part]) -> Fraction:
    """The one rate λ, at most 1, with Σ max(λ claim, paid) = cash + Σ paid: who was paid least of his claim is first."""
    waiting = sorted((Fraction(paid, claim), claim, paid) for claim, paid in parts if claim)
    claims = money = 0
    reached = Fraction(0)
    for at, (_, claim, paid) in enumerate(waiting):
        claims, money = claims + claim, money + paid
        reached = Fraction(cash + money, claims)
        if at + 1 == len(waiting) or reached <= waiting[at + 1][0]:
            break
    return min(reached, Fraction(1))


def by_account(accounts: Sequence[Account], due: Dues) -> dict[tuple[str, int], int]:
    """A person's due dealt by claims, rounded down; a unit of what that leaves to each of the largest.

    Who had more keeps it, and the others of the person share what is new by what they lack, rounded down.
    """
    persons: dict[tuple[int, str], list[Account]] = defaultdict(list)
    for one in accounts:
        persons[one.place, one.person].append(one)
    found = {}
    for key, members in persons.items():
        wanted = _dealt(members, due[key].due)
        lack = [max(0, want - one.before) for want, one in zip(wanted, members, strict=True)]
        new = due[key].due - sum(one.before for one in members)
        for one, more in zip(members, lack, strict=True):
            now = more if sum(lack) <= new else more * max(new, 0) // sum(lack)
            found[one.customer, one.place] = one.before + now
    return found


def _dealt(members: Sequence[Account], due: int) -> list[int]:
    whole = sum(one.claim for one in members)
    if not whole:
        return [0] * len(members)
    parts = [due * one.claim // whole for one in members]
    largest = sorted(range(len(members)), key=lambda at: (-members[at].claim, members[at].customer))
    for at in largest[: due - sum(parts)]:
        parts[at] += parts[at] < members[at].claim
    return parts
