"""The year of a report: legal days in Japan, so that New Year's midnight is Japan's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hozen.values.calendar import begins_utc, ends_utc
from hozen.workflows.tax_year.errors import TaxYearRefused

_FIRST, _LAST = 2009, 9998


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """暦年: 1 January to 31 December in Japan."""

    number: int

    @classmethod
    def of(cls, number: int) -> CalendarYear:
        """TaxYearRefused for what is no year of crypto-assets."""
        if not _FIRST <= number <= _LAST:
            raise TaxYearRefused("no year of reports", found=number, expected="a year such as 2026")
        return cls(number)

    @property
    def first(self) -> date:
        """1 January."""
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        """31 December: the day whose close has the closing balances."""
        return date(self.number, 12, 31)

    @property
    def before(self) -> date:
        """31 December of the year before: the day whose close has the opening balances."""
        return self.first - timedelta(days=1)

    @property
    def window(self) -> dict[str, str]:
        """First and last instant in UTC, as queries take them."""
        return {"begins": begins_utc(self.first), "ends": ends_utc(self.last)}

    @property
    def case(self) -> str:
        """The name under which the books keep what was issued."""
        return f"tax-{self.number}"


KIND: Final = "tax-year"
