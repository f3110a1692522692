"""Legal days, business days and business years in Japan."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum

JST = timezone(timedelta(hours=9), "JST")


def legal_day(at: datetime) -> date:
    """The day in Japan of an instant. ValueError for an instant without a time zone."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(JST).date()


def end_of(day: date) -> datetime:
    """The first instant, in UTC, that is no longer of a legal day in Japan: 2026-11-20 ends at 15:00Z."""
    return datetime.combine(day + timedelta(days=1), time(), JST).astimezone(UTC)


class BusinessDays(Enum):
    """営業日: which days a firm counts. The Order says only 'business day'; the firm declares it."""

    BANK = "bank"  # not Saturday, Sunday, national holiday, nor 31 December to 3 January
    EVERY_DAY = "every_day"  # a firm open every day: the strictest count

    def has(self, day: date) -> bool:
        """Whether `day` is a business day."""
        if self is BusinessDays.EVERY_DAY:
            return True
        import jpholiday  # takes long to load, and few commands count business days

        new_year = (day.month, day.day) in {(12, 31), (1, 1), (1, 2), (1, 3)}
        return day.weekday() < 5 and not new_year and not jpholiday.is_holiday(day)

    def after(self, day: date, count: int) -> date:
        """The `count`-th business day counted from the day after `day` (初日不算入).

        Friday 2026-11-20 and 2: Monday 23 is a holiday, so Wednesday 25. ValueError for count < 1.
        """
        if count < 1:
            raise ValueError("a cure time is at least one business day")
        while count:
            day += timedelta(days=1)
            count -= self.has(day)
        return day

    def left(self, today: date, until: date) -> int:
        """Business days after `today` up to and including `until`; 0 when none are left."""
        span = (until - today).days
        return sum(self.has(today + timedelta(days=ahead)) for ahead in range(1, span + 1))


@dataclass(frozen=True, slots=True, order=True)
class BusinessYear:
    """事業年度: first and last day, both included; may be shorter than twelve months."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a business year cannot end ({self.last}) before it begins ({self.first})")

    def has(self, day: date) -> bool:
        """Whether `day` lies in the year."""
        return self.first <= day <= self.last


def years_earlier(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later; the month's last day where it has none such (翌月応当日)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def begins_utc(day: date) -> str:
    """The instant in UTC at which a legal day in Japan begins, as SQL reads it: '2026-11-19 15:00:00'."""
    return f"{datetime.combine(day, time(), JST).astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def ends_utc(day: date) -> str:
    """The last microsecond of a legal day in Japan, in UTC: '2026-11-20 14:59:59.999999'."""
    return f"{datetime.combine(day, time.max, JST).astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
