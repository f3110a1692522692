"""How many crypto-assets a register names on a day, beside the count that the press gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.law import Law
from hozen.rules.products import Register, products_on
from hozen.rules.products.register import OUTSIDE


@dataclass(frozen=True, slots=True)
class Coverage:
    """銘柄の把握状況: `named` crypto-assets with a name on the day and no successor; `press` as the press counts."""

    named: int
    press: int

    @property
    def short(self) -> int:
        """How many of the press count are not named; 0 where the register names more."""
        return max(0, self.press - self.named)


def coverage(register: Register, day: date) -> Coverage:
    """Stablecoins, NFTs, what nobody handles any more and what has moved to a successor are left out.

    The press count is the newest on file, whatever the day.
    """
    named = sum(
        bool(one.ticker) and not one.successor and one.kind is not None and one.kind.kind not in OUTSIDE
        for one in products_on(register, day)
    )
    law = Law.load("jp")
    known = max(day, PRESS_KNOWN)
    return Coverage(named, law.reading(known).count("products.token_count_press").value)


PRESS_KNOWN = date(2026, 11, 22)  # the count was noted on this day; before it there is none on file
