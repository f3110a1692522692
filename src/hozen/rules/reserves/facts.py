"""The small exact input of the reserve rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hozen.errors import HozenError
from hozen.values import BusinessYear, Yen


class FactMissing(HozenError):
    """事実の不足: the method rests on a figure of the firm that was not given. No figure of the law is missing."""

    code = "fact-missing"


@dataclass(frozen=True, slots=True)
class YearVolume:
    """Trading volume of one business year by class, e.g. {'spot': ¥…, 'margin': ¥…}."""

    year: BusinessYear
    by_class: Mapping[str, Yen]
    so_far: bool = False  # True while the year is still running


@dataclass(frozen=True, slots=True)
class ReserveFacts:
    """What a requirement may rest on. `years` is in date order and ends with the current year."""

    years: tuple[YearVolume, ...]
    customer_crypto: Yen | None = None  # yen value of all customer crypto
    cold_customer_crypto: Yen | None = None  # of it, cold
