"""One asset's year: what was earned, what it cost, what is left, and what cannot be explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hozen.rules.tax.events import Kind, Posting
from hozen.rules.tax.facts import Pool, TaxRefused, exact_sum, too_many_out
from hozen.rules.tax.lines import Lines
from hozen.rules.tax.roundings import INCOME_SHOWN, SHEET_EXPENSE, SHEET_REVENUE
from hozen.rules.tax.year_costs import EXACT, MODES, OF_THE_YEAR, Moves, YearCosts


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
    """資産別の一年: exact throughout. `inside` are the rows that the average saw, `apart` those with a cost of their own."""

    asset: str
    mode: str
    costs: YearCosts
    lines: Lines
    inside: Sequence[int]
    apart: Sequence[int]
    revenue: Fraction  # 収入金額, rewards and the like included
    expenses: Fraction  # 必要経費: costs and fees
    earned: Fraction  # without a disposal: rewards and the like
    unexplained: tuple[Posting, ...]

    @property
    def moves(self) -> Moves:
        """What the average saw, in order."""
        return _moves(self.lines, self.inside)

    @property
    def disposals(self) -> Iterator[Disposal]:
        """One after another, in order; made while they are asked for."""
        units = self.lines.units
        places = [(row, place) for place, row in enumerate(self.inside) if units[row] < 0]
        rows = sorted([*places, *((row, None) for row in self.apart)], key=lambda one: one[0])
        for row, place in rows:
            yield self._apart(row) if place is None else self.disposal(place)

    def disposal(self, place: int) -> Disposal:
        """The disposal that is the move at `place`."""
        return Disposal(self.lines.posting(self.inside[place]), self.costs.of(place), place)

    def _apart(self, row: int) -> Disposal:
        one = self.lines.posting(row)
        return Disposal(one, one.specific or Fraction(0), None)

    @property
    def income(self) -> int | None:
        """所得 in yen; None where a disposal cannot be explained. By the worksheet, or cut in the exact mode."""
        if any(one.units < 0 for one in self.unexplained):
            return None
        if self.mode == EXACT:
            return INCOME_SHOWN(self.revenue - self.expenses)
        return SHEET_REVENUE(self.revenue) - SHEET_EXPENSE(self.expenses)


def asset_year(asset: str, mode: str, opening: Pool, found: Lines) -> AssetYear:
    """Work the year out. TaxRefused for units that are not there, and for an order that nobody gave."""
    if mode not in MODES:
        raise TaxRefused("no such cost method", where=asset, found=mode, expected=" | ".join(MODES))
    if mode != OF_THE_YEAR:
        _no_sums_of_a_year(found)
    lines = found.ordered()
    inside, apart, unexplained = _sorted_out(opening, lines)
    costs = MODES[mode](opening, _moves(lines, inside))
    out = [row for row in inside if lines.units[row] < 0]
    earned = exact_sum(one.income for one in lines.odd.values())
    specific = exact_sum(lines.odd[row].specific or 0 for row in apart)
    return AssetYear(
        asset=asset,
        mode=mode,
        costs=costs,
        lines=lines,
        inside=inside,
        apart=apart,
        revenue=earned + exact_sum(lines.yen[row] for row in (*out, *apart)),
        expenses=costs.cost + specific + exact_sum(lines.fee[row] for row in (*out, *apart)),
        earned=earned,
        unexplained=tuple(lines.posting(row) for row in unexplained),
    )


def _no_sums_of_a_year(lines: Lines) -> None:
    row = next((at for at, kind in enumerate(lines.kind) if kind in (Kind.YEAR_BUY, Kind.YEAR_SELL)), None)
    if row is not None:
        raise TaxRefused(
            "an annual report tells the sums of a year, and no moving average comes out of them",
            where=lines.where(row),
            found=lines.kind[row].value,
            expected=f"{OF_THE_YEAR}, or the trades one by one",
            try_next="import the venue's history of trades instead of its annual report",
        )


def _moves(lines: Lines, inside: Sequence[int]) -> Moves:
    if len(inside) == len(lines.units):
        return Moves(lines.units, lines.yen, lines.where)
    units, yen = [lines.units[row] for row in inside], [lines.yen[row] for row in inside]
    return Moves(units, yen, lambda place: lines.where(inside[place]))


def _sorted_out(opening: Pool, lines: Lines) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    """Rows (for the average, with a cost of their own, not explained). Units of unknown cost never join the average."""
    if all(one.explained and one.specific is None for one in lines.odd.values()):
        return range(len(lines.units)), (), ()
    sorting = _Sorting(lines, opening.units)
    for row, units in enumerate(lines.units):
        sorting.take(row, units, lines.odd.get(row))
    return sorting.inside, sorting.apart, sorting.unexplained


class _Sorting:
    """Row by row: what is held at a known cost, and what at none."""

    def __init__(self, lines: Lines, held: int) -> None:
        self.lines, self.held, self.unknown = lines, held, 0
        self.inside: list[int] = []
        self.apart: list[int] = []
        self.unexplained: list[int] = []

    def take(self, row: int, units: int, odd: Posting | None) -> None:
        """Put the row where it belongs."""
        explained = odd is None or odd.explained
        if odd is not None and odd.specific is not None:
            self.apart.append(row)
        elif explained and self.held + units >= 0:
            self.inside.append(row)
            self.held += units
        elif explained and self.held + self.unknown + units < 0:
            raise too_many_out(self.held, units, self.lines.where(row))
        else:
            self.unexplained.append(row)
            self.unknown = max(self.unknown + units, 0)
