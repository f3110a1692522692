"""Numbers, days and names with a meaning. Nothing else in hozen makes numbers."""

from hozen.values.calendar import (
    JST,
    BusinessDays,
    BusinessYear,
    end_of,
    legal_day,
    years_earlier,
)
from hozen.values.ratio import Price, Ratio
from hozen.values.rounding import COVER_DOWN, DUTY_UP, SHOWN_DOWN, Direction, Rounding
from hozen.values.whole import Units, Yen, total

__all__ = [
    "COVER_DOWN",
    "DUTY_UP",
    "JST",
    "SHOWN_DOWN",
    "BusinessDays",
    "BusinessYear",
    "Direction",
    "Price",
    "Ratio",
    "Rounding",
    "Units",
    "Yen",
    "end_of",
    "legal_day",
    "total",
    "years_earlier",
]
