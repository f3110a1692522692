"""The case log: each case entry by entry, approved by another person, never on a state that somebody has not seen."""

import os
import signal
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from support import direct, outlaw, ticking

from hozen.books import Books, open_books
from hozen.books.address import address
from hozen.books.database import Database
from hozen.books.errors import BadField, CaseMoved, CaseRefused, CaseUnknown, KeyReused, SamePerson

DAY = date(2026, 11, 20)
NAME = "2026-hot-wallet"


def opened(books: Books, case: str = NAME, **more):
    return books.cases.open("alpha", case, "incident", {"cause": "hot_key"}, actor="sato", day=DAY, **more)


def say(books: Books, event: str = "valued", body=None, actor: str = "sato", **more):
    return books.cases.enter("alpha", NAME, event, body or {}, actor=actor, **more)


def test_a_case_holds_its_entries_oldest_first(books: Books) -> None:
    opened(books)
    say(books, "frozen", {"assets": ["BTC"], "units": 10**30}, day=date(2026, 11, 21))
    record = books.cases.show("alpha", NAME)
    assert [(one.event, one.day, one.actor) for one in record.entries] == [
        ("opened", DAY, "sato"),
        ("frozen", date(2026, 11, 21), "sato"),
    ]
    assert record.entries[1].body == {"assets": ["BTC"], "units": 10**30}
    assert (record.kind, record.is_open, record.last, record.opened_by) == ("incident", True, 2, "sato")
    assert books.entry(2).kind == "case.frozen"
    assert record.anchor == books.anchor()


def test_without_a_day_an_entry_counts_for_the_legal_day_of_its_instant(books: Books) -> None:
    from datetime import UTC, datetime

    opened(books)
    # 15:00 UTC is midnight in Japan: the next legal day.
    assert say(books, at=datetime(2026, 11, 20, 15, tzinfo=UTC)).day == date(2026, 11, 21)


def test_a_case_is_opened_once_and_each_book_has_its_own(books: Books) -> None:
    opened(books)
    with pytest.raises(CaseRefused, match="opened on 2026-11-20 by sato"):
        opened(books)
    books.cases.open("beta", NAME, "wind-down", {}, actor="mori")
    opened(books, "second")
    assert [one.case for one in books.cases.list("alpha")] == [NAME, "second"]
    assert books.cases.list("alpha", "wind-down") == ()
    assert [one.kind for one in books.cases.list("beta")] == ["wind-down"]


def test_a_case_that_is_not_there_is_refused(books: Books) -> None:
    with pytest.raises(CaseUnknown, match="2026-hot-wallet"):
        say(books)
    with pytest.raises(CaseUnknown):
        books.cases.show("alpha", NAME)


def test_a_name_that_cannot_be_a_folder_everywhere_is_refused(books: Books) -> None:
    for case in ("", "A", "a b", "-a", "a-", "../a", "a" * 61, "è"):
        with pytest.raises(BadField):
            opened(books, case)
        assert list(books.entries()) == [], case


def test_events_with_a_call_of_their_own_and_what_is_no_event_are_refused(books: Books) -> None:
    opened(books)
    for event in ("opened", "approved", "closed", "reopened", "Valued", "a.b", ""):
        with pytest.raises(BadField):
            say(books, event)
        assert books.cases.show("alpha", NAME).last == 1, event


def test_the_chain_takes_entries_of_cases_from_the_case_log_only(books: Books) -> None:
    with pytest.raises(BadField):
        books.append("case.valued", {}, actor="sato")


# Two people


def test_another_person_approves_and_the_entry_says_so(books: Books) -> None:
    opened(books)
    seq = say(books).seq
    approval = books.cases.approve("alpha", NAME, seq, actor="suzuki", note="seen")
    entry = books.cases.show("alpha", NAME).numbered(seq)
    assert (entry.approved_by, entry.approval, approval.of) == ("suzuki", approval.seq, seq)


def test_whoever_entered_does_not_approve_under_any_spelling(books: Books) -> None:
    opened(books)
    seq = say(books).seq
    with pytest.raises(SamePerson):
        books.cases.approve("alpha", NAME, seq, actor="ＳＡＴＯ")


def test_an_entry_is_approved_once(books: Books) -> None:
    opened(books)
    seq = say(books).seq
    first = books.cases.approve("alpha", NAME, seq, actor="suzuki")
    assert books.cases.approve("alpha", NAME, seq, actor="suzuki") == first
    with pytest.raises(CaseRefused, match="by suzuki"):
        books.cases.approve("alpha", NAME, seq, actor="mori")


def test_what_a_later_entry_replaces_is_not_approved(books: Books) -> None:
    opened(books)
    first, second = say(books).seq, say(books, body={"again": True}).seq
    with pytest.raises(CaseMoved, match=f"entry {second}"):
        books.cases.approve("alpha", NAME, first, actor="suzuki")
    books.cases.approve("alpha", NAME, second, actor="suzuki")


def test_entries_of_other_series_do_not_replace_each_other(books: Books) -> None:
    opened(books)
    first = say(books, "reversed", {"series": "a"}).seq
    say(books, "reversed", {"series": "b"})
    books.cases.approve("alpha", NAME, first, actor="suzuki")


def test_what_is_no_entry_of_the_case_is_not_approved(books: Books) -> None:
    opened(books)
    books.cases.approve("alpha", NAME, say(books).seq, actor="suzuki")  # entry 3: an approval itself
    for seq in (99, 3):
        with pytest.raises(CaseRefused, match="no such entry"):
            books.cases.approve("alpha", NAME, seq, actor="mori")


def test_the_case_as_it_was_knows_no_later_approval(books: Books) -> None:
    opened(books)
    seq = say(books).seq
    books.cases.approve("alpha", NAME, seq, actor="suzuki")
    record = books.cases.show("alpha", NAME)
    assert [one.approved_by for one in record.until(seq)] == ["", ""]
    assert [one.approved_by for one in record.until(seq + 1)] == ["", "suzuki", ""]


# Acting on what one has seen


def test_an_entry_upon_a_state_that_has_gone_on_is_refused(books: Books) -> None:
    last = opened(books).last
    say(books, after=last)
    with pytest.raises(CaseMoved, match="entry 2 by sato: valued"):
        say(books, "plan", after=last)
    books.append("note", {}, actor="sato")  # what is not of the case does not count
    say(books, "plan", after=2)


def test_of_two_writers_at_once_who_saw_the_same_state_one_is_refused(url: str) -> None:
    with open_books(url, clock=ticking()) as books:
        last = opened(books).last
        outcomes: list[str] = []
        gate = threading.Barrier(2)

        def act(actor: str) -> None:
            gate.wait()
            try:
                say(books, "distribution", {"by": actor}, actor=actor, after=last)
                outcomes.append("done")
            except CaseMoved:
                outcomes.append("moved")

        threads = [threading.Thread(target=act, args=(name,)) for name in ("sato", "mori")]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sorted(outcomes) == ["done", "moved"]
        assert len(books.cases.show("alpha", NAME).of("distribution")) == 1
        assert books.verify().ok


def test_of_two_approvals_at_once_one_stands(url: str) -> None:
    with open_books(url, clock=ticking()) as books:
        opened(books)
        seq = say(books).seq
        outcomes: list[str] = []
        gate = threading.Barrier(2)

        def act(actor: str) -> None:
            gate.wait()
            try:
                books.cases.approve("alpha", NAME, seq, actor=actor)
                outcomes.append("done")
            except CaseRefused:
                outcomes.append("refused")

        threads = [threading.Thread(target=act, args=(name,)) for name in ("suzuki", "mori")]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sorted(outcomes) == ["done", "refused"]


def test_a_key_says_it_once(books: Books) -> None:
    opened(books, key="open")
    assert opened(books, key="open").last == 1
    first = say(books, body={"n": 1}, key="k", after=1)
    assert say(books, body={"n": 1}, key="k", after=1) == first  # though the case has gone on since
    with pytest.raises(KeyReused):
        say(books, body={"n": 2}, key="k")
    with pytest.raises(KeyReused):
        say(books, "plan", {"n": 1}, key="k")
    approval = books.cases.approve("alpha", NAME, 2, actor="suzuki", key="a")
    assert books.cases.approve("alpha", NAME, 2, actor="suzuki", key="a") == approval
    assert len(list(books.entries())) == 3


# Closing


def test_after_the_closing_come_its_approval_and_a_reopening_and_nothing_else(books: Books) -> None:
    opened(books)
    seq = say(books).seq
    closing = books.cases.close("alpha", NAME, {"reason": "paid"}, actor="sato")
    assert books.cases.list("alpha", open_only=True) == ()
    with pytest.raises(CaseRefused, match="closed"):
        say(books, "note")
    with pytest.raises(CaseRefused, match="closed"):
        books.cases.approve("alpha", NAME, seq, actor="suzuki")
    with pytest.raises(CaseRefused, match="closed"):
        books.cases.close("alpha", NAME, {}, actor="sato")
    books.cases.approve("alpha", NAME, closing.seq, actor="suzuki")
    books.cases.reopen("alpha", NAME, {"reason": "coins came back"}, actor="sato")
    assert books.cases.show("alpha", NAME).is_open
    with pytest.raises(CaseRefused, match="open"):
        books.cases.reopen("alpha", NAME, {}, actor="sato")
    say(books, "note")


# The chain beneath


def test_the_rows_of_the_cases_are_guarded_and_checked(books: Books, url: str) -> None:
    opened(books)
    assert books.verify().ok
    for sql in ("UPDATE case_entries SET event = 'x'", "DELETE FROM case_entries"):
        with pytest.raises(Exception, match="append-only"), direct(url) as hand:  # two drivers, two classes
            hand.run(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE case_entries SET event = 'closed' WHERE seq = 2",
        "UPDATE case_entries SET book = 'beta' WHERE seq = 2",
        "DELETE FROM case_entries WHERE seq = 2",
    ],
)
def test_a_row_that_is_altered_or_gone_is_named(books: Books, url: str, sql: str) -> None:
    opened(books)
    say(books)
    with outlaw(url) as hand:
        hand.run(sql)
    (problem,) = books.verify().problems
    assert (problem.first, "table case_entries" in problem.detail) == (2, True)


def test_books_of_the_second_schema_get_the_cases_and_keep_their_chain(url: str) -> None:
    database = Database(address(url), 30)
    config = Config()
    config.set_main_option("script_location", "hozen.books:schema")
    if database.is_sqlite:
        database.enter_wal()
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    database.close()
    with open_books(url, clock=ticking()) as books:
        books.append("note", {"number": 1}, actor="sato")
        opened(books)
        assert books.verify().ok


_WRITER = """
import sys
from hozen.books import open_books
with open_books(sys.argv[1]) as books:
    for number in range(100_000):
        books.cases.enter("alpha", "2026-hot-wallet", "note", {"number": number}, actor="sato")
        print(number, flush=True)
"""


def test_a_writer_that_is_killed_leaves_whole_entries(tmp_path: Path) -> None:
    target = str(tmp_path / "books.sqlite")
    with open_books(target) as books:
        opened(books)
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, target], stdout=subprocess.PIPE, text=True
    ) as child:
        said = [int(child.stdout.readline()) for _ in range(20)]
        os.kill(child.pid, signal.SIGKILL)
        rest = child.stdout.read()
    told = said[-1] + 1 + rest.count("\n")
    with open_books(target) as books:
        assert books.verify().ok
        kept = [one.body["number"] for one in books.cases.show("alpha", NAME).of("note")]
    assert kept == list(range(len(kept)))
    assert len(kept) >= told  # what was told to be kept is there
