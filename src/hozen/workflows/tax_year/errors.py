"""What the year's reports refuse. Nothing is half-written.

HozenError
├── TaxYearRefused   what was asked does not fit what was issued
└── YearNotClosed    the day that ends the year, or the one before it, is not closed with these balances
"""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class TaxYearRefused(HozenError):
    """年間取引報告書の拒否: a report, an approval or an extract does not fit what was issued; nothing was entered."""

    code: ClassVar[str] = "tax-year-refused"


class YearNotClosed(HozenError):
    """年末締め未了: the books keep no closing of the day with the balances that stand in the book."""

    code: ClassVar[str] = "year-not-closed"
