"""What holds of the credit whatever the policies are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.insurance import Policy
from hozen.rules.insurance.jp import insurance_credit
from hozen.rules.insurance.layers import pays
from hozen.values import Ratio, Yen

DAY = date(2026, 11, 20)
YEN = st.integers(0, 2_000).map(Yen)
SHARES = st.integers(0, 10).map(lambda tenths: Ratio(Fraction(tenths, 10)))
CAUSES = st.frozensets(st.sampled_from(["theft", "vendor", "flood"]))
BEGINS = st.integers(-400, 30).map(lambda days: DAY + timedelta(days=days))


@st.composite
def policies(draw: st.DrawFn) -> list[Policy]:
    count = draw(st.integers(0, 5))
    return [draw(a_policy(f"P{number}")) for number in range(count)]


@st.composite
def a_policy(draw: st.DrawFn, name: str = "P") -> Policy:
    starts = draw(BEGINS)
    return Policy(
        policy_id=name,
        insurer="Sample Insurer",
        rating=draw(st.sampled_from(["AAA", "A", "A-", "BBB", "", "A++"])),
        starts=starts,
        ends=starts + timedelta(days=draw(st.integers(300, 500))),
        notice_days=draw(st.sampled_from([60, 90])),
        limit=draw(YEN),
        aggregate=draw(YEN),
        eroded=draw(YEN),
        retention=draw(YEN),
        share=draw(SHARES),
        attachment=draw(YEN),
        causes=draw(CAUSES),
        exclusions=draw(CAUSES),
        waiting_days=draw(st.sampled_from([10, 31])),
    )


TERMS = st.fixed_dictionaries(
    {
        "share_max": st.sampled_from(["0", "1/3", "1/2", "1"]),
        "causes": st.sampled_from(["theft", "theft vendor"]),
    }
)


@given(TERMS, policies(), YEN)
def test_the_credit_passes_neither_the_cap_nor_what_all_policies_could_pay(
    reading, terms, held, required
) -> None:
    found = insurance_credit(reading(terms), held, required, DAY)
    assert Yen(0) <= found.credit <= found.cap <= required
    assert found.credit.amount <= sum(min(one.limit, one.aggregate).amount for one in held)
    assert found.credit == min(yen for _, yen in found.by_cause)


@given(TERMS, policies(), YEN)
def test_every_policy_either_pays_or_is_told_why_not(reading, terms, held, required) -> None:
    required = max(required, Yen(1))
    found = insurance_credit(reading(terms), held, required, DAY)
    told = {one.policy_id for one in found.refused}
    for one in held:
        paid = [layer.pays for layer in found.layers if layer.policy_id == one.policy_id]
        assert (bool(paid) and min(paid) > Yen(0)) or one.policy_id in told


@pytest.mark.parametrize(
    ("field", "more"), [("limit", True), ("aggregate", True), ("eroded", False), ("retention", False)]
)
@given(data=st.data())
def test_more_cover_never_lowers_the_credit_and_more_used_up_never_raises_it(
    reading, field, more, data
) -> None:
    held, required, added = data.draw(policies()), data.draw(YEN), data.draw(YEN)
    other = [replace(one, **{field: getattr(one, field) + added}) for one in held]
    law = reading(data.draw(TERMS))
    now, then = (insurance_credit(law, some, required, DAY).credit for some in (held, other))
    assert (then >= now) if more else (then <= now)


@given(policies(), YEN)
def test_the_order_of_the_policies_does_not_matter(reading, held, required) -> None:
    found = [insurance_credit(reading(), some, required, DAY).credit for some in (held, held[::-1])]
    assert found[0] == found[1]


@given(a_policy(), YEN)
def test_a_layer_pays_at_most_its_limit_its_aggregate_and_the_loss_above_its_attachment(one, loss) -> None:
    paid = pays(one, loss)
    assert Yen(0) <= paid <= min(one.limit, one.aggregate)
    assert paid <= max(Yen(0), loss - one.attachment)


@given(policies(), YEN)
def test_each_cliff_is_the_fall_that_asking_on_those_days_shows(reading, held, required) -> None:
    found = insurance_credit(reading(), held, required, DAY)
    for one in found.cliffs:
        before = insurance_credit(reading(), held, required, one.day - timedelta(days=1)).credit
        after = insurance_credit(reading(), held, required, one.day).credit
        assert (one.credit_before, one.credit_after) == (before, after)
        assert after < before
        assert DAY < one.day <= DAY + timedelta(days=90)


@given(policies(), YEN)
def test_no_fall_ahead_is_missed(reading, held, required) -> None:
    fallen = {one.day for one in insurance_credit(reading(), held, required, DAY).cliffs}
    ends = {one.ends + timedelta(days=1) for one in held}
    for day in ends:
        if not DAY < day <= DAY + timedelta(days=90):
            continue
        before, after = (
            insurance_credit(reading(), held, required, one).credit for one in (day - timedelta(days=1), day)
        )
        assert (day in fallen) == (after < before)
