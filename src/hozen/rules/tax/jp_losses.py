"""Losses of the separate baskets: three years, inside one basket, with a return in the loss year and in each year after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hozen.law import Lawful, Reading
from hozen.rules.tax.facts import TaxRefused
from hozen.rules.tax.jp import SEPARATE, needs, regime_of
from hozen.rules.tax.losses import Carried, LossYear, carry

BASKETS = ("specified", "derivatives", "listed_stock")


@dataclass(frozen=True, slots=True)
class LossLedger:
    """損失の繰越台帳: each basket year by year, and what it rests on."""

    baskets: Mapping[str, Sequence[Carried]]
    rests_on: tuple[Lawful[object], ...]


def loss_ledger(reading_of: Callable[[int], Reading], years: Mapping[str, Sequence[LossYear]]) -> LossLedger:
    """Carry each basket's losses. LawGap where the order of losses is not fixed; TaxRefused for a year that is not
    separate, for none of its losses is carried, and for a year left out: it may have been one without a return."""
    read: dict[str, Lawful[object]] = {}
    told = {}
    for basket, found in years.items():
        keep = [_rules(reading_of(one.year), one.year, read) for one in found]
        _each_year(basket, found)
        told[basket] = carry(found, min(keep))
    return LossLedger(told, tuple(read.values()))


def _rules(reading: Reading, year: int, read: dict[str, Lawful[object]]) -> int:
    regime = regime_of(reading)
    if regime.value != SEPARATE:
        raise TaxRefused(
            "no loss of this year is carried",
            where=str(year),
            found=str(regime.value),
            expected="a year under the separate 20%",
        )
    keep, order = (
        reading.count("tax.separate.loss_years"),
        needs(reading, "tax.separate.loss_order", "oldest_first"),
    )
    read.update({one.key: one for one in (regime, keep, order)})
    return keep.value


def _each_year(basket: str, found: Sequence[LossYear]) -> None:
    for one, after in pairwise(found):
        if after.year != one.year + 1:
            raise TaxRefused(
                "years do not follow one another",
                where=basket,
                found=f"{one.year}, {after.year}",
                expected="each year once, a year without income or return too",
            )
