"""How large a sample is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hozen.values.calendar import years_earlier
from hozen.workflows.sample.coins import COINS, LEAST_COINS, Coin
from hozen.workflows.sample.errors import SampleError
from hozen.workflows.sample.wallets import ROLES

MOST_DAYS = 366
MOST_CUSTOMERS = 100_000_000
LEAST_CUSTOMERS = 10
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Size:
    """規模: every figure settled and checked. `wallets` counts all wallets, deposit addresses included."""

    customers: int
    days: int
    last_day: date
    trades: int
    wallets: int
    coins: tuple[Coin, ...]
    whole_year: bool = (
        False  # the last day of a year, and of the year before: what lies between is on the tape
    )

    @classmethod
    def settle(
        cls,
        customers: int,
        days: int,
        last_day: date,
        trades: int | None,
        wallets: int | None,
        assets: int | None,
        whole_year: bool = False,
    ) -> Size:
        """Fill in what was left open. SampleError for what cannot be made."""
        count = _within("assets", len(COINS) if assets is None else assets, LEAST_COINS, len(COINS))
        _within("customers", customers, LEAST_CUSTOMERS, MOST_CUSTOMERS)
        _within("days", days, 1, MOST_DAYS)
        fixed = count * len(ROLES)
        return cls(
            customers,
            days,
            last_day,
            _within("trades", max(100, customers * days // 3) if trades is None else trades, 0, 2**31),
            _within("wallets", fixed + 200 if wallets is None else wallets, fixed, 100_000_000),
            COINS[:count],
            whole_year,
        )

    @property
    def balance_days(self) -> tuple[date, ...]:
        """The days that can be closed, in order."""
        if self.whole_year:
            return years_earlier(self.last_day, 1), self.last_day
        return tuple(self.last_day - ahead * _DAY for ahead in reversed(range(self.days)))

    @property
    def tape_days(self) -> tuple[date, ...]:
        """The days of the tape: from the first day of a month, so that no month is half tape, half table."""
        first = self.balance_days[0].replace(day=1)
        return tuple(first + ahead * _DAY for ahead in range((self.last_day - first).days + 1))


def _within(name: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise SampleError(f"{name} is out of range", found=value, expected=f"{least:,} to {most:,}")
    return value
