"""The chain takes what it is given once, keeps it as it is, and lets nobody change it."""

import sqlite3
import tracemalloc
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import DAY, TABLES, direct, fill, ticking

from hozen.books import Anchor, Books, open_books
from hozen.books.canonical import canonical, parsed
from hozen.books.errors import BadField, KeyReused, NotCanonical
from hozen.values import Yen


def test_entries_are_numbered_from_one_without_holes_and_each_names_the_one_before(books: Books) -> None:
    for number in range(5):
        books.append("note", {"number": number}, actor="sato")
    entries = list(books.entries())
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.prev_hash for entry in entries] == ["0" * 64, *(entry.hash for entry in entries[:-1])]
    assert books.anchor() == entries[-1].anchor


def test_an_append_that_is_refused_leaves_no_hole(books: Books) -> None:
    books.append("note", {}, actor="sato")
    with pytest.raises(NotCanonical):
        books.append("note", {"share": 0.95}, actor="sato")
    with pytest.raises(BadField):
        books.append("note", {}, actor="")
    assert books.append("note", {}, actor="sato").seq == 2


def test_what_comes_back_is_what_went_in(books: Books) -> None:
    body = {
        "円": "¥",
        "big": 10**400,
        "none": None,
        "list": [True, False, {"a": -1}],
        "text": 'x"\\\n\x00\x7f🙂',
    }
    at = datetime(2026, 11, 20, 18, 30, 0, 5, tzinfo=timezone(timedelta(hours=9)))
    entry = books.append("note", body, actor="佐藤", key="k", at=at)
    assert books.entry(entry.seq) == entry
    assert (entry.body, entry.actor, entry.key) == (body, "佐藤", "k")
    assert entry.at == at
    assert entry.at.tzinfo == UTC


def test_days_and_instants_are_iso_text(books: Books) -> None:
    entry = books.append("note", {"day": DAY, "at": datetime(2026, 1, 2, 3, tzinfo=UTC)}, actor="sato")
    assert entry.body == {"day": "2026-11-20", "at": "2026-01-02T03:00:00.000000Z"}


@pytest.mark.parametrize(
    "value",
    [0.5, float("nan"), Decimal(1), Fraction(1, 2), {1}, b"x", Yen(1), Path("x"), "\ud800", 10**4300],
    ids=["float", "nan", "decimal", "fraction", "set", "bytes", "yen", "path", "surrogate", "endless"],
)
def test_a_value_without_one_exact_text_is_refused_where_it_stands(value: object) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical({"findings": [{}, {"distance": value}]})
    assert refused.value.where == "body.findings[1].distance"


def test_keys_that_are_not_text_and_endless_nesting_are_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(NotCanonical, match="64 levels"):
        canonical(endless)
    with pytest.raises(NotCanonical, match="key"):
        canonical({1: "x"})
    with pytest.raises(BadField, match="time zone"):
        canonical({"at": datetime(2026, 1, 1)})  # naive on purpose


def test_canonical_text_by_hand() -> None:
    assert canonical({"b": [1, None, True], "a": "é\t", "B": {}}) == '{"B":{},"a":"é\\t","b":[1,null,true]}'


_plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc", max_size=3), _plain, max_size=4))
def test_canonical_text_reads_back_and_is_a_fixed_point(body: dict[str, object]) -> None:
    text = canonical(body)
    assert parsed(text) == body
    assert canonical(parsed(text)) == text


@given(_plain, _plain)
def test_two_values_have_the_same_text_only_when_they_are_the_same(one: object, other: object) -> None:
    assert (canonical(one) == canonical(other)) == (repr(_sorted(one)) == repr(_sorted(other)))


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return sorted((key, repr(_sorted(inner))) for key, inner in value.items()), "mapping"
    return [_sorted(inner) for inner in value] if isinstance(value, list) else value


def test_the_same_key_and_body_give_the_same_entry(books: Books) -> None:
    first = books.append("note", {"number": 1}, actor="sato", key="k")
    books.append("note", {"number": 2}, actor="sato")
    assert books.append("note", {"number": 1}, actor="sato", key="k") == first
    assert len(list(books.entries())) == 2


@pytest.mark.parametrize(
    ("kind", "body", "actor"),
    [
        ("note", {"number": 2}, "sato"),
        ("note", {"number": True}, "sato"),
        ("note", {"number": 1, "more": None}, "sato"),
        ("note", {}, "sato"),
        ("other", {"number": 1}, "sato"),
        ("note", {"number": 1}, "mori"),
    ],
)
def test_the_same_key_with_another_request_is_refused(
    books: Books, kind: str, body: dict[str, object], actor: str
) -> None:
    books.append("note", {"number": 1}, actor="sato", key="k")
    with pytest.raises(KeyReused, match="entry 1"):
        books.append(kind, body, actor=actor, key="k")
    assert len(list(books.entries())) == 1


@pytest.mark.parametrize(
    "kind", ["closing.kept", "reserve.entered", "case.opened", "books.x", "", " note", "a\nb"]
)
def test_kinds_of_the_books_own_and_kinds_that_are_no_names_are_refused(books: Books, kind: str) -> None:
    with pytest.raises(BadField):
        books.append(kind, {}, actor="sato")


def test_entries_are_read_from_to_and_by_kind(books: Books) -> None:
    for number in range(1, 7):
        books.append("odd" if number % 2 else "even", {}, actor="sato")
    assert [entry.seq for entry in books.entries(2, 5)] == [2, 3, 4, 5]
    assert [entry.seq for entry in books.entries(2, kind="odd")] == [3, 5]
    assert books.entry(7) is None


def test_empty_books_hold(books: Books) -> None:
    assert books.anchor() == "0:" + "0" * 64
    assert books.verify(books.anchor()).ok


@pytest.mark.parametrize(
    "text", ["", "5", ":" + "a" * 64, "5:xyz", "-1:" + "a" * 64, "５:" + "a" * 64, "1:" + "a" * 63]
)
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(BadField, match="anchor"):
        Anchor.read(text)


def test_an_anchor_reads_back_with_blanks_and_capitals() -> None:
    assert Anchor.read(" 7:" + "AB" * 32 + "\n") == Anchor(7, "ab" * 32)


def test_an_anchor_of_another_chain_is_not_found(books: Books) -> None:
    books.append("note", {}, actor="sato")
    assert not books.verify("0:" + "a" * 64).ok
    assert not books.verify(["1:" + "a" * 64, books.anchor()]).ok


def test_verify_tells_how_far_it_has_come(books: Books) -> None:
    fill(books)
    told: list[tuple[int, int]] = []
    books.verify(progress=lambda done, of: told.append((done, of)))
    assert told == [(30, 30)]


_CHANGES = [
    *(f"DELETE FROM {table}" for table in TABLES),
    *(f"UPDATE {table} SET seq = seq" for table in TABLES),
    "UPDATE head SET seq = seq + 1",
    "UPDATE head SET seq = 5, hash = (SELECT hash FROM entries WHERE seq = 5)",
    "INSERT INTO head (id, seq, hash) VALUES (2, 0, 'x')",
    "INSERT INTO entries SELECT 40, at, actor, kind, NULL, body, prev_hash, 'x' FROM entries WHERE seq = 5",
    "INSERT INTO entries SELECT 31, at, actor, kind, NULL, body, prev_hash, 'x' FROM entries WHERE seq = 5",
]
_SQLITE_CHANGES = [
    "INSERT OR REPLACE INTO entries SELECT seq, at, 'mori', kind, key, body, prev_hash, hash FROM entries",
    "INSERT OR REPLACE INTO entries SELECT 31, at, actor, kind, key, body,"
    " (SELECT hash FROM head), 'x' FROM entries WHERE seq = 5",
    "INSERT OR REPLACE INTO closings SELECT seq, book, day, scenario, version, 'x', summary FROM closings",
    "INSERT OR REPLACE INTO closings SELECT 30, book, day, scenario, version, 'x', summary FROM closings",
    "INSERT OR REPLACE INTO approvals SELECT seq, closing, 'withdrawn' FROM approvals",
    "INSERT OR REPLACE INTO journal SELECT seq, book, day, movement, 9, approval, of FROM journal",
    "INSERT OR REPLACE INTO head VALUES (1, 0, 'x')",
    "UPDATE OR REPLACE entries SET actor = 'mori'",
]
_POSTGRES_CHANGES = [
    *(f"TRUNCATE {table} CASCADE" for table in TABLES),
    "UPDATE entries SET actor = 'mori' WHERE false",
    "INSERT INTO entries SELECT * FROM entries WHERE seq = 5 ON CONFLICT (seq) DO UPDATE SET actor = 'mori'",
    "SET session_replication_role = replica; DELETE FROM approvals",
]


def _refused(url: str, sql: str) -> None:
    with (
        pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match="hozen: "),
        direct(url) as hand,
    ):
        hand.run(sql)


def test_nothing_that_was_written_can_be_changed_or_taken_away(url: str) -> None:
    with open_books(url, clock=ticking()) as books:
        fill(books)
        for sql in _CHANGES + (_POSTGRES_CHANGES if url.startswith("postgresql") else _SQLITE_CHANGES):
            _refused(url, sql)
        assert books.verify().ok


def test_the_clock_is_read_once_for_each_call_that_names_no_instant(url: str) -> None:
    with open_books(url, clock=ticking()) as books:
        seconds = [books.append("note", {}, actor="sato").at.second for _ in range(3)]
    assert seconds == [0, 1, 2]


def test_books_are_there_when_opened_again(url: str) -> None:
    with open_books(url) as books:
        entry = books.append("note", {"day": date(2026, 1, 1)}, actor="sato")
    with open_books(url) as books:
        assert list(books.entries()) == [entry]


def test_the_body_is_not_changed_by_who_holds_it(books: Books) -> None:
    body = {"list": [1]}
    entry = books.append("note", body, actor="sato")
    body["list"].append(2)
    assert books.entry(1) == entry


def test_checking_takes_no_more_memory_for_a_longer_chain(tmp_path: Path) -> None:
    """Fifty entries are held at a time: of 40 MB in bodies, 50 × 0.1 MB, with room for the copies hashed."""
    with open_books(tmp_path / "books.sqlite") as books:
        for number in range(400):
            books.append("note", {"number": number, "text": "x" * 100_000}, actor="sato")
        tracemalloc.start()
        assert books.verify().ok
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 16_000_000
