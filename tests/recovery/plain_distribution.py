"""The same distribution in plain fractions, a creditor at a time: what the arrays are held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from hozen.rules.recovery import PlanTerms
from hozen.values.splitting import split


class TooLittle(Exception):
    """Early lump sums leave too little for the final payments."""


@dataclass
class Row:
    key: str
    units: int
    paid: int = 0
    disputed: bool = False
    priority: int = 0
    early: bool = False
    due: int = 0
    slices: list[tuple[int, int]] = field(default_factory=list)


def distribute_plainly(rows: list[Row], realised: int, terms: PlanTerms) -> tuple[list[Row], int]:
    """Rows with `due`, and what is left."""
    left = realised - sum(row.paid for row in rows)
    cash, all_full = left, True
    for place in range(len(terms.classes)):
        members = [row for row in rows if row.priority == place]
        for row in members:
            row.slices = slices_of(row, terms)
        for number in range(3):
            spent, full = pay_slice(members, number, cash, terms)
            left -= spent
            all_full = all_full and full
            cash = left if all_full else 0
    return rows, left


def slices_of(row: Row, terms: PlanTerms) -> list[tuple[int, int]]:
    """(claim, paid before) of the convenience slice, the base, the rest."""
    small = terms.convenience is not None and row.units <= terms.convenience.limit
    if small:
        return [(int(row.units * terms.convenience.rate.value), row.paid), (0, 0), (0, 0)]
    base, base_paid = min(row.units, terms.base), min(row.paid, terms.base)
    return [(0, 0), (base, base_paid), (row.units - base, row.paid - base_paid)]


def pay_slice(rows: list[Row], number: int, cash: int, terms: PlanTerms) -> tuple[int, bool]:
    """(spent, whether every claim of the slice is paid in full)."""
    claims, paid = [r.slices[number][0] for r in rows], [r.slices[number][1] for r in rows]
    if number == 2 and terms.early and any(r.early for r in rows):
        assets, rests = cash + sum(paid), sum(claims)
        rate = min(Fraction(assets, rests), Fraction(1)) if rests else Fraction(0)
        due = [int(c * (terms.early.value if r.early else rate)) for r, c in zip(rows, claims, strict=True)]
        due = [max(pair) for pair in zip(due, paid, strict=True)] if assets else paid
        if sum(due) > assets:
            raise TooLittle
        claims = [
            0 if r.early else claim for r, claim in zip(rows, claims, strict=True)
        ]  # he waits for no more
    else:
        due = level(cash, claims, paid, [r.key for r in rows], terms)
    for row, amount in zip(rows, due, strict=True):
        row.due += amount
    return sum(due) - sum(paid), all(one >= claim for one, claim in zip(due, claims, strict=True))


def level(cash: int, claims: list[int], paid: list[int], keys: list[str], terms: PlanTerms) -> list[int]:
    """One rate for all who are not above it already: found by trying those paid most for their claim, one at a time."""
    out: set[int] = {at for at, claim in enumerate(claims) if claim < paid[at]}
    while True:
        live = [at for at in range(len(claims)) if at not in out]
        weights = [claims[at] for at in live]
        total = min(cash + sum(paid[at] for at in live), sum(weights))
        reached = dict(zip(live, split(total, weights, terms.rule, [keys[at] for at in live]), strict=True))
        above = {at for at in live if reached[at] < paid[at]}
        if not above:
            return [max(reached.get(at, 0), paid[at]) for at in range(len(claims))]
        out |= above
