"""A transfer that names no last day expires by the house's own rule, to the day; all that counts transfers agrees."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import DAY, sound, transfer, view

from hozen.rules.segregation.break_measures import break_rows
from hozen.rules.segregation.flight_time import WITHOUT_END, seen_since
from hozen.rules.segregation.measures import in_flight
from hozen.rules.segregation.reconciliation_measures import timing
from hozen.values import BusinessDays

# The day is Friday 20 November 2026; the 23rd is a holiday.
TWO_DAYS = seen_since(DAY, BusinessDays.BANK, 2)


@pytest.mark.parametrize(
    ("day", "days", "most", "first"),
    [
        (DAY, BusinessDays.BANK, 1, date(2026, 11, 19)),  # Thursday + 1 is Friday
        (DAY, BusinessDays.BANK, 2, date(2026, 11, 18)),  # Wednesday + 2: 19, 20
        # Tuesday the 24th: 20 + 2 is the 25th, 19 + 2 (20, 24) is the 24th, 18 + 2 (19, 20) is over.
        (date(2026, 11, 24), BusinessDays.BANK, 2, date(2026, 11, 19)),
        (date(2026, 11, 24), BusinessDays.EVERY_DAY, 2, date(2026, 11, 22)),
        (DAY, BusinessDays.BANK, None, WITHOUT_END),
    ],
)
def test_the_first_day_of_what_is_in_flight_still(day, days, most, first) -> None:
    assert seen_since(day, days, most) == first


# Midnight in Japan is 15:00 in UTC.
@pytest.mark.parametrize(
    ("seen_at", "since", "expires", "answer"),
    [
        ("2026-11-17 14:59:59", TWO_DAYS, None, "late"),  # the 17th: 18 and 19 were its days
        ("2026-11-17 15:00:00", TWO_DAYS, None, "in flight"),  # the 18th: 19 and 20
        ("2026-11-17 14:59:59", WITHOUT_END, None, "without end"),
        (None, TWO_DAYS, None, "without end"),  # nobody says when it was seen
        ("2026-11-01 00:00:00", TWO_DAYS, DAY, "in flight"),  # its own day goes before the house's rule
    ],
)
def test_a_transfer_is_in_flight_for_as_long_as_the_house_allows(
    engine, seen_at, since, expires, answer
) -> None:
    firm = sound()
    firm["transfers"] = [transfer("t", "withdrawal", "chain", 5, seen_at=seen_at, expires=expires)]
    view(engine, firm)
    late = answer == "late"
    open_ended = (1, 5) if answer == "without end" else (0, 0)
    row = ("BTC", "withdrawal", "chain")
    assert engine.rows(timing(DAY, since)) == ([] if late else [(*row, 5, 0, *open_ended)])
    assert engine.rows(in_flight(DAY, since)) == [(*row, 0 if late else 5, 0)]


def test_what_is_late_by_the_houses_rule_is_a_break(duckdb_engine) -> None:
    firm = sound()
    firm["transfers"] = [transfer("t", "withdrawal", "chain", 5, seen_at="2026-11-17 14:59:59")]
    view(duckdb_engine, firm)
    told = [row[:4] for row in duckdb_engine.rows(break_rows(DAY, 100, TWO_DAYS))]
    assert told == [("BTC", "expired_transfer", "t", -5)]
    assert duckdb_engine.rows(break_rows(DAY, 100)) == []
