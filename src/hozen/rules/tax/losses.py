"""Losses carried forward inside one basket: so many years, oldest first, and only while returns are filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LossYear:
    """繰越損失: income of a basket in a year (negative for a loss), and whether a return was filed for it."""

    year: int
    income: int
    filed: bool = True


@dataclass(frozen=True, slots=True)
class Carried:
    """繰越控除: what a year used of earlier losses, what is taxed, and the losses that go on, by their year."""

    year: int
    income: int
    used: Mapping[int, int]
    taxable: int
    left: Mapping[int, int]
    lapsed: Mapping[int, int]


def carry(years: Sequence[LossYear], keep: int) -> list[Carried]:
    """Year by year. A year without a return ends every loss carried; a loss is used in the `keep` years after its own."""
    left: dict[int, int] = {}
    told: list[Carried] = []
    for one in years:
        lapsed = {year: yen for year, yen in left.items() if one.year - year > keep or not one.filed}
        left = {year: yen for year, yen in left.items() if year not in lapsed}
        used = _used(left, max(one.income, 0))
        left = {year: yen - used.get(year, 0) for year, yen in left.items() if yen != used.get(year)}
        if one.income < 0 and one.filed:
            left[one.year] = -one.income
        if one.income < 0 and not one.filed:
            lapsed[one.year] = -one.income
        taxable = max(one.income, 0) - sum(used.values())
        told.append(Carried(one.year, one.income, used, taxable, dict(left), lapsed))
    return told


def _used(left: Mapping[int, int], income: int) -> dict[int, int]:
    used = {}
    for year in sorted(left):
        part = min(left[year], income)
        if part:
            used[year] = part
            income -= part
    return used
