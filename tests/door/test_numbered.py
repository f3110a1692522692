"""Numbered ids: C0000001, C0000002, … are looked up by their number; everything else goes the long way."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial

import pyarrow as pa
import pytest
from door_book import SmallBook
from hypothesis import given
from hypothesis import strategies as st

from hozen.engine import open_engine
from hozen.records import RowsRefused
from hozen.workflows.door.known import KnownIds
from hozen.workflows.door.numbered import NumberedIds
from hozen.workflows.door.span import Span


def batches(texts: Sequence[str | None], size: int = 3) -> Iterator[pa.RecordBatch]:
    """As an engine hands them out: a few rows at a time."""
    for at in range(0, len(texts), size):
        yield pa.record_batch({"id": pa.array(texts[at : at + size], pa.string())})


def numbered(ids: Sequence[str]) -> NumberedIds:
    """What the engine would say of these ids, worked out by hand."""
    by_length: dict[int, list[str]] = {}
    for one in ids:
        by_length.setdefault(len(one.encode()), []).append(one)
    spans = [Span(len(them), min(them), max(them)) for them in by_length.values()]
    return NumberedIds.of(spans, batches(ids))


FIVE = ["C0000001", "C0000002", "C0000003", "C0000005", "C0000006"]  # C0000004 has left


@pytest.mark.parametrize("one", FIVE)
def test_every_known_id_is_held(one: str) -> None:
    assert numbered(FIVE).hold_all(batches([one]))


@pytest.mark.parametrize(
    "one",
    [
        "C0000004",  # a gap within
        "C0000000",  # below the first
        "C0000007",  # above the last
        "D0000001",  # another prefix
        "c0000001",
        "C000001",  # a digit less
        "C00000001",  # a digit more
        "C000000:",  # the byte after '9'
        "C000000/",  # the byte before '0'
        "C+000001",  # texts that a cast would take for the number 1
        "C 000001",
        "C000001 ",
        "C0001e-3",
        "C00_0001",
        "C00001.0",
        "C000000１",  # a full-width digit
        "",
        None,
    ],
)
def test_nothing_else_is_held(one: str | None) -> None:
    assert not numbered(FIVE).hold_all(batches([one]))
    assert not numbered(FIVE).hold_all(batches([*FIVE, one, *FIVE]))


def test_ids_without_leading_zeros_have_a_shelf_for_each_length() -> None:
    ids = numbered([str(number) for number in range(8, 121)])
    assert ids.hold_all(batches(["8", "9", "10", "99", "100", "120"]))
    assert not ids.hold_all(batches(["08"]))
    assert not ids.hold_all(batches(["7"]))
    assert not ids.hold_all(batches(["121"]))


@pytest.mark.parametrize(
    "ids",
    [
        ["6d2f0c1e-aaaa", "b7c0ffee-bbbb"],  # random ids are no numbering
        ["C0000001", "C9000000"],  # two ids, nine million numbers
        ["C0000001", "CX"],  # the longer one alone has a shelf
        ["口座0001", "口座0002"],  # a prefix beyond ASCII
        [""],
        [],
    ],
)
def test_what_is_no_numbering_proves_nothing(ids: list[str]) -> None:
    assert not any(numbered(ids).hold_all(batches([one])) for one in ids if one != "C0000001")


@given(
    known=st.lists(st.from_regex("A?[0-9]{1,3}", fullmatch=True), max_size=40),
    asked=st.lists(st.from_regex("A?[0-9:/+ ]{1,3}", fullmatch=True), max_size=10),
)
def test_a_yes_is_never_wrong(known: list[str], asked: list[str]) -> None:
    if numbered(known).hold_all(batches(asked)):
        assert set(asked) <= set(known)


@given(st.integers(0, 10**15), st.lists(st.integers(0, 400), min_size=1, unique=True), st.data())
def test_a_numbering_is_told_as_a_set_tells_it(low: int, steps: list[int], data: st.DataObject) -> None:
    steps = [step for step in steps if step < min(steps) + 16 * len(steps)]
    known = [f"TKY-{low + step:016d}" for step in steps]
    asked = [f"TKY-{low + step:016d}" for step in data.draw(st.lists(st.integers(0, 401)))]
    assert numbered(known).hold_all(batches(asked)) == (set(asked) <= set(known))


def numbered_book(small: SmallBook) -> None:
    small.tables["customers"] = [{"customer_id": f"C{number:03d}"} for number in range(1, 21)]
    for number, row in enumerate(small.tables["customer_balances"], 1):
        row["customer_id"] = f"C{number:03d}"


@pytest.mark.parametrize("unknown", ["C000", "C021", "C0020", "C", "C020 ", "", "c001"])
def test_the_door_refuses_the_same_rows_with_the_shortcut(
    small: SmallBook, monkeypatch: pytest.MonkeyPatch, unknown: str
) -> None:
    numbered_book(small)
    told = []
    for many in (1, 1_000_000):  # looked up by number, and by the engine's own search
        small.tables["customer_balances"][0]["customer_id"] = unknown
        with monkeypatch.context() as patched, open_engine("duckdb", memory_limit="1GB") as engine:
            patched.setattr(
                sys.modules["hozen.workflows.door.admit"], "KnownIds", partial(KnownIds, many=many)
            )
            with pytest.raises(RowsRefused) as refused:
                small.admit(engine)
        told.append(str(refused.value))
    assert told[0] == told[1]


def test_the_door_lets_in_what_the_shortcut_proves(small: SmallBook, monkeypatch: pytest.MonkeyPatch) -> None:
    numbered_book(small)
    searched = []
    monkeypatch.setattr(sys.modules["hozen.workflows.door.admit"], "KnownIds", partial(KnownIds, many=1))
    known = sys.modules["hozen.workflows.door.known"]
    right = known.count_unmatched
    monkeypatch.setattr(
        known,
        "count_unmatched",
        lambda column, source: searched.append(column.refers) or right(column, source),
    )
    with open_engine("duckdb", memory_limit="1GB") as engine:
        small.admit(engine)
    assert "customers.customer_id" not in searched
    assert "assets.asset" in searched  # no numbering
