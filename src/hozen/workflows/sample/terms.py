"""What changes slowly: cover, reserve, capital. Sized by what a scenario asks, so that a clean day is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hozen.workflows.sample.limits import Limits
from hozen.workflows.sample.plants import DAYS_LEFT, NET_ASSETS
from hozen.workflows.sample.rows import Row

_RESERVE_SHORT = 100  # the plant leaves one part in so many
_ROUND = 10_000_000  # yen: firms hold and insure round sums
_CAPITAL = 1_000_000_000
_NET_ASSETS = 3_000_000_000
# In the words of the list of incidents, as the shipped scenarios ask for them.
_CAUSES = "key_compromise third_party_signing_compromise server_breach insider_suspected"
_EXCLUSIONS = "fraud_insolvency"
_ACCOUNTS = (("deposit at a city bank", 7), ("government bonds", 3))  # tenths
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer. Sums are in parts of the tower's unit; it runs `months` longer than a year."""

    insurer: str
    rating: str
    months: int
    notice: int
    limit: int
    attachment: int
    eroded: Fraction
    retention: Fraction
    share: str
    waiting: int


_TOWER = (
    _Layer("Sample Marine & Fire Aoba", "AA-", 1, 90, 1, 0, Fraction(0), Fraction(1, 20), "0.9", 14),
    _Layer("Sample Fire Tsubaki", "A+", 2, 90, 2, 1, Fraction(1, 10), Fraction(0), "1", 21),
    _Layer("Sample Re Northgate", "A", 3, 120, 2, 3, Fraction(0), Fraction(0), "0.95", 30),
)


def policy_rows(level: int, first: date, last: date, *, expiring: bool) -> list[Row]:
    """Three layers, one above the other, that together come to a little less than half of `level` (yen).

    Each runs for a year and longer, from before `first` until well after `last`; `expiring`: the lowest ends soon.
    """
    unit = max(_ROUND, level // 10 // _ROUND * _ROUND)
    return [
        _policy(number, layer, unit, _term(layer, first, last, expiring=expiring and number == 1), last.year)
        for number, layer in enumerate(_TOWER, 1)
    ]


def _policy(number: int, layer: _Layer, unit: int, term: tuple[date, date], year: int) -> Row:
    limit = layer.limit * unit
    return (
        *(f"CRIME-{year}-L{number}", layer.insurer, layer.rating, *term, layer.notice, limit, limit),
        *(int(layer.eroded * unit), int(layer.retention * unit), layer.share, layer.attachment * unit),
        *(_CAUSES, _EXCLUSIONS, layer.waiting),
    )


def _term(layer: _Layer, first: date, last: date, *, expiring: bool) -> tuple[date, date]:
    if not expiring:
        return first.replace(day=1), _months_on(last.replace(day=1), 12 + layer.months) - _DAY
    ends = last + DAYS_LEFT * _DAY
    # As long a term as others have: what ends soon began a year ago.
    return min(first.replace(day=1), _months_on(ends.replace(day=1), -12)), ends


def _months_on(day: date, months: int) -> date:
    count = day.month - 1 + months
    return date(day.year + count // 12, count % 12 + 1, 1)


def short_reserve(level: int) -> int:
    """Yen that the plant `reserve_short` leaves."""
    return level // _RESERVE_SHORT


def reserve_rows(level: int, days: Sequence[date], *, short: bool) -> Iterator[Row]:
    """Rows of `reserve_positions`: `level` rounded up to a round sum; `short`: next to nothing on the last day."""
    full = -(-level // _ROUND) * _ROUND
    for day in days:
        yen = short_reserve(level) if short and day == days[-1] else full
        first = yen * _ACCOUNTS[0][1] // 10
        for (account, _), part in zip(_ACCOUNTS, (first, yen - first), strict=True):
            yield (day, account, part, "general ledger")


def financial_rows(
    limits: Limits, guarantee: int, days: Sequence[date], *, thin: bool, negative: bool
) -> list[Row]:
    """Rows of `financials`: each month's end from before `days` on, and the last day where a fault is planted.

    `guarantee` is the largest yen value of guarantee crypto on any day; net assets stay well above it.
    """
    capital, sound = max(_CAPITAL, limits.capital), _NET_ASSETS + guarantee * 3
    rows: dict[date, Row] = {
        end: (end, capital, sound + number * _ROUND, "monthly trial balance")
        for number, end in enumerate(_month_ends(days[0], days[-1]))
    }
    if thin or negative:
        last = days[-1]
        capital = limits.capital - 1 if thin else capital
        rows[last] = (last, capital, NET_ASSETS if negative else sound, "trial balance")
    return list(rows.values())


def _month_ends(first: date, last: date) -> Iterator[date]:
    end = first.replace(day=1) - _DAY
    while end <= last:
        yield end
        end = _months_on(end + _DAY, 1) - _DAY
