"""The same input is the same closing; another input is a new version that says what changed."""

from datetime import date

import pytest
from support import DAY, close, finding

from hozen.books import Books, Change, PartChange
from hozen.books.errors import (
    AlreadyApproved,
    BadField,
    ClosingSuperseded,
    ClosingUnknown,
    KeyReused,
    NotApproved,
    NotCanonical,
    SamePerson,
)


def test_the_first_closing_of_a_day_is_version_one_and_changes_nothing(books: Books) -> None:
    kept = close(books)
    assert (kept.seq, kept.version, kept.changed, kept.already_there) == (1, 1, (), False)
    assert kept.anchor == books.anchor()


def test_the_same_input_again_is_the_same_closing_whoever_sends_it(books: Books) -> None:
    kept = close(books)
    again = close(books, actor="mori")
    assert (again.seq, again.version, again.already_there, again.same_body) == (kept.seq, 1, True, True)
    assert again.prepared_by == "sato"
    assert again.anchor == kept.anchor
    assert len(list(books.entries())) == 1


def test_the_same_input_with_another_outcome_is_the_same_closing_and_says_so(books: Books) -> None:
    close(books, DAY, finding())
    again = close(books, DAY, finding(status="met"))
    assert again.already_there
    assert not again.same_body
    assert books.closing(1).body == {"findings": [finding()]}


def test_another_input_is_a_new_version_that_names_added_changed_and_removed_parts(books: Books) -> None:
    close(books, fingerprint="f1", parts={"prices.csv": "1", "law": "2", "trades/1.parquet": "3"})
    kept = close(books, fingerprint="f2", parts={"prices.csv": "9", "law": "2", "trades/2.parquet": "4"})
    assert (kept.version, kept.already_there) == (2, False)
    assert kept.changed == (
        PartChange("prices.csv", Change.CHANGED),
        PartChange("trades/1.parquet", Change.REMOVED),
        PartChange("trades/2.parquet", Change.ADDED),
    )
    assert str(kept.changed[0]) == "prices.csv changed"
    assert books.closing(kept.seq).changed == kept.changed


def test_going_back_to_the_first_input_is_a_third_version_not_a_silent_return(books: Books) -> None:
    """The newest version is what stands. Were version 1 handed back, version 2 would stand for ever."""
    close(books, fingerprint="f1")
    close(books, fingerprint="f2")
    kept = close(books, fingerprint="f1")
    assert (kept.version, kept.already_there) == (3, False)
    assert kept.changed == (PartChange("settings", Change.CHANGED),)
    assert close(books, fingerprint="f1").seq == kept.seq


def test_a_late_second_sending_with_a_key_finds_its_own_closing(books: Books) -> None:
    first = close(books, fingerprint="f1", key="job-1")
    close(books, fingerprint="f2", key="job-2")
    late = close(books, fingerprint="f1", key="job-1")
    assert (late.seq, late.already_there) == (first.seq, True)
    with pytest.raises(KeyReused):
        close(books, fingerprint="f3", key="job-1")


def test_the_same_fingerprint_with_other_parts_is_refused(books: Books) -> None:
    close(books, parts={"law": "1"})
    with pytest.raises(KeyReused, match="law changed"):
        close(books, parts={"law": "2"})


def test_book_day_and_scenario_each_have_versions_of_their_own(books: Books) -> None:
    close(books)
    others = [
        close(books, book="beta", fingerprint="g"),
        close(books, date(2026, 11, 21), fingerprint="g"),
        close(books, scenario="", fingerprint="g"),
    ]
    assert [one.version for one in others] == [1, 1, 1]
    assert len(books.closings()) == 4
    assert len(books.closings("alpha")) == 3


def test_a_closing_is_found_by_number_by_its_newest_and_by_version(books: Books) -> None:
    close(books, fingerprint="f1", summary={"status": "breach"})
    close(books, fingerprint="f2")
    assert books.closing(1).heading.summary == {"status": "breach"}
    assert books.closing(("alpha", DAY, "press-band")).heading.version == 2
    assert books.closing(("alpha", DAY, "press-band", 1)).heading.fingerprint == "f1"
    assert books.closing(1).heading.superseded
    assert [one.version for one in books.closings(newest_only=True)] == [2]


@pytest.mark.parametrize("reference", [9, 2, ("alpha", DAY, "other"), ("alpha", DAY, "press-band", 3)])
def test_a_closing_that_is_not_there_is_refused(books: Books, reference: int | tuple[str, date, str]) -> None:
    close(books)
    books.append("note", {}, actor="sato")
    with pytest.raises(ClosingUnknown):
        books.closing(reference)


def test_a_closing_that_cannot_be_kept_exactly_is_refused_whole(books: Books) -> None:
    with pytest.raises(NotCanonical):
        close(books, body={"share": 0.5})
    with pytest.raises(BadField):
        close(books, parts={"law": 5})
    with pytest.raises(BadField):
        close(books, fingerprint="")
    with pytest.raises(BadField):
        close(books, actor=" ")
    assert books.closings() == ()
    assert books.anchor().startswith("0:")


# Approval


def test_another_person_approves(books: Books) -> None:
    kept = close(books)
    approval = books.approve(kept.seq, "suzuki", "figures seen")
    assert (approval.closing, approval.actor, approval.note) == (kept.seq, "suzuki", "figures seen")
    assert books.closings()[0].approval == approval


@pytest.mark.parametrize("actor", ["sato", "Sato", "SATO", "ｓａｔｏ"])
def test_whoever_prepared_does_not_approve_under_any_spelling(books: Books, actor: str) -> None:
    kept = close(books)
    with pytest.raises(SamePerson):
        books.approve(kept.seq, actor)
    assert books.closings()[0].approval is None


def test_a_superseded_version_is_not_approved(books: Books) -> None:
    old = close(books, fingerprint="f1")
    new = close(books, fingerprint="f2")
    with pytest.raises(ClosingSuperseded, match="version 1"):
        books.approve(old.seq, "suzuki")
    assert books.approve(new.seq, "suzuki").closing == new.seq


def test_an_approval_does_not_pass_to_the_next_version(books: Books) -> None:
    books.approve(close(books, fingerprint="f1").seq, "suzuki")
    close(books, fingerprint="f2")
    assert [one.approval is not None for one in books.closings()] == [True, False]


def test_approving_twice_is_once_and_a_second_approver_is_refused(books: Books) -> None:
    kept = close(books)
    first = books.approve(kept.seq, "suzuki")
    again = books.approve(kept.seq, "suzuki", "again")
    assert (again.seq, again.already_there, again.note) == (first.seq, True, "")
    with pytest.raises(AlreadyApproved, match="suzuki"):
        books.approve(kept.seq, "tanaka")
    assert len(list(books.entries(kind="closing.approved"))) == 1


def test_a_withdrawn_approval_stays_on_record_and_can_be_given_anew(books: Books) -> None:
    kept = close(books)
    books.approve(kept.seq, "suzuki")
    books.withdraw_approval(kept.seq, "suzuki", "price file was stale")
    assert books.closings()[0].approval is None
    books.approve(kept.seq, "tanaka")
    told = books.closing(kept.seq).approvals
    assert [(one.actor, one.withdrawn) for one in told] == [
        ("suzuki", False),
        ("suzuki", True),
        ("tanaka", False),
    ]


def test_there_must_be_an_approval_to_withdraw(books: Books) -> None:
    kept = close(books)
    with pytest.raises(NotApproved):
        books.withdraw_approval(kept.seq, "suzuki")
    books.approve(kept.seq, "suzuki")
    books.withdraw_approval(kept.seq, "suzuki")
    with pytest.raises(NotApproved):
        books.withdraw_approval(kept.seq, "suzuki")


def test_what_is_no_closing_is_not_approved(books: Books) -> None:
    books.append("note", {}, actor="sato")
    with pytest.raises(ClosingUnknown):
        books.approve(1, "suzuki")
