"""The law's figures that a sample keeps, or breaks by just so much. None of them stands in code."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hozen.law import Reading


@dataclass(frozen=True, slots=True)
class Limits:
    """守るべき値: read once for the sample's last day."""

    hot_share: Fraction
    guarantee_ratio: Fraction
    capital: int

    @classmethod
    def read(cls, reading: Reading) -> Limits:
        """LawGap where the law has no such figure on the day."""
        return cls(
            reading.ratio("custody.hot_share_max").value.value,
            reading.ratio("custody.guarantee_ratio").value.value,
            reading.yen("segregation.capital_min").value.amount,
        )
