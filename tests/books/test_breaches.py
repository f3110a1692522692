"""Since when a breach stands: from the first day of the run of closings that found it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import close, finding

from hozen.books import Books, open_books

FIRST = date(2026, 11, 2)
COLD = ("cold-share", "BTC")


def run(books: Books, *statuses: str, step: int = 1) -> list[date]:
    """One closing a day with the statuses given; '' leaves the finding out."""
    days = [FIRST + timedelta(days=step * number) for number in range(len(statuses))]
    for day, status in zip(days, statuses, strict=True):
        close(books, day, *([finding(status=status)] if status else []))
    return days


def since(books: Books, before: date = date(2027, 1, 1)) -> date | None:
    return books.open_breaches("alpha", before, "press-band").get(COLD)


@pytest.mark.parametrize(
    ("statuses", "first"),
    [
        (("breach",), 0),
        (("breach", "breach", "breach"), 0),
        (("met", "breach", "breach"), 1),
        (("breach", "met", "breach"), 2),
        (("breach", "met"), None),
        (("breach", ""), None),
        (("breach", "", "breach"), 2),
        (("breach", "cannot_tell"), 0),
        (("breach", "cannot_tell", "breach"), 0),
        (("cannot_tell", "breach"), 1),
        (("cannot_tell",), None),
        (("breach", "attention"), None),
        ((), None),
    ],
)
def test_a_run_begins_at_the_first_breach_and_ends_where_it_was_met(
    books: Books, statuses: tuple[str, ...], first: int | None
) -> None:
    days = run(books, *statuses)
    assert since(books) == (None if first is None else days[first])


def test_days_that_were_not_closed_do_not_end_a_run(books: Books) -> None:
    assert since(books) is None
    assert run(books, "breach", "breach", step=9)[0] == since(books)


def test_only_closings_before_the_day_count(books: Books) -> None:
    days = run(books, "breach", "met", "breach")
    assert since(books, days[2]) is None
    assert since(books, days[1]) == days[0]
    assert since(books, days[0]) is None


def test_only_the_newest_version_of_a_day_counts(books: Books) -> None:
    days = run(books, "breach", "breach")
    close(books, days[0], finding(status="met"), fingerprint="f2")
    assert since(books) == days[1]
    close(books, days[1], finding(status="met"), fingerprint="f2")
    assert since(books) is None


def test_a_shortfall_under_a_rule_not_yet_in_force_keeps_its_first_day(books: Books) -> None:
    close(books, FIRST, finding(status="attention", breach_since="2026-11-02"))
    close(books, FIRST + timedelta(days=1), finding(status="attention", breach_since="2026-11-02"))
    assert since(books) == FIRST


def test_each_subject_has_a_run_of_its_own_and_other_books_and_scenarios_do_not_count(books: Books) -> None:
    close(books, FIRST, finding(), finding(subject="ETH"))
    close(
        books,
        FIRST + timedelta(days=1),
        finding(subject="ETH"),
        finding("capital", ""),
        finding(status="met"),
    )
    close(books, FIRST + timedelta(days=2), finding(), book="beta")
    close(books, FIRST + timedelta(days=2), finding(), scenario="share-rates")
    assert books.open_breaches("alpha", date(2027, 1, 1), "press-band") == {
        ("cold-share", "ETH"): FIRST,
        ("capital", ""): FIRST + timedelta(days=1),
    }


_STATUSES = st.lists(st.sampled_from(["breach", "met", "cannot_tell", ""]), max_size=7)


@given(_STATUSES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_run_read_backwards_is_the_run_told_forwards(
    tmp_path_factory: pytest.TempPathFactory, statuses: list[str]
) -> None:
    """Oracle: walk the days forwards; a breach starts a run, met or absent ends it, cannot tell changes nothing."""
    running: date | None = None
    with open_books(tmp_path_factory.mktemp("books") / "books.sqlite") as books:
        for day, status in zip(run(books, *statuses), statuses, strict=True):
            if status == "breach":
                running = running or day
            elif status != "cannot_tell":
                running = None
        assert since(books) == running
