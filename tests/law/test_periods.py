"""Made-up periods in any order: they answer by their days, and two on one day are refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.law import Citation, Figure, Gap, Instrument, LawConflict, Lawful
from hozen.law.figure_file import figure
from hozen.law.strict_yaml import parse_yaml

ONE = timedelta(days=1)
DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))
KNOWN = {"rule": Instrument("rule", "Order", "府令", "Order", "府令", "", None)}
PERIOD = """\
  - value: {value}
    since: {since}
    {until}
    since_means: effective
    cite: {{instrument: rule, article: "{value}"}}
    standing: in_force
    seen: secondary
"""


def from_periods(periods: list[tuple[date, date | None]]) -> Figure:
    """A figure from a file's text, its n-th period worth n."""
    written = [
        PERIOD.format(value=number, since=since, until=f"until: {until}" if until else 'note: ""')
        for number, (since, until) in enumerate(periods)
    ]
    head = "about: a\nabout_ja: あ\nunit: count\nperiods:\n"
    return figure(parse_yaml(head + "".join(written), "made-up.yaml"), "made.up", "made-up.yaml", KNOWN)


@st.composite
def apart(draw: st.DrawFn) -> list[tuple[date, date | None]]:
    """Periods that do not meet, in any order; the latest one may be open."""
    ends = sorted(draw(st.lists(DAYS, min_size=2, max_size=10, unique=True)))
    periods: list[tuple[date, date | None]] = list(zip(ends[::2], ends[1::2], strict=False))
    if draw(st.booleans()):
        periods[-1] = (periods[-1][0], None)
    return draw(st.permutations(periods))


class TestPeriods:
    @given(apart(), DAYS)
    def test_made_up_periods_in_any_order_answer_by_their_days(self, periods, day) -> None:
        made = from_periods(periods)
        here = [n for n, (since, until) in enumerate(periods) if since <= day and (not until or day <= until)]
        answer = made.on(day)
        if here:
            assert isinstance(answer, Lawful)
            assert [answer.value] == here
        else:
            assert isinstance(answer, Gap)
            assert (answer.since or date.min) <= day <= (answer.until or date.max)
            for edge in (answer.since and answer.since - ONE, answer.until and answer.until + ONE):
                assert edge is None or isinstance(made.on(edge), Lawful), "a hole reaches from row to row"
            hole = (answer.since or date.min, answer.until or date.max)
            assert not any(since <= hole[1] and hole[0] <= (until or date.max) for since, until in periods)
            assert answer.why
            assert [str(one) for one in answer.cite] != []

    @given(apart(), DAYS, st.integers(0, 4000))
    def test_two_periods_on_one_day_are_a_conflict_and_only_then(self, periods, since, length) -> None:
        until = min(since + timedelta(days=length), date(2160, 1, 1))
        meets = any(begin <= until and since <= (end or date.max) for begin, end in periods)
        both = [*periods, (since, until)]
        if not meets:
            assert len(from_periods(both).rows) == len(both)
            return
        with pytest.raises(LawConflict) as caught:
            from_periods(both)
        clash = caught.value
        assert (clash.key, clash.file) == ("made.up", "made-up.yaml")
        assert all(isinstance(one, Citation) for one in clash.cite)
        assert len(clash.cite) == 2
        day = clash.day
        assert day is not None
        assert sum(begin <= day <= (end or date.max) for begin, end in both) == 2
