"""The small exact input of the cost rules: units of one asset and yen, nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hozen.errors import HozenError


class TaxRefused(HozenError):
    """税務入力の誤り: an event, an election or an amount from which no tax figure can be worked out."""

    code = "tax-input"


@dataclass(frozen=True, slots=True)
class Pool:
    """残高: smallest units of one asset and their book value in yen, exact."""

    units: int = 0
    yen: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if type(self.units) is not int or type(self.yen) is not Fraction:
            raise TypeError("a pool holds whole units and a Fraction of yen")
        if self.units < 0 or self.yen < 0 or (self.units == 0 and self.yen != 0):
            raise TaxRefused(
                "a book value without units, or below nothing",
                found=f"{self.units} units, {self.yen} yen",
                expected="units ≥ 0, yen ≥ 0, and no yen where there are no units",
            )


@dataclass(frozen=True, slots=True)
class Move:
    """増減: units in (> 0) at `yen`, their whole acquisition cost; or units out (< 0), for which `yen` is 0."""

    units: int
    yen: Fraction = Fraction(0)
    where: str = ""  # file and line, for a refusal

    def __post_init__(self) -> None:
        if type(self.units) is not int or type(self.yen) is not Fraction:
            raise TypeError("a move holds whole units and a Fraction of yen")
        if self.units == 0 or self.yen.numerator < 0 or (self.units < 0 and self.yen.numerator):
            raise TaxRefused(
                "a move of no units, or a cost where there is none",
                where=self.where or None,
                found=f"{self.units} units, {self.yen} yen",
                expected="units that are not 0; a cost ≥ 0 for units in, none for units out",
            )


@dataclass(frozen=True, slots=True)
class CostYear:
    """一年の原価: the cost of each move out (0 for a move in), in the order of the moves, and what is left."""

    opening: Pool
    acquired: Fraction
    costs: tuple[Fraction, ...]
    closing: Pool

    @property
    def cost(self) -> Fraction:
        """譲渡原価 of the year: opening + acquired − closing."""
        return self.opening.yen + self.acquired - self.closing.yen


def acquired(moves: Sequence[Move]) -> Fraction:
    """Σ of what was paid for units in."""
    return exact_sum(one.yen for one in moves)


def exact_sum(amounts: Iterable[Fraction | int]) -> Fraction:
    """Σ, exact. Amounts of one denominator are added as whole numbers: fractions are slow."""
    by: dict[int, int] = defaultdict(int)
    for one in amounts:
        by[one.denominator] += one.numerator
    return sum((Fraction(top, bottom) for bottom, top in by.items()), Fraction(0))


def holdings(opening: Pool, moves: Sequence[Move]) -> Iterator[int]:
    """Units held after each move. TaxRefused where one would take out more than is there."""
    held = opening.units
    for one in moves:
        if held + one.units < 0:
            raise too_many_out(held, one.units, one.where)
        held += one.units
        yield held


Tell = Callable[[int], str]
"""How a number of units is told to a person."""


def told(units: int) -> str:
    """As smallest units, where nobody says how many make a coin."""
    return f"{units} units"


def too_many_out(held: int, moved: int, where: str = "", tell: Tell = told) -> TaxRefused:
    """The refusal for units out that are not there."""
    return TaxRefused(
        "more units go out than are held",
        where=where or None,
        found=f"{tell(-moved)} out",
        expected=f"at most the {tell(held)} held",
        try_next="add the purchase that is missing, a carry-over, or where the units came from",
    )
