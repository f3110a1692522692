"""What must hold of any rounds: linked accounts, classes, disputes, late claims and decisions, minimum, early choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from plain_rounds import Account, Dues, Plan, TooLittle, by_account, dues
from world_of_rounds import CLASSES, Case, Rounds, Row, drawn_plan, drawn_ways, grow, made_case, terms_of_plan

CASES, ROUNDS = 10, 3
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # each try lays ten cases into an engine


@settings(max_examples=3, phases=NO_SHRINKING)
@given(st.integers(0, 2**32))
@example(
    1_000_012
)  # two classes, bases, a convenience class; nobody chose the early lump sum that was offered
def test_rounds_are_those_of_plain_fractions(seed) -> None:
    run_rounds(seed)


def run_rounds(seed: int) -> None:
    """A few rounds of many cases, terms and all drawn by the seed, each against the plain way."""
    chance = Random(seed)  # noqa: S311  # made-up cases, the same for the same seed
    plan, ways = drawn_plan(chance), drawn_ways(chance)
    with TemporaryDirectory() as folder:
        rounds = Rounds(Path(folder), terms_of_plan(plan, **ways), chance)
        cases = [made_case(f"X{at}", chance, plan) for at in range(CASES)]
        for _ in range(ROUNDS):
            _one_round(rounds, cases, plan)
            for case in cases:
                grow(case, chance, plan)


def _one_round(rounds: Rounds, cases: list[Case], plan: Plan) -> None:
    laid = {case.asset: _laid(case, rounds) for case in cases}
    made, payments, refused = rounds.run(cases)
    for case in list(cases):
        accounts, gone = laid[case.asset]
        mine = [one for one in made if one["asset"] == case.asset]
        try:
            due = dues(accounts, case.there - gone, plan)
        except TooLittle:
            assert case.asset in refused
            cases.remove(case)
            continue
        assert case.asset not in refused
        _as_the_plain_way(accounts, due, mine, plan)
        _nothing_lost_or_made(case, accounts, gone, mine)
        if plan == Plan(minimum=plan.minimum):
            _one_rate(due)
        _paid_out([one for one in payments if one["asset"] == case.asset], mine)


def _laid(case: Case, rounds: Rounds) -> tuple[list[Account], int]:
    """The accounts of the round, and what was paid to who has no claim any more."""
    paid = rounds.paid(case.asset)
    accounts = case.accounts(rounds.terms, paid)
    known = {one.customer for one in accounts}
    return accounts, sum(units for (who, _), units in paid.items() if who not in known)


def _as_the_plain_way(accounts: Sequence[Account], due: Dues, made: Sequence[Row], plan: Plan) -> None:
    expected = by_account(accounts, due)
    found = {(one["customer_id"], CLASSES.index(one["priority"])): one for one in made}
    assert found.keys() == expected.keys()
    for one in accounts:
        row, now = found[one.customer, one.place], expected[one.customer, one.place]
        assert (row["before_units"], row["due_units"]) == (one.before, now), one
        # What answers for a dispute is kept back, rounded up; a payment below the minimum waits.
        settled = now if not one.reserved else now * one.payable // one.claim
        open_now = max(0, settled - one.before)
        pays = open_now if open_now >= plan.minimum else 0
        kept = max(0, now - max(settled, one.before))
        assert (row["pay_units"], row["deferred_units"]) == (pays, open_now - pays)
        assert row["reserve_units"] == kept


def _one_rate(due: Dues) -> None:
    """Late or not: all who are due something new are due the same part of their claims, to the unit."""
    new = [one for one in due.values() if one.due > one.paid]
    for one in new:
        for other in new:
            off = one.due * other.claim - other.due * one.claim
            assert abs(off) <= max(one.claim, other.claim)


def _nothing_lost_or_made(case: Case, accounts: Sequence[Account], gone: int, made: Sequence[Row]) -> None:
    """Nobody has more than the claim, or than he had; Σ of every share and what is left is what came in."""
    for one in made:
        had, due = one["before_units"], one["due_units"]
        assert had <= due <= max(one["claim_units"], had)
        assert had + one["pay_units"] + one["reserve_units"] + one["deferred_units"] == due
        assert min(one["pay_units"], one["reserve_units"], one["deferred_units"]) >= 0
    assert case.there - gone - sum(one["due_units"] for one in made) >= 0
    assert sum(one["before_units"] for one in made) == sum(one.before for one in accounts)


def _paid_out(payments: Sequence[Row], made: Sequence[Row]) -> None:
    assert sum(one["units"] for one in payments) == sum(one["pay_units"] for one in made)
    assert all(one["units"] > 0 for one in payments)


@settings(max_examples=2, phases=NO_SHRINKING)
@given(st.integers(0, 2**32), st.sampled_from([7, 0]))
def test_a_claim_in_two_linked_accounts_gets_what_it_gets_whole(seed, base) -> None:
    chance, plan = Random(seed), Plan(base=base)  # noqa: S311  # made-up cases, the same for the same seed
    with TemporaryDirectory() as folder:
        rounds = Rounds(Path(folder), terms_of_plan(plan, linked="together"), chance)
        whole = [made_case(f"W{at}", chance, plan) for at in range(CASES)]
        cut = [_with_the_first_in_two(case, chance) for case in whole]
        made, _, _ = rounds.run([*whole, *cut])
        due = {case.asset: _by_person(case, made) for case in (*whole, *cut)}
        for one, other in zip(whole, cut, strict=True):
            assert due[one.asset] == due[other.asset]


def _with_the_first_in_two(case: Case, chance: Random) -> Case:
    first, *others = case.claims
    net, unclaimed, disputed = (
        chance.randint(0, one) for one in (first.net, first.unclaimed, first.disputed)
    )
    part = replace(first, customer=f"{first.customer}b", net=net, unclaimed=unclaimed, disputed=disputed)
    rest = replace(
        first, net=first.net - net, unclaimed=first.unclaimed - unclaimed, disputed=first.disputed - disputed
    )
    links = [*case.links, (first.customer, part.customer)]
    return Case(f"{case.asset}cut", [part, *others, rest], case.there, links, set(case.early))


def _by_person(case: Case, made: Sequence[Row]) -> dict[tuple[str, str], int]:
    persons, found = case.persons(linked=True), dict[tuple[str, str], int]()
    for row in made:
        if row["asset"] == case.asset and row["claim_units"]:
            key = persons[row["customer_id"]], row["priority"]
            found[key] = found.get(key, 0) + row["due_units"]
    return found
