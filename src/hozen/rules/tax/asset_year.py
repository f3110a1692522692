"""One asset's year: what was earned, what it cost, what is left, and what cannot be explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from hozen.rules.tax.bounded_year import bounded_year
from hozen.rules.tax.events import Posting
from hozen.rules.tax.facts import CostYear, Move, Pool, TaxRefused, exact_sum, too_many_out
from hozen.rules.tax.roundings import INCOME_SHOWN, SHEET_EXPENSE, SHEET_REVENUE
from hozen.rules.tax.sheet import sheet_moving_average
from hozen.rules.tax.total_average import total_average

MODES: Mapping[str, Callable[[Pool, Sequence[Move]], CostYear]] = {
    "total_average": total_average,
    "moving_average": bounded_year,
    "moving_average_nta_sheet": sheet_moving_average,
}
_EXACT = "moving_average"


@dataclass(frozen=True, slots=True)
class Disposal:
    """譲渡: a posting that took units out, and its cost; `move` is its place among the moves, None if apart."""

    posting: Posting
    cost: Fraction
    move: int | None

    @property
    def income(self) -> Fraction:
        """Revenue − cost − expense, exact."""
        return self.posting.revenue - self.cost - self.posting.expense


@dataclass(frozen=True, slots=True)
class AssetYear:
    """資産別の一年: exact throughout. `moves` and `moved` are what the average saw, and whence each came."""

    asset: str
    mode: str
    costs: CostYear
    moves: tuple[Move, ...]
    moved: tuple[Posting, ...]
    disposals: tuple[Disposal, ...]
    earned: Fraction  # without a disposal: rewards and the like
    unexplained: tuple[Posting, ...]

    @property
    def revenue(self) -> Fraction:
        """収入金額, rewards and the like included."""
        return self.earned + exact_sum(one.posting.revenue for one in self.disposals)

    @property
    def expenses(self) -> Fraction:
        """必要経費: costs and fees."""
        return exact_sum(one.cost for one in self.disposals) + exact_sum(
            one.posting.expense for one in self.disposals
        )

    @property
    def income(self) -> int | None:
        """所得 in yen; None where a disposal cannot be explained. By the worksheet, or cut in the exact mode."""
        if any(one.units < 0 for one in self.unexplained):
            return None
        if self.mode == _EXACT:
            return INCOME_SHOWN(self.revenue - self.expenses)
        return SHEET_REVENUE(self.revenue) - SHEET_EXPENSE(self.expenses)


def asset_year(asset: str, mode: str, opening: Pool, found: Sequence[Posting]) -> AssetYear:
    """Work the year out. TaxRefused for units that are not there, and for an order that nobody gave."""
    if mode not in MODES:
        raise TaxRefused("no such cost method", where=asset, found=mode, expected=" | ".join(MODES))
    ordered = _in_order(found)
    inside, apart, unexplained = _sorted_out(opening, ordered)
    moves = tuple(Move(one.units, one.cost, one.event.where) for one in inside)
    costs = MODES[mode](opening, moves)
    disposals = [
        Disposal(one, costs.costs[place], place) for place, one in enumerate(inside) if one.units < 0
    ]
    disposals += [Disposal(one, one.specific or Fraction(0), None) for one in apart]
    disposals.sort(key=lambda one: _when(one.posting))
    earned = exact_sum(one.income for one in ordered)
    return AssetYear(asset, mode, costs, moves, tuple(inside), tuple(disposals), earned, tuple(unexplained))


def _when(one: Posting) -> tuple[object, ...]:
    return (one.event.at, one.event.seq)


def _in_order(found: Sequence[Posting]) -> list[Posting]:
    ordered = sorted(found, key=lambda one: (one.event.at, one.event.seq))
    for before, after in pairwise(ordered):
        if _when(before) == _when(after) and before.units * after.units < 0:
            raise TaxRefused(
                "units go in and out at one instant, and nobody says which came first",
                where=after.event.where or None,
                found=f"{before.event.kind.value} and {after.event.kind.value} at {after.event.at.isoformat()}",
                expected="an order: another seq",
            )
    return ordered


def _sorted_out(
    opening: Pool, ordered: Sequence[Posting]
) -> tuple[list[Posting], list[Posting], list[Posting]]:
    """(for the average, with a cost of its own, not explained). Units of unknown cost never join the average."""
    held, unknown = opening.units, 0
    inside: list[Posting] = []
    apart: list[Posting] = []
    unexplained: list[Posting] = []
    for one in ordered:
        if one.specific is not None:
            apart.append(one)
        elif not one.explained and one.units > 0:
            unexplained.append(one)
            unknown += one.units
        elif one.explained and held + one.units >= 0:
            inside.append(one)
            held += one.units
        elif one.explained and held + unknown + one.units < 0:
            raise too_many_out(held, one.units, one.event.where)
        else:
            unexplained.append(one)
            unknown = max(unknown + one.units, 0)
    return inside, apart, unexplained
