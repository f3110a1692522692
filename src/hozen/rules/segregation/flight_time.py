"""How long a transfer is in flight: to the day that it names, or as many business days as house rules allow. Law-neutral."""

from __future__ import annotations

from datetime import date, timedelta

from hozen.records.faults import FIRST_DAY
from hozen.values import BusinessDays

WITHOUT_END = date.fromisoformat(
    FIRST_DAY
)  # house rules name no number of days; the door takes none before it

# With the parameters `day` and `seen_since`. A transfer that names no day, and of which nobody says when it was seen,
# has no end whatever house rules say.
IS_LATE = (
    "coalesce(expires < :day, CAST(seen_at + INTERVAL '9' HOUR AS DATE) < CAST(:seen_since AS DATE), FALSE)"
)
HAS_NO_END = (
    f"(expires IS NULL AND (seen_at IS NULL OR CAST(:seen_since AS DATE) = CAST('{FIRST_DAY}' AS DATE)))"
)


def seen_since(day: date, days: BusinessDays, most: int | None) -> date:
    """The first day on which a transfer may have been seen that is in flight on `day` still; WITHOUT_END for None.

    One that was seen on a day expires after `most` business days counted from the next.
    """
    if most is None:
        return WITHOUT_END
    first = day
    while days.after(first - timedelta(days=1), most) >= day:
        first -= timedelta(days=1)
    return first
