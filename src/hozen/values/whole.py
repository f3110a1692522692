"""Whole numbers with a meaning: yen, and the smallest units of an asset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class _Whole:
    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            kind = type(self.amount).__name__
            raise TypeError(f"{type(self).__name__} takes a whole number (int), not {kind}")

    def _same(self, other: object) -> int:
        if type(other) is not type(self):
            mine, theirs = type(self).__name__, type(other).__name__
            raise TypeError(f"{mine} meets only {mine}, not {theirs}")
        return other.amount

    def __add__(self, other: Self) -> Self:
        return type(self)(self.amount + self._same(other))

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.amount - self._same(other))

    def __neg__(self) -> Self:
        return type(self)(-self.amount)

    def __bool__(self) -> bool:
        return self.amount != 0


@dataclass(frozen=True, slots=True, order=True)
class Yen(_Whole):
    """円: an amount of yen, always whole. Float and bool are refused."""

    def __str__(self) -> str:
        return f"{'-' if self.amount < 0 else ''}¥{abs(self.amount):,}"


@dataclass(frozen=True, slots=True, order=True)
class Units(_Whole):
    """最小単位: a quantity of one asset in its smallest unit (satoshi, wei). Float is refused.

    Which asset, and how many decimals it has, stands beside the value that carries it.
    """

    def coins(self, decimals: int) -> str:
        """The quantity as a coin figure with every digit, e.g. 150000000 at 8 → '1.50000000'."""
        sign, digits = "-" if self.amount < 0 else "", str(abs(self.amount)).rjust(decimals + 1, "0")
        whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
        return f"{sign}{int(whole):,}" + (f".{part}" if part else "")


def total(amounts: list[Yen] | tuple[Yen, ...]) -> Yen:
    """Σ of yen amounts; ¥0 for none."""
    return Yen(sum(one.amount for one in amounts))
