"""Every kind of tampering is found, on both databases, and named by sequence number."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support import FIELDS, Outlaw, direct, fill, hash_by_hand, outlaw, ticking

from hozen.books import Books, ProblemKind, Verification, open_books
from hozen.books.errors import ChainBroken

Runs = set[tuple[str, int, int]]


@pytest.fixture
def filled(url: str) -> str:
    with open_books(url, clock=ticking()) as books:
        fill(books)
        assert books.verify(books.anchor()).ok
    return url


def check(url: str, anchor: str | None = None) -> Verification:
    with open_books(url, check=False) as books:
        return books.verify(anchor)


def named(found: Verification) -> Runs:
    return {(one.kind.value, one.first, one.last) for one in found.problems}


def tampered(url: str, how: Callable[[Outlaw], object]) -> Runs:
    with outlaw(url) as hand:
        how(hand)
    return named(check(url))


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "seq"])
def test_a_changed_field_names_the_entry(filled: str, field: str) -> None:
    value = {"body": '{"number":11}', "prev_hash": "1" * 64, "hash": "2" * 64}.get(field, "x")
    assert tampered(filled, lambda hand: hand.set(10, **{field: value})) == {("altered", 10, 10)}


@pytest.mark.parametrize("seq", [1, 30])
def test_the_first_and_the_last_entry_are_no_exception(filled: str, seq: int) -> None:
    assert tampered(filled, lambda hand: hand.set(seq, actor="mori")) == {("altered", seq, seq)}


def test_a_key_taken_away_is_found(filled: str) -> None:
    assert tampered(filled, lambda hand: hand.set(10, key=None)) == {("altered", 10, 10)}


def test_the_same_json_written_with_a_space_is_another_text(filled: str) -> None:
    assert tampered(filled, lambda hand: hand.set(10, body='{"number": 10}')) == {("altered", 10, 10)}


def test_an_entry_rewritten_with_a_right_hash_is_betrayed_by_the_next(filled: str) -> None:
    def forge(hand: Outlaw) -> None:
        hand.set(10, body='{"number":11}')
        hand.set(10, hash=hash_by_hand(hand.entry(10)))

    assert tampered(filled, forge) == {("altered", 10, 10)}


def test_missing_entries_are_named(filled: str) -> None:
    def take(hand: Outlaw) -> None:
        hand.run("DELETE FROM entries WHERE seq IN (1, 5, 6, 7, 12)")

    assert tampered(filled, take) == {("missing", 1, 1), ("missing", 5, 7), ("missing", 12, 12)}


def test_a_missing_entry_with_the_rest_moved_up_is_named(filled: str) -> None:
    def take(hand: Outlaw) -> None:
        hand.run("DELETE FROM entries WHERE seq = 10")
        hand.shift(11, -1)

    found = tampered(filled, take)
    assert {("missing", 10, 10), ("reordered", 10, 29)} <= found
    assert not {run for run in found if run[0] in ("inserted", "cut_off", "altered")}


def test_a_cut_tail_is_seen_by_the_head(filled: str) -> None:
    assert tampered(filled, lambda hand: hand.run("DELETE FROM entries WHERE seq > 27")) == {
        ("cut_off", 28, 30)
    }


def test_a_tail_cut_with_the_head_set_back_is_seen_by_a_printed_anchor(filled: str) -> None:
    with open_books(filled) as books:
        anchor = books.anchor()

    def cut(hand: Outlaw) -> None:
        hand.run("DELETE FROM entries WHERE seq > 27")
        hand.run("UPDATE head SET seq = 27, hash = ?", hand.entry(27)["hash"])

    assert tampered(filled, cut) == set()
    assert named(check(filled, anchor)) == {("cut_off", 28, 30)}


def test_everything_deleted_is_seen(filled: str) -> None:
    def wipe(hand: Outlaw) -> None:
        for table in ("approvals", "closings", "journal", "entries"):
            hand.run(f"DELETE FROM {table}")

    assert tampered(filled, wipe) == {("cut_off", 1, 30)}


def test_a_chain_rewritten_to_its_end_is_seen_by_any_later_anchor(filled: str) -> None:
    with open_books(filled) as books:
        anchors = [str(books.entry(seq).anchor) for seq in (9, 15, 30)]  # type: ignore[union-attr]

    def forge(hand: Outlaw) -> None:
        hand.set(10, body='{"number":11}')
        hand.rehash(10)
        hand.run("UPDATE head SET hash = ?", hand.entry(30)["hash"])

    assert tampered(filled, forge) == set()
    assert [named(check(filled, anchor)) for anchor in anchors] == [
        set(),
        {("anchor", 15, 15)},
        {("anchor", 30, 30)},
    ]


def test_a_chain_rewritten_without_the_head_is_seen(filled: str) -> None:
    def forge(hand: Outlaw) -> None:
        hand.set(10, body='{"number":11}')
        hand.rehash(10)

    assert tampered(filled, forge) == {("altered", 30, 30)}


@pytest.mark.parametrize(("one", "other"), [(5, 6), (5, 17), (1, 20), (29, 30)])
def test_two_entries_that_changed_places_are_named(filled: str, one: int, other: int) -> None:
    def swap(hand: Outlaw) -> None:
        hand.run("UPDATE entries SET seq = -1 WHERE seq = ?", one)
        hand.run("UPDATE entries SET seq = ? WHERE seq = ?", one, other)
        hand.run("UPDATE entries SET seq = ? WHERE seq = -1", other)

    found = tampered(filled, swap)
    assert {("reordered", one, one), ("reordered", other, other)} == found


def test_three_neighbours_turned_round_are_named(filled: str) -> None:
    def turn(hand: Outlaw) -> None:
        for old, new in ((7, -1), (8, 7), (9, 8), (-1, 9)):
            hand.run("UPDATE entries SET seq = ? WHERE seq = ?", new, old)

    assert tampered(filled, turn) == {("reordered", 7, 8), ("reordered", 9, 9)}


def test_an_entry_put_in_between_is_named(filled: str) -> None:
    def put_in(hand: Outlaw) -> None:
        hand.shift(10, 1)
        new = {**hand.entry(9), "seq": 10, "key": None, "prev_hash": hand.entry(9)["hash"]}
        hand.put({**new, "hash": hash_by_hand(new)})

    assert {("inserted", 10, 10), ("reordered", 11, 31)} <= tampered(filled, put_in)


def test_an_entry_put_in_between_with_a_wrong_hash_is_named(filled: str) -> None:
    def put_in(hand: Outlaw) -> None:
        hand.shift(10, 1)
        hand.put({**hand.entry(9), "seq": 10, "key": None, "hash": "3" * 64})

    assert {("altered", 10, 10), ("reordered", 11, 31)} <= tampered(filled, put_in)


def test_an_entry_put_behind_the_head_is_named(filled: str) -> None:
    def put_behind(hand: Outlaw) -> None:
        new = {**hand.entry(30), "seq": 31, "prev_hash": hand.entry(30)["hash"]}
        hand.put({**new, "hash": hash_by_hand(new)})

    assert tampered(filled, put_behind) == {("inserted", 31, 31)}


def test_an_entry_before_the_first_is_named(filled: str) -> None:
    def put_before(hand: Outlaw) -> None:
        hand.put({**hand.entry(30), "seq": 0, "hash": "4" * 64})

    assert ("inserted", 0, 0) in tampered(filled, put_before)


def test_a_head_that_is_gone_or_wrong_is_told(filled: str) -> None:
    assert tampered(filled, lambda hand: hand.run("UPDATE head SET hash = ?", "5" * 64)) == {
        ("altered", 30, 30)
    }
    assert tampered(filled, lambda hand: hand.run("DELETE FROM head")) == {("head", 0, 0)}


@pytest.mark.parametrize(
    ("sql", "seq"),
    [
        ("UPDATE closings SET version = 7 WHERE seq = 21", 21),
        ("UPDATE closings SET fingerprint = 'f9' WHERE seq = 22", 22),
        ("UPDATE closings SET summary = '{}' WHERE seq = 22", 22),
        ("UPDATE closings SET day = '2026-11-21' WHERE seq = 22", 22),
        ("DELETE FROM closings WHERE seq = 21", 21),
        ("DELETE FROM approvals", 23),
        ("UPDATE approvals SET event = 'withdrawn'", 23),
        ("INSERT INTO approvals (seq, closing, event) VALUES (27, 21, 'approved')", 27),
        ("INSERT INTO approvals (seq, closing, event) VALUES (99, 21, 'approved')", 99),
        ("UPDATE journal SET amount = 1001 WHERE seq = 24", 24),
        ("UPDATE journal SET approval = 'approved' WHERE seq = 25", 25),
        ("DELETE FROM journal WHERE seq = 26", 26),
    ],
)
def test_a_table_that_says_something_else_than_the_chain_is_named(filled: str, sql: str, seq: int) -> None:
    assert tampered(filled, lambda hand: hand.run(sql)) == {("projection", seq, seq)}


def test_a_guard_that_was_taken_away_is_told_even_when_nothing_else_changed(filled: str) -> None:
    with direct(filled) as hand:
        hand.off()
    assert {run[0] for run in named(check(filled))} == {"unguarded"}
    with pytest.raises(ChainBroken, match="unguarded"):
        open_books(filled)


def test_a_guard_that_was_replaced_by_one_that_does_nothing_is_told(filled: str) -> None:
    with direct(filled) as hand:
        if filled.startswith("postgresql"):
            hand.run(
                "CREATE OR REPLACE FUNCTION hozen_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
            )
        else:
            hand.run("DROP TRIGGER entries_no_delete")
            hand.run(
                "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries WHEN false BEGIN SELECT 1; END"
            )
    found = check(filled).problems
    assert found
    assert {one.kind for one in found} == {ProblemKind.UNGUARDED}


def test_opening_sees_the_latest_entries_and_verify_all_of_them(filled: str) -> None:
    with open_books(filled, clock=ticking()) as books:
        for number in range(31, 161):
            books.append("note", {"number": number}, actor="sato")
    with outlaw(filled) as hand:
        hand.set(10, actor="mori")
    with open_books(filled) as books:  # 160 entries; the last hundred are as written
        assert named(books.verify()) == {("altered", 10, 10)}
        with pytest.raises(ChainBroken, match="entry 10"):
            books.entry(10)
    with outlaw(filled) as hand:
        hand.set(150, actor="mori")
    with pytest.raises(ChainBroken, match="altered: entry 150") as refused:
        open_books(filled)
    assert [one.first for one in refused.value.problems] == [150]


@pytest.mark.parametrize("last", [0, 26])
def test_opening_sees_a_cut_tail(filled: str, last: int) -> None:
    with outlaw(filled) as hand:
        for table in ("approvals", "closings", "journal", "entries"):
            hand.run(f"DELETE FROM {table} WHERE seq > ?", last)
    with pytest.raises(ChainBroken, match=f"cut_off: entries {last + 1}–30"):
        open_books(filled)


def test_a_forged_preparer_does_not_get_past_four_eyes(filled: str) -> None:
    with outlaw(filled) as hand:
        hand.set(22, actor="nobody")
    with open_books(filled, check=False) as books, pytest.raises(ChainBroken, match="entry 22"):
        books.approve(22, "sato")


def test_bytes_that_are_no_text_are_found_and_do_not_stop_the_check(tmp_path: Path) -> None:
    path = str(tmp_path / "books.sqlite")
    with open_books(path, clock=ticking()) as books:
        fill(books)
    with outlaw(path) as hand:
        hand.run("UPDATE entries SET body = CAST(x'ff00fe' AS TEXT) WHERE seq = 3")
        hand.run("UPDATE entries SET body = x'ff00fe' WHERE seq = 5")
        hand.run("UPDATE entries SET actor = CAST(x'ff' AS TEXT) WHERE seq = 7")
    assert named(check(path)) == {("altered", 3, 3), ("altered", 5, 5), ("altered", 7, 7)}


def test_the_hash_is_what_the_reference_says_it_is(books: Books) -> None:
    fill(books)
    before = "0" * 64
    for entry in books.entries():
        at = entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        body = json.dumps(entry.body)
        fields = (entry.seq, at, entry.actor, entry.kind, entry.key, body, before, "")
        before = entry.hash
        assert entry.hash == hash_by_hand(dict(zip(FIELDS, fields, strict=True)))
    assert books.anchor() == f"30:{before}"
