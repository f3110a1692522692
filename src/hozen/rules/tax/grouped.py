"""Cost of many customers' assets at once: rows sorted by group and time, one group after another.

Whole numbers of 64 bits; a group that needs more is refused, and the plain version takes it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hozen.rules.tax.exact_division import Whole, mul_floor_div
from hozen.rules.tax.facts import TaxRefused

_MOST = 1 << 62
_HALF = np.uint64(32)
_LOWER = np.uint64((1 << 32) - 1)
_MANY = 512  # groups moved on together; fewer than that are faster one by one


@dataclass(frozen=True, slots=True)
class Groups:
    """集団: `starts` is the first row of each group; units are signed, yen is paid for units in, else 0."""

    starts: Whole
    units: Whole
    yen: Whole
    opening_units: Whole
    opening_yen: Whole

    @property
    def ends(self) -> Whole:
        """The row after each group's last."""
        return np.append(self.starts[1:], len(self.units)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class GroupCosts:
    """集団の原価: cost = `cost_floor` + `rest` ÷ `divisor`, exact; closing units; what all was paid."""

    cost_floor: Whole
    rest: Whole
    divisor: Whole
    closing_units: Whole
    paid: Whole  # opening + bought, in yen


def total_average_groups(groups: Groups) -> GroupCosts:
    """One division per group."""
    held = _held(groups)
    bought = groups.opening_units + _sums(np.maximum(groups.units, 0), groups.starts)
    paid = groups.opening_yen + _sums(groups.yen, groups.starts)
    closing = held[groups.ends - 1]
    divisor = np.maximum(bought, 1)
    floor, rest = mul_floor_div(paid, bought - closing, divisor)
    return GroupCosts(floor, rest, divisor, closing, paid)


def sheet_groups(groups: Groups) -> GroupCosts:
    """The worksheet's moving average.

    Sales that follow one another rest on one unit price, so only the last of them matters: the rows become pairs
    of (purchases, sales), and pair k of all groups is worked out at once.
    """
    held = _held(groups)
    paid = groups.opening_yen + _sums(groups.yen, groups.starts)
    pairs = _pairs(groups, held)
    closing_yen = _book_values(groups.opening_yen, pairs)
    cost = paid - closing_yen
    return GroupCosts(cost, np.zeros_like(cost), np.ones_like(cost), held[groups.ends - 1], paid)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of all groups, group after group: `counts` of each; `bought` yen; units before and after the sales."""

    counts: Whole
    bought: Whole
    before: Whole
    after: Whole


def _sums(values: Whole, starts: Whole) -> Whole:
    return np.add.reduceat(values, starts)


def _held(groups: Groups) -> Whole:
    """Units held after each row. TaxRefused where it would fall below nothing, or beyond 64 bits."""
    _fits(groups)
    sizes = groups.ends - groups.starts
    running = np.cumsum(groups.units)
    base = np.where(groups.starts > 0, running[groups.starts - 1], 0) - groups.opening_units
    held = running - np.repeat(base, sizes)
    if len(held) and held.min() < 0:
        row = int(np.flatnonzero(held < 0)[0])
        before = int(held[row] - groups.units[row])
        raise TaxRefused(
            "more units go out than are held",
            where=f"row {row}",
            found=f"{-int(groups.units[row])} units out",
            expected=f"at most the {before} units held",
        )
    return held


def _fits(groups: Groups) -> None:
    """Sums of one group stay within 64 bits. A running sum over groups may wrap: differences do not."""
    moved = _upper(np.abs(groups.units), np.abs(groups.opening_units), groups.starts)
    paid = _upper(groups.yen, groups.opening_yen, groups.starts)
    if len(moved) and max(moved.max(), paid.max()) >= _MOST >> int(_HALF):
        raise TaxRefused(
            "an amount is beyond 64 bits",
            found="units or yen of one customer and asset above 2^62",
            expected="sums below 2^62 smallest units",
            try_next="work the asset out with the plain version, which knows no limit",
        )


def _upper(values: Whole, opening: Whole, starts: Whole) -> npt.NDArray[np.uint64]:
    """The sum of each group ÷ 2^32, cut. Its halves are summed apart, so that no sum wraps, however large it is; what
    is below 0 counts as more than 2^62."""
    every, first = values.view(np.uint64), opening.view(np.uint64)
    low = np.add.reduceat(every & _LOWER, starts) + (first & _LOWER)
    high = np.add.reduceat(every >> _HALF, starts) + (first >> _HALF)
    found: npt.NDArray[np.uint64] = high + (low >> _HALF)
    return found


def _pairs(groups: Groups, held: Whole) -> _Pairs:
    """Runs of purchases and sales put together. A group that begins with a sale begins with a purchase of nothing."""
    out = groups.units < 0
    first = np.zeros(len(out), dtype=bool)
    first[groups.starts] = True
    begins = first.copy()
    begins[1:] |= out[:-1] & ~out[1:]  # a purchase after a sale begins a pair
    rows = np.flatnonzero(begins)
    sizes = groups.ends - groups.starts
    owner = np.repeat(np.arange(len(groups.starts)), sizes)[rows]
    counts = np.bincount(owner, minlength=len(groups.starts))
    sold = _sums(np.maximum(-groups.units, 0), rows)
    after = held[np.append(rows[1:], len(held)) - 1]
    return _Pairs(counts, _sums(groups.yen, rows), after + sold, after)


def _book_values(opening: Whole, pairs: _Pairs) -> Whole:
    """Closing book value of each group."""
    order = np.argsort(-pairs.counts, kind="stable")
    first = (np.cumsum(pairs.counts) - pairs.counts)[order]
    counts, value = pairs.counts[order], opening[order].copy()
    falling, step = -counts, 0
    while (active := int(np.searchsorted(falling, -step))) > _MANY:
        at = first[:active] + step
        value[:active] = _after(value[:active] + pairs.bought[at], pairs.after[at], pairs.before[at])
        step += 1
    for place in range(active):
        value[place] = _one(
            int(value[place]), pairs, int(first[place]) + step, int(first[place] + counts[place])
        )
    result = np.empty_like(value)
    result[order] = value
    return result


def _after(value: Whole, left: Whole, held: Whole) -> Whole:
    """ceil(value × left ÷ held)."""
    floor, rest = mul_floor_div(value, left, np.maximum(held, 1))
    return floor + (rest > 0)


def _one(value: int, pairs: _Pairs, first: int, last: int) -> int:
    """The rest of one long group, pair by pair."""
    bought, before, after = (one[first:last].tolist() for one in (pairs.bought, pairs.before, pairs.after))
    for paid, held, left in zip(bought, before, after, strict=True):
        value += paid
        if left != held:
            value = -(-value * left // held)
    return value
