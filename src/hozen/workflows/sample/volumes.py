"""The volume of the time before the tape: whole business years, then the months of the tape's first year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hozen.records import BusinessYears
from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.trades import SHARES

YEARS = BusinessYears(4, 1)
_YEN_EACH = 2_900_000  # a customer's yearly volume: a firm of 100,000 customers trades some 290 billion yen
_YEARS_BEFORE = 2


Volume = tuple[str, str, int]
"""(period, product, yen), as in the table `volumes`."""


def volumes_before(chance: Chance, customers: int, tape: date) -> list[Volume]:
    """Volumes by period and product, up to the day before `tape`, the tape's first day."""
    periods = [*_months(YEARS.of(tape).first, tape), *_years(tape)]
    return [
        (period, product, _yen(chance, customers, number * 7 + place, share, months))
        for number, (period, months) in enumerate(periods)
        for place, (product, share) in enumerate(sorted(SHARES.items()))
    ]


def _months(first: date, until: date) -> Iterator[tuple[str, int]]:
    while first < until:
        yield f"{first:%Y-%m}", 1
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _years(tape: date) -> Iterator[tuple[str, int]]:
    for year in YEARS.begun_before(tape, _YEARS_BEFORE):
        yield f"FY{year.first.year}", 12


def _yen(chance: Chance, customers: int, index: int, share: int, months: int) -> int:
    """Whole yen, within a fifth of what the firm's size makes likely."""
    likely = customers * _YEN_EACH * share * months // 1200
    return likely * (800 + chance.at("volume", index, 400)) // 1000
