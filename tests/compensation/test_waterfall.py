"""Who pays in which order and on which day, by hand, and what holds of any sources. Public cases are among the vectors."""

from __future__ import annotations

from datetime import date, timedelta

from comp_sources import DAY, M, layer, source, sources
from hypothesis import given
from hypothesis import strategies as st

from hozen.regimes.compensation import group_sources, insurers
from hozen.rules.compensation import (
    DEFAULT_ORDER,
    Source,
    SourceKind,
    by_day,
    cash_path,
    pour,
    there_by,
    whole_on,
)
from hozen.values import Yen, total


class TestDmm2024:
    """48.2bn yen lost; 5 + 48 + 2 = 55bn from the group in ten days
    (https://livevartha.com/crypto/japanese-crypto-exchange-secures-320m-to-compensate-users-after-major-hack)."""

    FUNDING = (
        ("loan", Yen(5000 * M), date(2024, 6, 3)),
        ("capital increase", Yen(48000 * M), date(2024, 6, 7)),
        ("subordinated loan", Yen(2000 * M), date(2024, 6, 10)),
    )
    FOUND = pour(Yen(48200 * M), group_sources(FUNDING))

    def test_the_money_is_together_on_7_june(self) -> None:
        path = cash_path(self.FOUND)
        assert [
            (one.day, one.to_customers.amount // M, one.outstanding.amount // M) for one in by_day(path)
        ] == [
            (date(2024, 6, 3), 5000, 43200),
            (date(2024, 6, 7), 43200, 0),
            (date(2024, 6, 10), 0, 0),
        ]
        assert whole_on(path) == date(2024, 6, 7)


class TestLateInsurer:
    """Loss 3,020: reserve 2,000 at once, a layer that owes 2,520 after 30 days, capital 100."""

    FOUND = pour(Yen(3020 * M), sources(2000, [(500, 5000, "1")], 100, 3020))

    def test_in_the_end_the_insurer_bears_2520_and_the_reserve_500(self) -> None:
        assert {one.source.kind: one.borne.amount // M for one in self.FOUND.lines} == {
            SourceKind.RECOVERED: 0,
            SourceKind.RESERVE: 500,
            SourceKind.INSURANCE: 2520,
            SourceKind.CAPITAL: 0,
        }

    def test_without_bridging_customers_wait_for_the_insurer(self) -> None:
        path = cash_path(self.FOUND, bridge=False)
        assert [
            (one.day, one.to_customers.amount // M, one.refilled.amount // M) for one in by_day(path)
        ] == [
            (DAY, 2000, 0),
            (DAY + timedelta(days=30), 1020, 1500),
        ]

    def test_capital_that_bridges_gets_its_money_back_first(self) -> None:
        path = cash_path(self.FOUND)
        last = path[-1]
        assert there_by(path, DAY) == Yen(2100 * M)
        assert last.to_customers == Yen(920 * M)
        assert last.refills == (("capital", Yen(100 * M)), ("reserve", Yen(1500 * M)))

    def test_coins_that_come_back_late_repay_who_paid(self) -> None:
        found = pour(
            Yen(10),
            [
                Source(SourceKind.RESERVE, "reserve", Yen(10), DAY),
                Source(SourceKind.RECOVERED, "police", Yen(4), DAY + timedelta(days=9)),
            ],
        )
        path = cash_path(found)
        assert [(one.source.name, one.to_customers, one.refills) for one in path] == [
            ("reserve", Yen(10), ()),
            ("police", Yen(0), (("reserve", Yen(4)),)),
        ]


def test_a_source_that_may_not_be_used_pays_nothing_and_is_still_shown() -> None:
    found = pour(Yen(100), [source(SourceKind.RESERVE, 1, reason="reserve_approval_none")])
    assert found.shortfall == Yen(100)
    assert found.lines[0].source.reason == "reserve_approval_none"


def test_a_policy_that_excludes_the_cause_pays_nothing_and_says_so() -> None:
    (found,) = insurers([layer("L1", 0, 500)], "insider", Yen(100 * M), DAY)
    assert (found.gives, found.reason) == (Yen(0), "cause_not_covered")


def test_a_policy_that_had_ended_pays_nothing() -> None:
    (found,) = insurers([layer("L1", 0, 500)], "key_compromise", Yen(100 * M), date(2027, 4, 1))
    assert (found.gives, found.reason) == (Yen(0), "ended")
    (last,) = insurers([layer("L1", 0, 500)], "key_compromise", Yen(100 * M), date(2027, 3, 31))
    assert last.gives == Yen(100 * M)


KINDS = st.sampled_from(SourceKind)
SOURCES = st.lists(
    st.builds(
        lambda kind, yen, days: Source(kind, kind.value, Yen(yen), DAY + timedelta(days=days)),
        KINDS,
        st.integers(0, 1000),
        st.integers(0, 5),
    ),
    max_size=8,
)


@given(st.integers(0, 3000), SOURCES, st.permutations(DEFAULT_ORDER), st.booleans())
def test_nothing_is_lost_or_made(loss, given_, order, bridge) -> None:
    found = pour(Yen(loss), given_, tuple(order))
    gives = sum(one.gives.amount for one in given_)
    assert found.shortfall == Yen(max(0, loss - gives))
    assert total([one.borne for one in found.lines]) == found.covered
    assert all(one.left >= Yen(0) and one.borne >= Yen(0) for one in found.lines)
    assert total([one.to_customers for one in cash_path(found, bridge=bridge)]) == found.covered


@given(st.integers(0, 3000), SOURCES)
def test_where_all_money_is_there_at_once_cash_and_economic_order_agree(loss, given_) -> None:
    at_once = [Source(one.kind, f"{at}", one.amount, DAY) for at, one in enumerate(given_)]
    found = pour(Yen(loss), at_once)
    out = {one.source.name: one.borne for one in found.lines}
    for step in cash_path(found):
        out[step.source.name] -= step.to_customers
        for name, back in step.refills:
            out[name] += back
            out[step.source.name] -= back
    assert set(out.values()) <= {Yen(0)}


def test_the_order_is_data() -> None:
    first = (SourceKind.GROUP, *(one for one in DEFAULT_ORDER if one is not SourceKind.GROUP))
    both = [source(SourceKind.RESERVE, 10), source(SourceKind.GROUP, 10)]
    assert pour(Yen(10 * M), both, first).used(SourceKind.GROUP) == Yen(10 * M)
    assert pour(Yen(10 * M), both).used(SourceKind.RESERVE) == Yen(10 * M)
