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
class Unknown:
    """不明分: units held whose cost nobody knows; and rows that took out units of which nobody knows where they went.

    While there is such a row, nobody knows what is held at a known cost: no income is determined, in later years either.
    """

    units: int = 0
    loose: tuple[Posting, ...] = ()


NOTHING_UNKNOWN = Unknown()


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
    left: Unknown  # what the next year must know beside the closing pool

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
            yield self.alone(row) if place is None else self.disposal(place)

    def disposal(self, place: int) -> Disposal:
        """The disposal that is the move at `place`."""
        return Disposal(self.lines.posting(self.inside[place]), self.costs.of(place), place)

    def alone(self, row: int) -> Disposal:
        """The disposal with a cost of its own that stands in a row."""
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


def asset_year(
    asset: str, mode: str, opening: Pool, found: Lines, unknown: Unknown = NOTHING_UNKNOWN
) -> AssetYear:
    """Work the year out. TaxRefused for units that are not there, for an order that nobody gave, and for an annual report
    that states more than there is. `unknown` is what the year before left beside its closing pool."""
    if mode not in MODES:
        raise TaxRefused("no such cost method", where=asset, found=mode, expected=" | ".join(MODES))
    if mode != OF_THE_YEAR:
        _no_sums_of_a_year(found)
    lines = found.ordered()
    if mode != OF_THE_YEAR:
        lines.across_venues()
    sorting = _sorted_out(opening, lines, unknown)
    costs = MODES[mode](opening, _moves(lines, sorting.inside))
    _as_stated(lines, Kind.YEAR_OPEN, opening.units + unknown.units)
    _as_stated(lines, Kind.YEAR_CLOSE, costs.closing.units + sorting.unknown)
    return _summed(asset, mode, costs, lines, sorting, unknown.loose)


def _summed(
    asset: str, mode: str, costs: YearCosts, lines: Lines, sorting: _Sorting, before: tuple[Posting, ...]
) -> AssetYear:
    out = [row for row in sorting.inside if lines.units[row] < 0] + list(sorting.apart)
    earned = exact_sum(one.income for one in lines.odd.values())
    specific = exact_sum(lines.odd[row].specific or 0 for row in sorting.apart)
    loose = (*before, *(lines.posting(row) for row in sorting.loose))
    return AssetYear(
        asset=asset,
        mode=mode,
        costs=costs,
        lines=lines,
        inside=sorting.inside,
        apart=sorting.apart,
        revenue=earned + exact_sum(lines.yen[row] for row in out),
        expenses=costs.cost + specific + exact_sum(lines.fee[row] for row in out),
        earned=earned,
        unexplained=(*before, *(lines.posting(row) for row in sorting.unexplained)),
        left=Unknown(sorting.unknown, loose),
    )


def _as_stated(lines: Lines, kind: Kind, held: int) -> None:
    """What annual reports state of a day, all venues together, is at most what is held: the rest is elsewhere."""
    rows = [row for row, one in lines.odd.items() if one.event.kind is kind]
    stated = sum(lines.odd[row].event.units for row in rows)
    if stated > held:
        raise TaxRefused(
            "annual reports state more units than are held by then",
            where=lines.where(rows[-1]),
            found=f"{lines.tell(stated)} stated",
            expected=f"at most the {lines.tell(held)} held",
            try_next="add the purchase that is missing, a carry-over, or where the units came from",
        )


_SUMS = (Kind.YEAR_BUY, Kind.YEAR_SELL, Kind.YEAR_EARNED)


def _no_sums_of_a_year(lines: Lines) -> None:
    row = next((at for at, kind in enumerate(lines.kind) if kind in _SUMS), None)
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
        return Moves(lines.units, lines.yen, lines.where, lines.tell)
    units, yen = [lines.units[row] for row in inside], [lines.yen[row] for row in inside]
    return Moves(units, yen, lambda place: lines.where(inside[place]), lines.tell)


def _sorted_out(opening: Pool, lines: Lines, unknown: Unknown) -> _Sorting:
    """Which rows the average sees. Units of unknown cost never join it."""
    sorting = _Sorting(lines, opening.units, unknown.units)
    if unknown.units == 0 and all(one.plain for one in lines.odd.values()):
        sorting.inside = range(len(lines.units))
        return sorting
    inside: list[int] = []
    for row, units in enumerate(lines.units):
        if sorting.sees(row, units, lines.odd.get(row)):
            inside.append(row)
    sorting.inside = inside
    return sorting


class _Sorting:
    """Row by row: what is held at a known cost, and what at none. `loose` took out units that are not of unknown cost."""

    def __init__(self, lines: Lines, held: int, unknown: int) -> None:
        self.lines, self.held, self.unknown = lines, held, unknown
        self.inside: Sequence[int] = ()
        self.apart: list[int] = []
        self.unexplained: list[int] = []
        self.loose: list[int] = []

    def sees(self, row: int, units: int, odd: Posting | None) -> bool:
        """Put the row where it belongs; whether the average sees it."""
        if odd is not None and odd.specific is not None:
            self.apart.append(row)
            self._of_unknown_cost(row, units)
            return False
        if not units:  # it moves nothing: what an annual report states, or income alone
            return False
        explained = odd is None or odd.explained
        if explained and self.held + units >= 0:
            self.held += units
            return True
        if explained and self.held + self.unknown + units < 0:
            raise too_many_out(self.held + self.unknown, units, self.lines.where(row), self.lines.tell)
        self.unexplained.append(row)
        if self.unknown + units < 0:  # some of them were of known cost, or nobody knows
            self.loose.append(row)
        self.unknown = max(self.unknown + units, 0)
        return False

    def _of_unknown_cost(self, row: int, units: int) -> None:
        """The deemed cost: units of unknown cost go first, then such as no row brought in. None of known cost may go."""
        of_unknown = min(self.unknown, -units)
        self.unknown -= of_unknown
        tell = self.lines.tell
        if of_unknown < -units and self.held:
            raise TaxRefused(
                "units of known cost would go out at the deemed cost, and no text says what book value is left",
                where=self.lines.where(row),
                found=f"{tell(-units)} out, {tell(of_unknown)} of unknown cost",
                expected=f"nothing of known cost, of which {tell(self.held)} is held",
                try_next="leave deemed empty, or enter the units of unknown cost as moved in, with known no",
            )
