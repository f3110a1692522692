"""A shortfall is a breach only of law that is in force."""

from datetime import date

import pytest

from hozen.findings import Status, judge
from hozen.law import Citation, Instrument, Lawful, Seen, Standing

PLACE = Citation(Instrument("x", "x", "x", "x", "x", "", None), "1")


def figure(standing: Standing) -> Lawful[object]:
    return Lawful("k", 1, "count", date(2026, 1, 1), None, PLACE, standing, Seen.OURS, "", "", "made-up")


@pytest.mark.parametrize("standing", list(Standing))
def test_only_law_in_force_is_breached(standing: Standing) -> None:
    expected = Status.BREACH if standing is Standing.IN_FORCE else Status.ATTENTION
    assert judge(short=True, rests_on=(figure(Standing.IN_FORCE), figure(standing))) is expected


def test_nothing_short_is_met_however_weak_the_rule() -> None:
    assert judge(short=False, rests_on=(figure(Standing.ASSUMED),)) is Status.MET
