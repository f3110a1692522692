"""The break log: carried from day to day, it forgets nothing, and a break goes only by an entry that says so."""

from datetime import date, timedelta
from itertools import count

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import direct, ticking

from hozen.books import AgeBand, Books, BreakEvent, FoundBreak, open_books
from hozen.books.address import address
from hozen.books.database import Database
from hozen.books.errors import BadField, BreakRefused, KeyReused

D1, D2, D3, D4, D5 = (date(2026, 11, day) for day in (16, 17, 18, 19, 20))
CURE = date(2026, 11, 24)


def found(
    units: int = -5, cause: str = "unknown", subject: str = "BTC", cure_by: date | None = CURE
) -> FoundBreak:
    return FoundBreak(subject, 8, cause, units, 1, cure_by)


def carry(books: Books, day: date, *breaks: FoundBreak, book: str = "alpha", records: str = "r"):
    return books.breaks.carry(book, day, breaks, records=f"{records} {day}", actor="sato")


def events(record) -> list[str]:
    return [step.event.value for step in record.steps]


def test_a_break_is_opened_with_its_day_quantity_cause_and_time_to_cure(books: Books) -> None:
    done = carry(books, D1, found(-(10**30), "double_credit"))
    (one,) = done.opened
    assert done.open == (one,) == books.breaks.list("alpha")
    assert (one.subject, one.units, one.cause, one.opened_on, one.cure_by) == (
        "BTC",
        -(10**30),
        "double_credit",
        D1,
        CURE,
    )
    assert (one.owner, one.is_open, events(one)) == ("", True, ["opened"])


def test_what_stands_is_kept_without_an_entry_of_its_own(books: Books) -> None:
    carry(books, D1, found())
    done = carry(books, D2, found(cure_by=date(2026, 11, 25)))
    (one,) = done.open
    assert (done.opened, done.changed, done.resolved) == ((), (), ())
    # Its clock began on the first day and is not wound up again.
    assert (one.opened_on, one.cure_by, events(one)) == (D1, CURE, ["opened"])


def test_a_quantity_is_brought_up_to_date(books: Books) -> None:
    carry(books, D1, found(-5))
    (one,) = carry(books, D2, found(-4)).changed
    assert (one.units, events(one)) == (-4, ["opened", "changed"])


def test_what_is_gone_is_resolved_by_an_entry_that_names_the_records(books: Books) -> None:
    carry(books, D1, found())
    done = carry(books, D2, records="f00d")
    (one,) = done.resolved
    assert done.open == ()
    assert (one.resolved_on, one.resolved_by, one.gone) == (D2, "records of 2026-11-17", True)
    assert one.steps[-1].body["records"] == "f00d 2026-11-17"
    assert books.breaks.list("alpha", open_only=True) == ()
    assert books.breaks.list("alpha") == (one,)


def test_a_break_that_comes_again_on_a_later_day_is_another_one(books: Books) -> None:
    carry(books, D1, found())
    carry(books, D2)
    (one,) = carry(books, D3, found()).opened
    assert (one.opened_on, len(books.breaks.list("alpha"))) == (D3, 2)


def test_the_same_quantity_under_another_cause_is_the_same_break(books: Books) -> None:
    carry(books, D1, found(-5, "unknown"))
    done = carry(books, D2, found(-5, "fee_not_booked"), found(-5, "reorg", subject="ETH"))
    (one,) = done.reclassified
    assert (one.cause, one.opened_on, one.cure_by) == ("fee_not_booked", D1, CURE)
    assert [other.subject for other in done.opened] == ["ETH"]
    assert done.resolved == ()
    assert carry(books, D3, found(-5, "fee_not_booked"), found(-5, "reorg", subject="ETH")).opened == ()


LATER = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("then", "cure_by"),
    [
        ([found(-40), found(-60, "reorg", cure_by=LATER)], CURE),  # 60 of the 100 have a cause now
        ([found(-101, "reorg", cure_by=LATER)], CURE),
        ([found(-101, "reorg", cure_by=None)], CURE),
        ([found(-101, "reorg", cure_by=D5)], D5),
        ([found(-100), found(-60, "reorg", cure_by=LATER)], LATER),  # the 100 stand: these are others
        ([found(-110), found(-60, "reorg", cure_by=LATER)], LATER),
        ([found(101, "reorg", cure_by=LATER)], LATER),  # the other direction
        ([found(-101, "reorg", subject="ETH", cure_by=LATER)], LATER),
    ],
)
def test_what_takes_the_place_of_a_break_has_no_more_time_than_it_had(books: Books, then, cure_by) -> None:
    carry(books, D1, found(-100))
    (one,) = carry(books, D2, *then).opened
    assert (one.opened_on, one.cure_by) == (D2, cure_by)


def test_after_a_day_without_a_break_the_time_begins_anew(books: Books) -> None:
    carry(books, D1, found(-100))
    carry(books, D2)
    (one,) = carry(books, D3, found(-101, "reorg", cure_by=LATER)).opened
    assert one.cure_by == LATER


def test_both_directions_of_one_cause_are_two_breaks(books: Books) -> None:
    done = carry(books, D1, found(-5, "decimals"), found(5, "decimals"))
    assert [one.units for one in done.opened] == [-5, 5]
    done = carry(books, D2, found(5, "decimals"))
    assert [one.units for one in done.resolved] == [-5]


# What a person says


def test_a_person_notes_assigns_and_reclassifies(books: Books) -> None:
    seq = carry(books, D1, found()).opened[0].seq
    books.breaks.note(seq, "asked the custodian", actor="suzuki", day=D1)
    books.breaks.assign(seq, "tanaka", actor="sato", day=D1)
    one = books.breaks.reclassify(seq, "stale_statement", actor="tanaka", note="their mail of today", day=D2)
    assert (one.owner, one.cause, one.found_as) == ("tanaka", "stale_statement", "unknown")
    assert events(one) == ["opened", "noted", "assigned", "reclassified"]
    assert [step.actor for step in one.steps] == ["sato", "suzuki", "sato", "tanaka"]
    assert one == books.breaks.show(seq)


def test_a_persons_cause_stays_when_the_evidence_speaks_later(books: Books) -> None:
    seq = carry(books, D1, found(-5, "unknown")).opened[0].seq
    books.breaks.reclassify(seq, "dust", actor="sato", note="seen", day=D1)
    assert carry(books, D2, found(-5, "unknown")).opened == ()
    carry(books, D3, found(-5, "reorg"))
    one = books.breaks.show(seq)
    assert (one.cause, one.found_as) == ("dust", "reorg")


def test_a_resolution_names_what_cured_it_and_the_next_day_shows_whether_it_did(books: Books) -> None:
    seq = carry(books, D1, found()).opened[0].seq
    one = books.breaks.resolve(seq, "ledger entry 4711", actor="sato", day=D1)
    assert (one.is_open, one.resolved_by, one.gone) == (False, "ledger entry 4711", False)
    (again,) = carry(books, D2, found(-6)).reopened
    assert (again.seq, again.units, again.is_open, again.cure_by) == (seq, -6, True, CURE)
    assert events(again) == ["opened", "resolved", "reopened"]


def test_a_resolution_that_held_is_not_undone_by_a_later_break(books: Books) -> None:
    seq = carry(books, D1, found()).opened[0].seq
    books.breaks.resolve(seq, "ledger entry 4711", actor="sato", day=D1)
    carry(books, D2)
    books.breaks.note(seq, "confirmed", actor="sato", day=D2)
    done = carry(books, D3, found())
    assert (done.reopened, [one.opened_on for one in done.opened]) == ((), [D3])
    assert books.breaks.show(seq).resolved_on == D1


@pytest.mark.parametrize(
    "act",
    [
        lambda log, seq: log.assign(seq, "tanaka", actor="sato", day=D2),
        lambda log, seq: log.resolve(seq, "entry 9", actor="sato", day=D2),
        lambda log, seq: log.reclassify(seq, "dust", actor="sato", note="", day=D2),
    ],
)
def test_a_resolved_break_takes_notes_only(books: Books, act) -> None:
    seq = carry(books, D1, found()).opened[0].seq
    carry(books, D2)
    with pytest.raises(BreakRefused, match="resolved on 2026-11-17"):
        act(books.breaks, seq)
    assert events(books.breaks.note(seq, "for the auditor", actor="sato", day=D2))[-1] == "noted"


def test_what_does_not_fit_is_refused_and_nothing_is_written(books: Books) -> None:
    seq = carry(books, D2, found()).opened[0].seq
    before = books.anchor()
    with pytest.raises(BreakRefused, match="2026-11-17 or later"):
        carry(books, D1)
    with pytest.raises(BreakRefused, match="had not been found"):
        books.breaks.note(seq, "early", actor="sato", day=D1)
    with pytest.raises(BreakRefused, match="a note says something"):
        books.breaks.note(seq, "  ", actor="sato", day=D2)
    with pytest.raises(BreakRefused, match="no such break"):
        books.breaks.show(seq + 1)
    with pytest.raises(BreakRefused, match="twice"):
        carry(books, D2, found(-1), found(-2))
    with pytest.raises(BreakRefused, match="nothing"):
        carry(books, D2, found(0))
    with pytest.raises(BadField):
        books.breaks.assign(seq, "", actor="sato", day=D2)
    with pytest.raises(BadField, match="own"):
        books.append("break.resolved", {"of": seq}, actor="sato")
    assert books.anchor() == before


def test_the_same_day_carried_again_with_the_same_records_adds_nothing(books: Books) -> None:
    first = carry(books, D1, found())
    again = carry(books, D1, found())
    assert (first.already_there, again.already_there, again.anchor) == (False, True, first.anchor)


def test_a_day_closed_again_with_better_records_resolves_and_worse_ones_reopen(books: Books) -> None:
    seq = carry(books, D1, found()).opened[0].seq
    assert [one.seq for one in carry(books, D1, records="better").resolved] == [seq]
    assert [one.seq for one in carry(books, D1, found(), records="worse").reopened] == [seq]


def test_a_key_says_it_once(books: Books) -> None:
    seq = carry(books, D1, found()).opened[0].seq
    for _ in range(2):
        one = books.breaks.note(seq, "seen", actor="sato", day=D1, key="k")
    assert events(one) == ["opened", "noted"]
    with pytest.raises(KeyReused):
        books.breaks.note(seq, "seen not", actor="sato", day=D1, key="k")


def test_every_book_has_a_log_of_its_own(books: Books) -> None:
    carry(books, D1, found())
    assert carry(books, D1, book="beta").open == ()
    assert len(books.breaks.list("alpha")) == 1


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, AgeBand.NEW),
        (1, AgeBand.WEEK),
        (7, AgeBand.WEEK),
        (8, AgeBand.MONTH),
        (30, AgeBand.MONTH),
        (31, AgeBand.OLDER),
    ],
)
def test_age_bands(books: Books, days, band) -> None:
    (one,) = carry(books, D1, found()).opened
    assert one.age(D1 + timedelta(days)) is band


def test_overdue_is_after_the_last_day_to_cure(books: Books) -> None:
    (one,) = carry(books, D1, found()).opened
    assert [one.is_overdue(CURE + timedelta(ahead)) for ahead in (-1, 0, 1)] == [False, False, True]
    (free,) = carry(books, D1, found(), found(7, cure_by=None)).opened
    assert not free.is_overdue(CURE + timedelta(999))


# Nothing is forgotten

CAUSES = ("unknown", "reorg", "dust")
FOUND = st.builds(
    found,
    st.integers(-3, 3).filter(bool),
    st.sampled_from(CAUSES),
    st.sampled_from(("BTC", "ETH")),
)
DAYS = st.lists(
    st.tuples(st.lists(FOUND, max_size=4, unique_by=lambda one: one.key), st.booleans(), st.booleans()),
    max_size=6,
)
BOOKS = count(1)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAYS)
def test_after_any_days_what_is_open_is_what_was_found_and_the_rest_has_its_entry(tmp_path, days) -> None:
    with open_books(tmp_path / "books.sqlite", clock=ticking()) as books:
        book, seen = f"book {next(BOOKS)}", set()
        for ahead, (here, same_day, by_hand) in enumerate(days):
            day = D1 + timedelta(ahead if not same_day else max(0, ahead - 1))
            day = max([day, *(step.day for one in books.breaks.list(book) for step in one.steps)])
            done = carry(books, day, *here, book=book, records=str(ahead))
            assert {(one.key, one.units) for one in done.open} == {(one.key, one.units) for one in here}
            every = books.breaks.list(book)
            assert seen <= {one.seq for one in every}  # none has disappeared
            seen = {one.seq for one in every}
            for one in every:
                told = [
                    step.event
                    for step in one.steps
                    if step.event in (BreakEvent.RESOLVED, BreakEvent.REOPENED)
                ]
                assert one.is_open is (not told or told[-1] is BreakEvent.REOPENED)
                assert told == [BreakEvent.RESOLVED, BreakEvent.REOPENED] * (len(told) // 2) + told[-1:] * (
                    len(told) % 2
                )
            if by_hand and done.open:
                books.breaks.resolve(done.open[0].seq, "entry 1", actor="sato", day=day)
        assert books.verify().ok


# The chain beneath


def test_the_rows_of_the_log_are_guarded_and_checked(books: Books, url: str) -> None:
    seq = carry(books, D1, found()).opened[0].seq
    books.breaks.note(seq, "seen", actor="sato", day=D1)
    assert books.verify().ok
    for sql in ("UPDATE breaks SET day = 'x'", "DELETE FROM breaks"):
        with pytest.raises(Exception, match="append-only"), direct(url) as hand:  # two drivers, two classes
            hand.run(sql)


def test_a_row_that_is_altered_is_named(books: Books, url: str) -> None:
    from support import outlaw

    seq = carry(books, D1, found()).opened[0].seq
    with outlaw(url) as hand:
        hand.run("UPDATE breaks SET book = 'beta' WHERE seq = ?", seq)
    (problem,) = books.verify().problems
    assert (problem.first, "table breaks" in problem.detail) == (seq, True)


def test_books_of_the_first_schema_get_the_log_and_keep_their_chain(url: str) -> None:
    database = Database(address(url), 30)
    config = Config()
    config.set_main_option("script_location", "hozen.books:schema")
    if database.is_sqlite:
        database.enter_wal()
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    database.close()
    with open_books(url, clock=ticking()) as books:
        books.append("note", {"number": 1}, actor="sato")
        assert len(carry(books, D1, found()).opened) == 1
        assert books.verify().ok
