"""As of when custodians' statements stand. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hozen.values import BusinessDays

StatementRow = tuple[str, str, date | None]
"""(keeper, chain, the legal day that the keeper's statement of that chain stands at)"""


@dataclass(frozen=True, slots=True)
class KeeperStatements:
    """カストディアンの明細: one keeper's statements of a day, one for each chain on which it keeps counted wallets.

    `stand_at`: the legal days (JST) that they stand at, in order. `undated`: chains of which nothing says it.
    """

    keeper: str
    stand_at: tuple[date, ...] = ()
    undated: int = 0

    @property
    def oldest(self) -> date | None:
        """The day of the oldest; None where none is dated."""
        return min(self.stand_at, default=None)

    def before(self, day: date) -> int:
        """How many stand before `day`."""
        return sum(one < day for one in self.stand_at)


def keeper_statements(rows: Iterable[StatementRow]) -> tuple[KeeperStatements, ...]:
    """One value per keeper, in order of their names."""
    by_keeper: dict[str, list[date | None]] = {}
    for keeper, _, stands in rows:
        by_keeper.setdefault(keeper, []).append(stands)
    return tuple(_of(keeper, found) for keeper, found in sorted(by_keeper.items()))


def _of(keeper: str, found: list[date | None]) -> KeeperStatements:
    dated = sorted(one for one in found if one is not None)
    return KeeperStatements(keeper, tuple(dated), len(found) - len(dated))


def last_business_day(today: date, business_days: BusinessDays) -> date:
    """`today` where it is a business day, else the last one before it."""
    while not business_days.has(today):
        today -= timedelta(days=1)
    return today
