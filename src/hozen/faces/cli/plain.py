"""Any of our values as plain JSON: exact, nothing rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from pathlib import Path

from hozen.law import Citation
from hozen.values import Ratio, Units, Yen

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


def plain(value: object) -> Plain:
    """Yen as whole numbers, units as text (readers lose digits beyond 2^53), ratios as 'n/d', days as ISO text.

    A citation becomes its two short forms. TypeError for a value that has no exact form, a float among them.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Yen):
        return value.amount
    if isinstance(value, Units):
        return str(value.amount)
    if isinstance(value, Ratio | Fraction):
        exact = value.value if isinstance(value, Ratio) else value
        return f"{exact.numerator}/{exact.denominator}"
    if isinstance(value, Enum):
        return value.name.lower() if isinstance(value, IntEnum) else plain(value.value)
    if isinstance(value, int):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return _made_up(value)


def _made_up(value: object) -> Plain:
    if isinstance(value, Decimal | Path):
        return str(value)
    if isinstance(value, Citation):
        return {"en": str(value), "ja": value.ja}
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(one) for name, one in value.items()}
    if isinstance(value, Set):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    raise TypeError(f"a {type(value).__name__} has no exact JSON form")
