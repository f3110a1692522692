"""The query that yields what was filed."""

from __future__ import annotations

from datetime import date

from hozen.records import Query


def filed(day: date) -> Query:
    """(duty, period_end, filed_on): every report filed on or before `day`."""
    return Query(
        "filed",
        "SELECT duty, period_end, filed_on FROM filings WHERE filed_on <= :day ORDER BY duty, period_end",
        ("filings",),
        {"day": day},
    )
