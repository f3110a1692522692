"""A table that has grown: what has passed is not checked again, and nothing new gets past.

Monday's and Tuesday's trades have passed. Then come Wednesday's: their values and accounts are checked, and their ids
are held against Monday's and Tuesday's, whose values are not read again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from door_book import TRADE, SmallBook
from hypothesis import given
from hypothesis import strategies as st

from hozen.engine.duck import DuckDBEngine
from hozen.records import Book, RowsRefused
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.door.left import left_to_check
from hozen.workflows.door.passed import Proof

TRADES = {
    "mon": [{**TRADE, "id": "M1"}, {**TRADE, "id": "M2"}],
    "tue": [{**TRADE, "id": "T1"}],
    "wed": [{**TRADE, "id": "W1"}],
}


@dataclass
class Tape:
    """A small book with a tape of one file a day, and what the door looked at on each pass."""

    small: SmallBook
    files: dict[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    looked: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def write(self) -> None:
        self.small.write()
        folder = self.small.root / "trades"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, rows in self.files.items():
            out = io.StringIO()
            writer = csv.DictWriter(out, list(TRADE))
            writer.writeheader()
            writer.writerows(rows)
            (folder / f"{name}.csv").write_text(out.getvalue(), "utf-8")

    def admit(self) -> tuple[str, ...]:
        """Tables that were skipped; `looked` holds the views of parts, by name."""
        self.write()
        self.looked = {}
        root = self.small.root
        with DuckDBEngine("1GB") as engine:
            right = engine.view

            def view(name: str, sql: str) -> None:
                self.looked[name] = sql
                right(name, sql)

            engine.view = view  # type: ignore[method-assign]  # to see what is looked at
            passed = PassedFiles.load(root.parent / "state")
            done = admit(Book.open(root), engine, passed=passed, rejects=root.parent / "rejects")
        self.rows = {one.path: one.rows for one in done.inputs}
        return done.skipped

    def values_of(self) -> set[str]:
        return self._files("placed_new_trades")

    def references_of(self) -> set[str]:
        return self._files("placed_again_trades") | self.values_of()

    def keys_of(self) -> set[str]:
        return self._files("placed_come_trades")

    def _files(self, view: str) -> set[str]:
        return {name for name in self.files if f"/{name}.csv" in self.looked.get(view, "")}


@pytest.fixture
def tape(small: SmallBook) -> Tape:
    found = Tape(small, {"mon": TRADES["mon"], "tue": TRADES["tue"]})
    assert found.admit() == ()
    return found


def test_only_the_new_day_is_checked_and_the_rows_of_all_are_known(tape: Tape) -> None:
    tape.files["wed"] = TRADES["wed"]
    assert "trades" not in tape.admit()
    assert tape.values_of() == tape.references_of() == tape.keys_of() == {"wed"}
    assert [tape.rows[f"trades/{day}.csv"] for day in ("mon", "tue", "wed")] == [2, 1, 1]
    assert "trades" in tape.admit()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"amount": "-1"}, "negative"),
        ({"taker": "C9"}, "unknown-customer"),
        ({"asset": "DOGE"}, "unknown-asset"),
        ({"id": ""}, "missing-value"),
        ({"id": "M2"}, "duplicate-key"),  # an id that Monday has
    ],
)
def test_what_is_wrong_with_the_new_day_is_found(tape: Tape, fault: dict[str, str], reason: str) -> None:
    tape.files["wed"] = [{**TRADES["wed"][0], **fault}]
    for _ in range(2):  # and it is not remembered as passed
        with pytest.raises(RowsRefused, match=reason):
            tape.admit()


def test_an_id_twice_in_the_new_day_is_found(tape: Tape) -> None:
    tape.files["wed"] = [*TRADES["wed"], *TRADES["wed"]]
    with pytest.raises(RowsRefused, match="duplicate-key"):
        tape.admit()


def test_a_day_that_was_sent_again_is_checked_and_the_others_are_not(tape: Tape) -> None:
    tape.files["tue"] = [{**TRADE, "id": "T1", "amount": "2"}]
    tape.admit()
    assert tape.values_of() == tape.keys_of() == {"tue"}


def test_another_customer_checks_accounts_again_and_no_values(tape: Tape) -> None:
    tape.small.tables["customers"].append({"customer_id": "C3"})  # the one file of customers is another now
    tape.admit()
    assert (tape.values_of(), tape.references_of(), tape.keys_of()) == (set(), {"mon", "tue"}, set())


def test_a_customer_gone_is_found_though_no_trade_is_new(tape: Tape) -> None:
    for table in ("customers", "customer_balances"):
        tape.small.tables[table] = [row for row in tape.small.tables[table] if row["customer_id"] != "C1"]
    with pytest.raises(RowsRefused, match="unknown-customer"):
        tape.admit()


def test_a_day_taken_away_checks_nothing(tape: Tape) -> None:
    del tape.files["mon"]
    assert "trades" in tape.admit()


def test_days_that_passed_apart_are_held_against_each_other_and_their_values_are_not_read_again(
    small: SmallBook,
) -> None:
    tape = Tape(small, {"mon": TRADES["mon"]})
    tape.admit()
    tape.files = {"tue": TRADES["tue"]}
    tape.admit()
    tape.files = {"mon": TRADES["mon"], "tue": TRADES["tue"]}
    tape.admit()
    assert (tape.values_of(), tape.references_of()) == (set(), set())
    assert len(tape.keys_of()) == 1


def test_an_id_on_two_days_that_passed_apart_is_found(small: SmallBook) -> None:
    tape = Tape(small, {"mon": TRADES["mon"]})
    tape.admit()
    tape.files = {"tue": TRADES["mon"][:1]}
    tape.admit()
    tape.files["mon"] = TRADES["mon"]
    with pytest.raises(RowsRefused, match="duplicate-key"):
        tape.admit()


FILES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), max_size=6)
PROOFS = st.builds(
    Proof, st.just("how"), st.fixed_dictionaries({"to": st.frozensets(st.sampled_from("xyz"))}), FILES
)


@given(
    st.frozensets(st.sampled_from("abcdef")),
    st.frozensets(st.sampled_from("xyz")),
    st.lists(PROOFS, max_size=4),
)
def test_nothing_is_left_out_that_no_proof_covers(
    present: frozenset[str], to: frozenset[str], proofs: list[Proof]
) -> None:
    left = left_to_check(present, {"to": to}, proofs)
    for file in present:
        proven = [proof for proof in proofs if file in proof.files]
        assert (file in left.values) == (not proven)
        assert (file in left.references) == (not any(proof.against["to"] <= to for proof in proven))
    together = present - left.keys
    assert not together or any(together <= proof.files.keys() for proof in proofs)


def test_a_table_that_was_not_there_when_the_files_passed_proves_no_reference() -> None:
    proof = Proof("how", {"assets": ["a"]}, {"mon": 1})
    assert left_to_check(["mon"], {"assets": ["a"]}, [proof]).references == frozenset()
    assert left_to_check(["mon"], {"assets": ["a"], "customers": ["c"]}, [proof]).references == {"mon"}
