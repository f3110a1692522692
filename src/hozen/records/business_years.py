"""Which business years a firm has, also when a year was shortened or its start moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hozen.values import BusinessYear, years_earlier

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BusinessYears:
    """事業年度の列: years of twelve months from `month`/`dom`, except those named one by one.

    A day between two named years, or before or after them, lies in the twelve-month year that would
    hold it, cut where a named year begins or ends.
    """

    month: int
    dom: int
    named: tuple[BusinessYear, ...] = ()  # in date order, not overlapping

    def of(self, day: date) -> BusinessYear:
        """The business year that holds `day`."""
        for year in self.named:
            if year.has(day):
                return year
        first, last = self._regular(day)
        before = [year.last + _DAY for year in self.named if year.last < day]
        after = [year.first - _DAY for year in self.named if year.first > day]
        return BusinessYear(max([first, *before]), min([last, *after]))

    def begun_in(self, calendar_year: int) -> BusinessYear:
        """The year named FY<calendar year>: the last one that begins in that calendar year.

        ValueError when none begins in it.
        """
        year = self.of(date(calendar_year, 12, 31))
        if year.first.year != calendar_year:
            raise ValueError(f"no business year begins in {calendar_year}")
        return year

    def span(self, period: str) -> tuple[date, date]:
        """First and last day of a stated period: '2026-07' or 'FY2025'. ValueError for any other text."""
        if period.startswith("FY"):
            year = self.begun_in(int(period[2:]))
            return year.first, year.last
        first = date.fromisoformat(f"{period}-01")
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return first, following - _DAY

    def begun_before(self, day: date, count: int) -> tuple[BusinessYear, ...]:
        """Years begun within `count` years before the first day of the year of `day`, in date order."""
        current = self.of(day)
        earliest, years = years_earlier(current.first, count), []
        year = self.of(current.first - _DAY)
        while year.first >= earliest:
            years.append(year)
            year = self.of(year.first - _DAY)
        return tuple(reversed(years))

    def _regular(self, day: date) -> tuple[date, date]:
        first = date(day.year, self.month, self.dom)
        if day < first:
            first = date(day.year - 1, self.month, self.dom)
        return first, date(first.year + 1, self.month, self.dom) - _DAY
