"""Until when an election and a change can be filed: the law's day, or the next one on which offices are open."""

from __future__ import annotations

from datetime import date

import pytest

from hozen.rules.tax import TaxRefused
from hozen.workflows.tax import elect
from hozen.workflows.tax.elections import Election, change, deadline


@pytest.mark.parametrize(
    ("first_year", "last"),
    [
        (2020, date(2021, 3, 15)),  # a Monday
        (2024, date(2025, 3, 17)),  # 15 March 2025 is a Saturday
        (2025, date(2026, 3, 16)),  # 15 March 2026 is a Sunday
    ],
)
def test_a_day_on_which_offices_are_closed_gives_way_to_the_next_open_one(first_year, last) -> None:
    assert deadline(first_year) == last


def test_an_election_on_the_last_day_and_a_day_too_late(tmp_path) -> None:
    path = tmp_path / "elections.csv"
    with pytest.raises(TaxRefused, match="too late"):
        elect(path, Election("BTC", "moving_average", 2025, date(2026, 3, 17)))
    assert elect(path, Election("BTC", "moving_average", 2025, date(2026, 3, 16))) == date(2026, 3, 16)


def test_an_application_for_a_change_too(tmp_path) -> None:
    """15 March 2026, a Sunday: the 16th is in time."""
    path, to = tmp_path / "elections.csv", "total_average"
    elect(path, Election("BTC", "moving_average", 2025, date(2026, 3, 16)))
    with pytest.raises(TaxRefused, match="too late"):
        change(path, Election("BTC", to, 2026, date(2026, 3, 17), date(2026, 6, 1)))
    assert change(path, Election("BTC", to, 2026, date(2026, 3, 16), date(2026, 6, 1))).last == date(
        2026, 3, 16
    )
