"""From exact values to cells that show nothing but what is exact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hozen.findings import AssetUnits, Quantity
from hozen.findings.table import NOTHING, percent
from hozen.values import Ratio, Yen

EXACT = 10**15
"""Excel shows fifteen digits and makes the rest 0: a whole number from here on is written as text."""
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was


@dataclass(frozen=True, slots=True)
class Put:
    """One cell: what is written, and the style it is written in. `link` names a sheet."""

    value: int | str | date
    style: str = "text"
    link: str = ""


BLANK = Put("")


def whole(number: int, style: str = "whole") -> Put:
    """A number where Excel shows every digit, else the digits as text."""
    if abs(number) < EXACT:
        return Put(number, style)
    return Put(str(number) if style == "plain" else f"{number:,}", "right")


def yen(amount: Yen) -> Put:
    """A number in the yen format where Excel shows every digit, else text."""
    return Put(amount.amount, "yen") if abs(amount.amount) < EXACT else Put(str(amount), "right")


def day(on: date | None) -> Put:
    """A day Excel can sort; text before March 1900; a dash for none."""
    if on is None:
        return Put(NOTHING, "right")
    return Put(on, "day") if on >= _FIRST_DAY else Put(on.isoformat())


def quantity(value: Quantity | None) -> Put:
    """Exact, or cut and never rounded up (a ratio): without its unit, which stands beside it."""
    if isinstance(value, Yen):
        return yen(value)
    if isinstance(value, AssetUnits):
        return Put(value.units.coins(value.decimals) if value.units else "0", "right")
    if isinstance(value, Ratio):
        return Put(percent(value), "right")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int):
        return whole(value)
    return Put(NOTHING if value is None else value, "right" if value is None else "text")


def unit_of(*values: Quantity | None) -> Put:
    """'JPY', the asset, '%', or nothing: the unit of the first value that has one."""
    for value in values:
        if isinstance(value, Yen):
            return Put("JPY")
        if isinstance(value, AssetUnits):
            return Put(value.asset)
        if isinstance(value, Ratio):
            return Put("%")
    return BLANK


def smallest_units(value: Quantity | None) -> Put:
    """The helper number beside a coin quantity: smallest units where Excel is exact, else blank."""
    if isinstance(value, AssetUnits) and abs(value.units.amount) < EXACT:
        return Put(value.units.amount, "whole")
    return BLANK


def raw(value: object, style: str = "whole") -> Put:
    """A value as the evidence holds it: a whole number, a day, a flag or text."""
    if value is None:
        return BLANK
    if isinstance(value, bool | datetime) or not isinstance(value, int | date):
        return Put(str(value))
    if isinstance(value, date):
        return day(value)
    return yen(Yen(value)) if style == "yen" else whole(value, style)
