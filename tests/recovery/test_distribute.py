"""One round on one pool: hand computations, and what must hold for any claims."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_distribution import Row, TooLittle, distribute_plainly

from hozen.rules.recovery import (
    Claims,
    Convenience,
    Distribution,
    PlanTerms,
    Pool,
    RecoveryRefused,
    distribute,
)
from hozen.values import Ratio
from hozen.values.splitting import DOWN, LARGEST_REMAINDER
from hozen.values.wide import Wide, wide


def numbers(found: Wide) -> list[int]:
    return [found.number(at) for at in range(len(found))]


def claims(*units: int, **more: object) -> Claims:
    return Claims(wide(units), **more)  # type: ignore[arg-type]  # the columns by name


def paid(realised: int, asked: Claims, terms: PlanTerms | None = None) -> list[int]:
    return numbers(distribute(asked, Pool("JPY", realised), terms or PlanTerms()).pay)


class TestByHand:
    def test_in_proportion_and_fractions_stay_in_the_pool(self):
        found = distribute(claims(100, 200, 300), Pool("JPY", 100))
        assert numbers(found.pay) == [16, 33, 50]  # 16 2/3, 33 1/3, 50
        assert found.left == 1

    def test_or_go_to_the_largest_fractions_in_the_last_round(self):
        assert paid(100, claims(100, 200, 300), PlanTerms(rule=LARGEST_REMAINDER)) == [17, 33, 50]

    def test_nobody_gets_more_than_the_claim_and_the_rest_is_left(self):
        found = distribute(claims(100, 200), Pool("JPY", 1000))
        assert numbers(found.pay) == [100, 200]
        assert found.left == 700

    def test_a_rejected_claims_money_goes_to_the_others_in_the_next_round(self):
        # First 180 each, 240 held for the claim of 400. It is rejected: 600 for 600, so 120 more each.
        assert paid(600, claims(300, 300, paid=wide([180, 180]))) == [120, 120]

    def test_what_nobody_claims_is_kept_and_counts_again_in_the_next_round(self):
        marks = np.array([False, True])
        first = distribute(claims(100, 100, unclaimed=marks), Pool("JPY", 100))
        assert (numbers(first.pay), numbers(first.unclaimed)) == ([50, 0], [0, 50])
        # He turns up before the second round of 60: 80 for him, 30 for the other.
        assert paid(160, claims(100, 100, paid=first.pay)) == [30, 80]

    def test_one_class_is_paid_in_full_before_the_next(self):
        terms = PlanTerms(classes=("priority", "general"))
        asked = claims(100, 300, 100, priority=np.array([0, 1, 1]))
        assert paid(300, asked, terms) == [100, 150, 50]  # 200 left for 400

    def test_the_base_payment_comes_first(self):
        # min(claim, 200,000): 200,000 + 50,000; of the rest 300,000 + 0 there are 150,000.
        asked = claims(500_000, 50_000)
        assert paid(400_000, asked, PlanTerms(base=200_000)) == [350_000, 50_000]

    def test_too_little_for_the_base_is_shared_in_proportion_to_the_bases(self):
        assert paid(125_000, claims(500_000, 50_000), PlanTerms(base=200_000)) == [100_000, 25_000]

    def test_a_small_claim_is_paid_its_rate_at_once_and_nothing_more(self):
        terms = PlanTerms(convenience=Convenience(limit=100, rate=Ratio.parse("0.9")))
        # 100 is on the limit: 90. The others share 210 of 300.
        assert paid(300, claims(100, 101, 199), terms) == [90, 70, 139]  # 70.7, 139.3

    def test_early_lump_sum_against_final_payment(self):
        # Rests 1000 and 3000, assets 1200: final 3/10 of each rest; who chose early gets 21% and no more.
        terms = PlanTerms(early=Ratio.parse("21", per=100))
        asked = claims(1000, 3000, early=np.array([True, False]))
        found = distribute(asked, Pool("JPY", 1200), terms)
        assert numbers(found.pay) == [210, 900]
        assert found.left == 90  # what the early one gave up

    @pytest.mark.parametrize(
        ("assets", "pay", "left"),
        [(3999, [210, 2999, 0], 790), (4000, [210, 3000, 790], 0), (5000, [210, 3000, 1790], 0)],
    )
    def test_who_took_the_early_lump_sum_keeps_no_lower_class_waiting(self, assets, pay, left):
        # Class 1: rests 1000 (early, 210) and 3000. Below 4000 the 3000 are not full: 3000 × 3999/4000 = 2999.25.
        # From 4000 on they are, and what is beyond 3210 goes to class 2, which is owed 5000.
        terms = PlanTerms(classes=("first", "second"), early=Ratio.parse("21", per=100))
        asked = claims(1000, 3000, 5000, early=np.array([True, False, False]), priority=np.array([0, 0, 1]))
        found = distribute(asked, Pool("JPY", assets), terms)
        assert (numbers(found.pay), found.left) == (pay, left)

    def test_a_class_of_early_choosers_alone_leaves_the_rest_to_the_next(self):
        terms = PlanTerms(classes=("first", "second"), early=Ratio.parse("21", per=100))
        both = {"early": np.array([True, False]), "priority": np.array([0, 1])}
        assert paid(500, claims(1000, 5000, **both), terms) == [210, 290]
        # Another 100 comes in: the lump sum was final, so all of it is the second class's.
        assert paid(600, claims(1000, 5000, paid=wide([210, 290]), **both), terms) == [0, 100]

    def test_early_lump_sums_that_leave_too_little_are_refused(self):
        terms = PlanTerms(early=Ratio.parse("0.5"))
        asked = claims(1000, 1000, early=np.array([True, False]))
        with pytest.raises(RecoveryRefused, match="too little for the final"):
            distribute(asked, Pool("JPY", 800), terms)  # 500 + 400

    def test_where_nobody_chose_early_a_late_claim_catches_up_as_ever(self):
        # 100 was paid on a claim of 200; another 200 comes late, with 60 more. The plan offers 21% early; nobody chose it.
        terms, nobody = PlanTerms(early=Ratio.parse("21", per=100)), np.array([False, False])
        assert paid(160, claims(200, 200, paid=wide([100, 0]), early=nobody), terms) == [0, 60]

    def test_where_nobody_chose_early_all_come_to_the_rate_that_they_would_come_to_without_the_offer(self):
        # 12 came in for 6, 5 and 5; the last had 5. 7 for 11: 3.8 and 3.2, and a unit is left. 12/16 would be 4.5 and 3.75.
        terms, nobody = PlanTerms(early=Ratio.parse("21", per=100)), np.array([False] * 3)
        asked = claims(6, 5, 5, paid=wide([1, 2, 5]), early=nobody)
        found = distribute(asked, Pool("JPY", 12), terms)
        assert (numbers(found.pay), found.left) == ([2, 1, 0], 1)

    def test_a_late_claim_catches_up_beside_early_lump_sums_up_to_the_final_rate(self):
        # 150 on rests of 200 and 100: 1/2 and 21 early; left 29. A late 200 and 60 more: 210/500 of it is 84. The first
        # keeps 100, the early one his 21: 205 of 210.
        terms, early = PlanTerms(early=Ratio.parse("21", per=100)), np.array([False, True, False])
        assert paid(150, claims(200, 100, early=early[:2]), terms) == [100, 21]
        asked = claims(200, 100, 200, paid=wide([100, 21, 0]), early=early)
        found = distribute(asked, Pool("JPY", 210), terms)
        assert (numbers(found.pay), found.left) == ([0, 0, 84], 5)

    def test_a_late_claim_that_makes_the_final_rate_low_does_not_stop_the_rounds(self):
        # As before, but 1,000 come late, with 50 more. 200/1,300 is below the 21% that one had early: it is paid and done.
        # Of 200 there are 79 beyond what the two had.
        terms, early = PlanTerms(early=Ratio.parse("21", per=100)), np.array([False, True, False])
        asked = claims(200, 100, 1000, paid=wide([100, 21, 0]), early=early)
        found = distribute(asked, Pool("JPY", 200), terms)
        assert (numbers(found.pay), found.left) == ([0, 0, 79], 0)

    def test_an_early_lump_sum_that_is_not_there_beside_what_others_had_is_refused(self):
        # 100 of the 103 were paid to the first; the second is due 21 early, and there are 3.
        terms = PlanTerms(early=Ratio.parse("21", per=100))
        asked = claims(200, 100, paid=wide([100, 0]), early=np.array([False, True]))
        with pytest.raises(RecoveryRefused, match="too little for the final"):
            distribute(asked, Pool("JPY", 103), terms)

    def test_neither_is_due_before_the_bases_are_paid(self):
        terms = PlanTerms(base=7, early=Ratio.parse("4", per=100))
        found = distribute(claims(1, 32, early=np.array([False, True])), Pool("JPY", 4), terms)
        assert (numbers(found.pay), found.left) == ([0, 3], 1)  # bases 1 and 7 of 8: half of each

    def test_a_payment_below_the_minimum_waits(self):
        terms = PlanTerms(minimum=10)
        first = distribute(claims(19, 20, 100), Pool("JPY", 69), terms)  # 69 of 139: 9.4, 9.9, 49.6
        assert (numbers(first.pay), numbers(first.deferred)) == ([0, 0, 49], [9, 9, 0])
        again = distribute(claims(19, 20, 100, paid=first.pay), Pool("JPY", 139), terms)
        assert numbers(again.pay) == [19, 20, 51]

    def test_a_cut_fraction_of_the_base_is_not_paid_on_the_rest(self):
        # Bases 4, 4, 4 and 7 of 19; estate 3: 0.6 each and 1.1. The 2 units left are for the bases, not for the rest.
        found = distribute(claims(4, 4, 4, 9), Pool("JPY", 3), PlanTerms(base=7))
        assert (numbers(found.pay), found.left) == ([0, 0, 0, 1], 2)

    def test_a_late_claim_catches_up_and_nobody_pays_back(self):
        # 100 was paid on a claim of 200. Another 200 comes late, with 60 more: both should have 80; the first keeps 100.
        assert paid(160, claims(200, 200, paid=wide([100, 0]))) == [0, 60]
        assert paid(300, claims(200, 200, paid=wide([100, 0]))) == [50, 150]

    def test_rounds_with_cut_fractions_make_up_for_them(self):
        first = paid(100, claims(1, 1, 1, 297))  # thirds of a unit: 0, 0, 0, 99
        assert first == [0, 0, 0, 99]
        assert paid(200, claims(1, 1, 1, 297, paid=wide(first))) == [0, 0, 0, 99]
        assert paid(300, claims(1, 1, 1, 297, paid=wide(first))) == [1, 1, 1, 198]


class TestRefused:
    def test_more_paid_than_ever_came_in(self):
        with pytest.raises(RecoveryRefused, match="more was paid before"):
            paid(9, claims(10, paid=wide([10])))

    def test_a_negative_estate(self):
        with pytest.raises(RecoveryRefused, match="more was paid before"):
            paid(-1, claims(10))

    @pytest.mark.parametrize("place", [-1, 1])
    def test_a_claim_of_no_class(self, place):
        with pytest.raises(RecoveryRefused, match="a claim of no class"):
            paid(9, claims(10, priority=np.array([place])))

    def test_columns_of_different_length(self):
        with pytest.raises(RecoveryRefused, match="different length"):
            claims(1, 2, paid=wide([1]))

    @pytest.mark.parametrize(
        "terms", [{"base": -1}, {"minimum": -1}, {"classes": ()}, {"early": Ratio.parse("1.01")}]
    )
    def test_terms_that_cannot_be(self, terms):
        with pytest.raises(RecoveryRefused, match="terms that cannot be"):
            PlanTerms(**terms)


AMOUNTS = st.one_of(st.integers(0, 60), st.integers(0, 10**27), st.integers(0, 10**36))
RULES = st.sampled_from([DOWN, LARGEST_REMAINDER])


@st.composite
def plans(draw) -> PlanTerms:
    rate = Ratio.parse(f"{draw(st.integers(0, 20))}/20")
    return PlanTerms(
        classes=("first", "second")[: draw(st.integers(1, 2))],
        base=draw(st.sampled_from([0, 0, 7, 10**20])),
        convenience=draw(st.sampled_from([None, Convenience(5, rate), Convenience(10**20, rate)])),
        minimum=draw(st.sampled_from([0, 3])),
        rule=draw(RULES),
    )


@st.composite
def asked_of(draw, terms: PlanTerms) -> list[Row]:
    units = draw(st.lists(AMOUNTS, min_size=1, max_size=12))
    rows = [Row(f"k{at:02}", one) for at, one in enumerate(units)]
    for row in rows:
        row.disputed = draw(st.booleans())
        row.priority = draw(st.integers(0, len(terms.classes) - 1))
        row.paid = 0 if row.disputed else draw(st.one_of(st.just(0), st.integers(0, row.units)))
    return draw(st.permutations(rows))


def columns(rows: list[Row]) -> Claims:
    return Claims(
        wide(row.units for row in rows),
        ranks=np.array([int(row.key[1:]) for row in rows]),
        paid=wide(row.paid for row in rows),
        disputed=np.array([row.disputed for row in rows]),
        priority=np.array([row.priority for row in rows]),
    )


def by_key(rows: list[Row], found: Wide) -> dict[str, int]:
    return dict(zip([row.key for row in rows], numbers(found), strict=True))


@given(st.data())
def test_the_arrays_pay_what_plain_fractions_pay_and_nothing_is_lost_or_made(data):
    terms = data.draw(plans())
    rows = data.draw(asked_of(terms))
    before = sum(row.paid for row in rows)
    realised = before + data.draw(AMOUNTS)
    found = distribute(columns(rows), Pool("JPY", realised), terms)
    assert before + sum(found.totals().values()) == realised
    nobody_gets_more_than_the_claim(rows, found)
    expected, left = distribute_plainly(rows, realised, terms)
    assert numbers(found.entitled) == [row.due for row in expected]
    assert found.left == left >= 0


def nobody_gets_more_than_the_claim(rows: list[Row], found: Distribution) -> None:
    parts = (found.pay, found.held, found.deferred, found.entitled)
    for row, pay, held, put_off, due in zip(rows, *map(numbers, parts), strict=True):
        assert row.paid + pay + held + put_off == due <= max(row.units, row.paid)


@given(
    st.lists(st.tuples(AMOUNTS, st.booleans(), st.integers(0, 1)), min_size=1, max_size=12),
    AMOUNTS,
    st.integers(0, 20),
)
def test_early_lump_sums_are_those_of_plain_fractions_or_leave_too_little(asked, realised, percent):
    terms = PlanTerms(classes=("first", "second"), base=7, early=Ratio.parse(str(percent), per=100))
    rows = [
        Row(f"k{at:02}", units, early=early, priority=place) for at, (units, early, place) in enumerate(asked)
    ]
    columns_ = claims(
        *(row.units for row in rows),
        early=np.array([row.early for row in rows]),
        priority=np.array([row.priority for row in rows]),
    )
    try:
        expected, left = distribute_plainly(rows, realised, terms)
    except TooLittle:
        with pytest.raises(RecoveryRefused, match="too little for the final"):
            distribute(columns_, Pool("JPY", realised), terms)
        return
    found = distribute(columns_, Pool("JPY", realised), terms)
    assert (numbers(found.pay), found.left) == ([row.due for row in expected], left)


@settings(max_examples=40)
@given(st.data(), st.randoms())
def test_the_order_of_claims_does_not_matter(data, chance):
    terms = data.draw(plans())
    rows = data.draw(asked_of(terms))
    pool = Pool("JPY", sum(row.paid for row in rows) + data.draw(AMOUNTS))
    one = by_key(rows, distribute(columns(rows), pool, terms).pay)
    mixed = chance.sample(rows, len(rows))
    assert by_key(mixed, distribute(columns(mixed), pool, terms).pay) == one


@given(st.lists(AMOUNTS, min_size=1, max_size=12), AMOUNTS, AMOUNTS, st.sampled_from([0, 7, 10**20]), RULES)
def test_more_estate_never_pays_anyone_less(units, estate, more, base, rule):
    """To the unit where fractions are cut; one that is handed out may go to another claim (within one unit)."""
    terms = PlanTerms(base=base, rule=rule)
    less, rich = (
        numbers(distribute(claims(*units), Pool("JPY", e), terms).pay) for e in (estate, estate + more)
    )
    slack = 2 if rule.hands_out else 0
    assert all(small <= large + slack for small, large in zip(less, rich, strict=True))


@given(
    st.lists(AMOUNTS, min_size=1, max_size=12), st.lists(AMOUNTS, min_size=1, max_size=4), st.integers(0, 9)
)
def test_rounds_one_after_the_other_come_to_one_round_at_the_sum(units, came_in, base):
    asked, realised, terms = claims(*units, paid=wide([0] * len(units))), 0, PlanTerms(base=base)
    for money in came_in:
        realised += money
        found = distribute(asked, Pool("JPY", realised), terms)
        asked = replace(asked, paid=found.entitled)
    assert numbers(found.entitled) == paid(realised, claims(*units), terms)


@given(st.lists(AMOUNTS, min_size=1, max_size=9), AMOUNTS, st.data(), RULES)
def test_splitting_a_claim_changes_nothing_beyond_the_fractions_of_a_unit(units, estate, data, rule):
    part = data.draw(st.integers(0, units[0]))
    whole = paid(estate, claims(*units), PlanTerms(rule=rule))
    cut = paid(estate, claims(part, units[0] - part, *units[1:]), PlanTerms(rule=rule))
    assert abs(cut[0] + cut[1] - whole[0]) <= 2
    assert all(abs(one - other) <= 1 for one, other in zip(cut[2:], whole[1:], strict=True))
