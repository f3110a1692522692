"""The reserve journal: what is held on a day, who may say what, and that nothing is ever edited."""

from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hozen.books import Books, Movement, ReserveEntered, UseApproval, open_books
from hozen.books.errors import (
    BadField,
    KeyReused,
    ReserveEntryRefused,
    ReserveOverdrawn,
    SamePerson,
)
from hozen.values import Yen

D1, D2, D3, D4, D5 = (date(2026, 11, day) for day in (1, 2, 3, 4, 5))
NOT_NEEDED = {"cause": "hot_key_theft", "approval": UseApproval.NOT_NEEDED}
REQUESTED = {"cause": "hot_key_theft", "approval": UseApproval.REQUESTED}


def enter(
    books: Books,
    day: date,
    movement: Movement,
    yen: int,
    key: str | None = None,
    actor: str = "sato",
    **more: Any,
) -> ReserveEntered:
    key = key or f"{movement.value} {day} {yen}"
    return books.enter_reserve("alpha", day, movement, Yen(yen), actor=actor, key=key, **more)


def held(books: Books, day: date) -> int:
    return books.reserve_balance("alpha", day).held.amount


@pytest.fixture
def opened(books: Books) -> Books:
    enter(books, D1, Movement.OPENING, 1_000)
    return books


def test_the_balance_of_a_day_adds_what_came_in_and_takes_what_went_out(opened: Books) -> None:
    enter(opened, D2, Movement.ADDITION, 500)  # 1,000 + 500 = 1,500
    enter(opened, D3, Movement.USE, 700, **NOT_NEEDED)  # − 700 = 800
    enter(opened, D4, Movement.REFILL, 300)  # + 300 = 1,100
    enter(opened, D5, Movement.RELEASE, 100)  # − 100 = 1,000
    days = [D1 - timedelta(days=1), D1, D2, D3, D4, D5, D5 + timedelta(days=400)]
    assert [held(opened, day) for day in days] == [0, 1_000, 1_500, 800, 1_100, 1_000, 1_000]


def test_an_entry_may_come_late_and_counts_from_its_day(opened: Books) -> None:
    enter(opened, D3, Movement.USE, 1_000, **NOT_NEEDED)
    assert enter(opened, D2, Movement.ADDITION, 50).balance.held == Yen(1_050)
    assert held(opened, D3) == 50


def test_the_result_shows_the_line_and_the_balance_of_its_day(opened: Books) -> None:
    result = enter(
        opened, D2, Movement.USE, 400, accident=True, link="case 7", note="first part", **NOT_NEEDED
    )
    assert (result.line.cause, result.line.accident, result.line.link) == ("hot_key_theft", True, "case 7")
    assert (result.line.entered_by, result.line.note, result.already_there) == ("sato", "first part", False)
    assert result.balance.held == Yen(600)
    assert result.anchor == opened.anchor()


@pytest.mark.parametrize(("yen", "fits"), [(999, True), (1_000, True), (1_001, False)])
@pytest.mark.parametrize(
    ("movement", "more"), [(Movement.USE, NOT_NEEDED), (Movement.USE, REQUESTED), (Movement.RELEASE, {})]
)
def test_no_more_goes_out_than_is_held(
    opened: Books, movement: Movement, more: dict[str, Any], yen: int, fits: bool
) -> None:
    if fits:
        enter(opened, D2, movement, yen, **more)
    else:
        with pytest.raises(ReserveOverdrawn, match="¥1 short at the end of 2026-11-02"):
            enter(opened, D2, movement, yen, **more)
        assert len(opened.reserve_journal("alpha")) == 1
        assert opened.verify().ok


def test_a_use_entered_late_may_not_overdraw_a_later_day(opened: Books) -> None:
    enter(opened, D3, Movement.RELEASE, 600)
    with pytest.raises(ReserveOverdrawn, match="2026-11-03"):
        enter(opened, D2, Movement.USE, 401, **NOT_NEEDED)
    enter(opened, D2, Movement.USE, 400, **NOT_NEEDED)


def test_money_of_one_day_may_be_used_on_that_day(opened: Books) -> None:
    enter(opened, D2, Movement.USE, 1_000, **NOT_NEEDED)
    with pytest.raises(ReserveOverdrawn):
        enter(opened, D3, Movement.USE, 5, **NOT_NEEDED)
    enter(opened, D3, Movement.ADDITION, 5)
    enter(opened, D3, Movement.USE, 5, **NOT_NEEDED)


def test_every_book_has_a_journal_of_its_own(opened: Books) -> None:
    with pytest.raises(ReserveOverdrawn):
        opened.enter_reserve("beta", D2, Movement.RELEASE, Yen(1), actor="sato", key="b")
    assert opened.reserve_balance("beta", D2).held == Yen(0)
    assert opened.reserve_journal("beta") == ()


def test_a_journal_opens_once_and_nothing_comes_before_its_opening(opened: Books) -> None:
    with pytest.raises(ReserveEntryRefused, match="begun"):
        enter(opened, D2, Movement.OPENING, 5)
    with pytest.raises(ReserveEntryRefused, match="before the opening"):
        enter(opened, D1 - timedelta(days=1), Movement.ADDITION, 5)


def test_a_journal_may_open_with_nothing(books: Books) -> None:
    assert enter(books, D1, Movement.OPENING, 0).balance.held == Yen(0)


@pytest.mark.parametrize(
    ("movement", "yen", "more"),
    [
        (Movement.ADDITION, 0, {}),
        (Movement.ADDITION, -5, {}),
        (Movement.ADDITION, 10**18 + 1, {}),
        (Movement.USE, 5, {}),
        (Movement.USE, 5, {"cause": "insider"}),
        (Movement.USE, 5, {"approval": UseApproval.REQUESTED}),
        (Movement.USE, 5, {"cause": "insider", "approval": UseApproval.APPROVED}),
        (Movement.USE, 5, {"cause": "insider", "approval": UseApproval.REFUSED}),
        (Movement.ADDITION, 5, {"cause": "insider"}),
        (Movement.ADDITION, 5, {"accident": True}),
        (Movement.RELEASE, 5, {"approval": UseApproval.NOT_NEEDED}),
    ],
)
def test_an_entry_that_does_not_fit_is_refused(
    opened: Books, movement: Movement, yen: int, more: dict[str, Any]
) -> None:
    with pytest.raises(ReserveEntryRefused):
        enter(opened, D2, movement, yen, **more)
    assert len(opened.reserve_journal("alpha")) == 1


def test_the_same_key_enters_once_and_another_request_under_it_is_refused(opened: Books) -> None:
    first = enter(opened, D2, Movement.ADDITION, 500, key="k")
    again = enter(opened, D2, Movement.ADDITION, 500, key="k")
    assert (again.line, again.already_there, first.already_there) == (first.line, True, False)
    assert held(opened, D2) == 1_500
    with pytest.raises(KeyReused):
        enter(opened, D2, Movement.ADDITION, 501, key="k")
    with pytest.raises(BadField, match="key"):
        opened.enter_reserve("alpha", D2, Movement.ADDITION, Yen(1), actor="sato", key="")


# Uses that wait for approval


def test_a_requested_use_takes_nothing_out_but_is_promised(opened: Books) -> None:
    enter(opened, D2, Movement.USE, 600, **REQUESTED)
    balance = opened.reserve_balance("alpha", D2)
    assert (balance.held, balance.requested) == (Yen(1_000), Yen(600))
    with pytest.raises(ReserveOverdrawn):
        enter(opened, D3, Movement.RELEASE, 401)
    enter(opened, D3, Movement.RELEASE, 400)


def test_an_approved_use_goes_out_on_the_day_of_the_decision(opened: Books) -> None:
    use = enter(opened, D2, Movement.USE, 600, **REQUESTED).line.seq
    line = opened.decide_use(use, approved=True, day=D4, actor="suzuki", key="d").line
    assert (line.seq, line.approval, line.decided_by, line.decided_on) == (
        use,
        UseApproval.APPROVED,
        "suzuki",
        D4,
    )
    assert [held(opened, day) for day in (D2, D3, D4)] == [1_000, 1_000, 400]


def test_a_decision_before_the_day_of_the_use_does_not_bring_it_forward(opened: Books) -> None:
    use = enter(opened, D3, Movement.USE, 600, **REQUESTED).line.seq
    opened.decide_use(use, approved=True, day=D2, actor="suzuki", key="d")
    assert [held(opened, day) for day in (D2, D3)] == [1_000, 400]


def test_a_refused_use_frees_what_was_promised(opened: Books) -> None:
    use = enter(opened, D2, Movement.USE, 600, **REQUESTED).line.seq
    opened.decide_use(use, approved=False, day=D3, actor="suzuki", key="d")
    assert opened.reserve_balance("alpha", D3).requested == Yen(0)
    enter(opened, D4, Movement.RELEASE, 1_000)


@pytest.mark.parametrize("actor", ["sato", "SATO"])
def test_whoever_entered_a_use_does_not_decide_on_it(opened: Books, actor: str) -> None:
    use = enter(opened, D2, Movement.USE, 600, **REQUESTED).line.seq
    with pytest.raises(SamePerson):
        opened.decide_use(use, approved=True, day=D3, actor=actor, key="d")


def test_whoever_entered_any_statement_of_a_use_does_not_decide_on_it(opened: Books) -> None:
    use = enter(opened, D2, Movement.USE, 600, **REQUESTED).line.seq
    new = opened.restate_reserve(use, amount=Yen(500), note="typing error", actor="mori", key="r").line.seq
    for actor in ("sato", "mori"):
        with pytest.raises(SamePerson):
            opened.decide_use(new, approved=True, day=D3, actor=actor, key="d")
    opened.decide_use(new, approved=True, day=D3, actor="suzuki", key="d")
    assert held(opened, D3) == 500


def test_a_decision_is_made_once_on_what_waits_for_one(opened: Books) -> None:
    use = enter(opened, D2, Movement.USE, 600, **REQUESTED).line.seq
    first = opened.decide_use(use, approved=True, day=D3, actor="suzuki", key="d")
    assert opened.decide_use(use, approved=True, day=D3, actor="suzuki", key="d").line == first.line
    for seq in (use, 1, 99):
        with pytest.raises(ReserveEntryRefused):
            opened.decide_use(seq, approved=False, day=D3, actor="suzuki", key="e")


# Restatements


def test_a_restatement_is_a_new_line_and_the_old_one_bears_the_mark(opened: Books) -> None:
    wrong = enter(opened, D2, Movement.ADDITION, 5_000).line.seq
    result = opened.restate_reserve(wrong, amount=Yen(500), note="one nought too many", actor="mori", key="r")
    told = opened.reserve_history(wrong)
    assert [(one.amount.amount, one.stands, one.entered_by) for one in told] == [
        (5_000, False, "sato"),
        (500, True, "mori"),
    ]
    assert told[0].restated_by == result.line.seq
    assert result.line.restates == wrong
    assert opened.reserve_history(result.line.seq) == told
    assert held(opened, D2) == 1_500


def test_a_restatement_keeps_what_it_does_not_name(opened: Books) -> None:
    use = enter(opened, D2, Movement.USE, 400, accident=True, link="case 7", **NOT_NEEDED).line
    new = opened.restate_reserve(use.seq, day=D3, note="paid a day later", actor="sato", key="r").line
    assert (new.amount, new.cause, new.accident, new.link, new.approval) == (
        use.amount,
        use.cause,
        True,
        "case 7",
        UseApproval.NOT_NEEDED,
    )
    assert [held(opened, day) for day in (D2, D3)] == [1_000, 600]


def test_restating_to_nothing_voids_a_line(opened: Books) -> None:
    twice = enter(opened, D2, Movement.ADDITION, 500).line.seq
    opened.restate_reserve(twice, amount=Yen(0), note="entered twice", actor="sato", key="r")
    assert held(opened, D2) == 1_000


def test_the_newest_statement_is_the_one_to_restate(opened: Books) -> None:
    wrong = enter(opened, D2, Movement.ADDITION, 5_000).line.seq
    newer = opened.restate_reserve(wrong, amount=Yen(500), note="a", actor="sato", key="r").line.seq
    with pytest.raises(ReserveEntryRefused, match=f"restate entry {newer}"):
        opened.restate_reserve(wrong, amount=Yen(400), note="b", actor="sato", key="s")
    opened.restate_reserve(newer, amount=Yen(400), note="b", actor="sato", key="s")
    assert [one.amount.amount for one in opened.reserve_history(newer)] == [5_000, 500, 400]
    assert held(opened, D2) == 1_400


def test_a_restatement_sent_twice_is_one(opened: Books) -> None:
    wrong = enter(opened, D2, Movement.ADDITION, 5_000).line.seq
    first = opened.restate_reserve(wrong, amount=Yen(500), note="a", actor="sato", key="r")
    again = opened.restate_reserve(wrong, amount=Yen(500), note="a", actor="sato", key="r")
    assert (again.line, again.already_there) == (first.line, True)


def test_a_restatement_may_not_overdraw(opened: Books) -> None:
    added = enter(opened, D2, Movement.ADDITION, 500).line.seq
    enter(opened, D3, Movement.USE, 1_400, **NOT_NEEDED)
    with pytest.raises(ReserveOverdrawn):
        opened.restate_reserve(added, amount=Yen(399), note="less", actor="sato", key="r")
    opened.restate_reserve(added, amount=Yen(400), note="less", actor="sato", key="r")


@pytest.mark.parametrize("approved", [True, False])
def test_a_decided_use_that_is_restated_asks_anew(opened: Books, approved: bool) -> None:
    use = enter(opened, D2, Movement.USE, 100, **REQUESTED).line.seq
    opened.decide_use(use, approved=approved, day=D2, actor="suzuki", key="d")
    new = opened.restate_reserve(use, amount=Yen(900), note="more", actor="sato", key="r").line
    assert new.approval is UseApproval.REQUESTED
    assert held(opened, D5) == 1_000
    with pytest.raises(ReserveEntryRefused):
        opened.restate_reserve(new.seq, approval=UseApproval.APPROVED, note="x", actor="sato", key="s")


def test_what_is_no_line_is_not_restated(opened: Books) -> None:
    opened.append("note", {}, actor="sato")
    for seq in (2, 77):
        with pytest.raises(ReserveEntryRefused):
            opened.restate_reserve(seq, amount=Yen(1), note="x", actor="sato", key="r")


# Against an oracle


_MOVES = st.lists(
    st.tuples(
        st.sampled_from(["addition", "refill", "release", "use"]), st.integers(0, 4), st.integers(1, 90)
    ),
    max_size=8,
)


@given(_MOVES)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_entry_is_taken_exactly_when_no_day_falls_below_nothing(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int, int]]
) -> None:
    """Oracle: five day-sums kept by hand; a move is taken when every running sum stays at ¥0 or more."""
    sums = [100, 0, 0, 0, 0]
    with open_books(tmp_path_factory.mktemp("books") / "books.sqlite") as books:
        enter(books, D1, Movement.OPENING, 100)
        for number, (name, day, yen) in enumerate(moves):
            after = list(sums)
            after[day] += yen if name in ("addition", "refill") else -yen
            fits = all(sum(after[: last + 1]) >= 0 for last in range(5))
            more = NOT_NEEDED if name == "use" else {}
            refusal = nullcontext() if fits else pytest.raises(ReserveOverdrawn)
            with refusal:
                enter(books, D1 + timedelta(days=day), Movement(name), yen, key=str(number), **more)
            sums = after if fits else sums
        assert [held(books, D1 + timedelta(days=day)) for day in range(5)] == [
            sum(sums[: last + 1]) for last in range(5)
        ]
        assert books.verify().ok
