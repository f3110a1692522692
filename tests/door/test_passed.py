"""A set of files that passed is not checked again; anything that could change the answer is."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from door_book import SmallBook

from hozen.engine import open_engine
from hozen.records import Book, Reject, RowsRefused
from hozen.workflows.door import Admitted, PassedFiles, admit
from hozen.workflows.door.cross import cross_rejects


def again(small: SmallBook, state: Path) -> Admitted:
    with open_engine("duckdb", memory_limit="1GB") as engine:
        return small.admit(engine, passed=PassedFiles.load(state))


def test_what_passed_is_skipped_and_its_rows_are_known(small: SmallBook, tmp_path: Path) -> None:
    first = again(small, tmp_path / "state")
    second = again(small, tmp_path / "state")
    assert first.skipped == ()
    assert set(second.skipped) == set(small.tables)
    assert second.inputs == first.inputs


def test_a_changed_table_is_checked_again_with_those_that_refer_to_it(
    small: SmallBook, tmp_path: Path
) -> None:
    again(small, tmp_path / "state")
    small.tables["customers"].append({"customer_id": "C3"})
    skipped = again(small, tmp_path / "state").skipped
    assert set(small.tables) - set(skipped) == {"customers", "customer_balances"}


def test_a_row_that_went_bad_after_it_passed_is_refused(small: SmallBook, tmp_path: Path) -> None:
    again(small, tmp_path / "state")
    small.tables["customers"].pop()
    with pytest.raises(RowsRefused, match="unknown-customer"):
        again(small, tmp_path / "state")


def test_refused_files_are_not_remembered(small: SmallBook, tmp_path: Path) -> None:
    small.tables["wallets"][0]["temperature"] = "cool"
    for _ in range(2):
        with pytest.raises(RowsRefused):
            again(small, tmp_path / "state")


def test_another_mapping_is_checked_again(small: SmallBook, tmp_path: Path) -> None:
    again(small, tmp_path / "state")
    small.toml += '[columns.wallets]\naddress = "keeper"\nkeeper = "address"\n'
    assert "wallets" not in again(small, tmp_path / "state").skipped


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"seal": "x", "passed": []}', b"\xff\xfe", b"null"])
def test_a_store_that_does_not_hold_together_is_never_trusted(
    small: SmallBook, tmp_path: Path, damage: bytes
) -> None:
    again(small, tmp_path / "state")
    (tmp_path / "state" / "passed.json").write_bytes(damage)
    assert again(small, tmp_path / "state").skipped == ()


def test_an_entry_added_by_hand_is_not_trusted(small: SmallBook, tmp_path: Path) -> None:
    again(small, tmp_path / "state")
    store = tmp_path / "state" / "passed.json"
    data = json.loads(store.read_text())
    data["passed"].append({"how": "f" * 64, "against": {}, "files": {"customers.csv": 2}})
    store.write_text(json.dumps(data))
    assert again(small, tmp_path / "state").skipped == ()


def cross_checks(small: SmallBook, state: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the cross checks run in one more pass."""
    runs: list[object] = []

    def counted(*given: object) -> list[Reject]:
        runs.append(given)
        return cross_rejects(*given)

    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["hozen.workflows.door.admit"], "cross_rejects", counted)
        again(small, state)
    return len(runs)


def test_what_passed_is_not_checked_across_tables_again(
    small: SmallBook, tmp_path: Path, monkeypatch
) -> None:
    assert [cross_checks(small, tmp_path / "state", monkeypatch) for _ in range(2)] == [1, 0]


def test_a_price_gone_or_a_limit_changed_is_checked_across_tables_again(
    small: SmallBook, tmp_path: Path, monkeypatch
) -> None:
    assert cross_checks(small, tmp_path / "state", monkeypatch) == 1
    small.toml += '[buffer_limits]\nBTC = "1"\n'
    assert cross_checks(small, tmp_path / "state", monkeypatch) == 1
    small.tables["prices"][0]["asset"] = "JPY"
    with pytest.raises(RowsRefused, match="price-missing"):
        again(small, tmp_path / "state")


def test_another_day_is_asked_for_though_all_files_passed(small: SmallBook, tmp_path: Path) -> None:
    again(small, tmp_path / "state")
    with (
        pytest.raises(RowsRefused, match="day-absent"),
        open_engine("duckdb", memory_limit="1GB") as engine,
    ):
        small.admit(engine, day=date(2026, 11, 21), passed=PassedFiles.load(tmp_path / "state"))


def by_day(small: SmallBook, *days: str) -> None:
    """The dated tables in folders by day; the same figures each day."""
    small.write()
    for table in ("customer_balances", "house_balances", "wallet_balances", "trust_balances", "prices"):
        text = (small.root / f"{table}.csv").read_text("utf-8")
        (small.root / f"{table}.csv").unlink()
        for day in days:
            folder = small.root / table / f"day={day}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "part.csv").write_text(text.replace("2026-11-20", day), "utf-8")


def admitted(root: Path, day: date | None, state: Path) -> Admitted:
    book = Book.open(root)
    with open_engine("duckdb", memory_limit="1GB") as engine:
        return admit(
            book.of_day(day) if day else book,
            engine,
            day=day,
            passed=PassedFiles.load(state),
            rejects=root.parent / "rejects",
        )


def test_a_day_out_of_days_that_passed_together_is_not_checked_again(
    small: SmallBook, tmp_path: Path
) -> None:
    by_day(small, "2026-11-19", "2026-11-20")
    whole = admitted(small.root, None, tmp_path / "state")
    one = admitted(small.root, date(2026, 11, 20), tmp_path / "state")
    assert set(one.skipped) == set(small.tables)
    assert set(one.inputs) < set(whole.inputs)
    assert {file.path for file in one.inputs if "day=" in file.path} == {
        f"{table}/day=2026-11-20/part.csv"
        for table in ("customer_balances", "house_balances", "wallet_balances", "trust_balances", "prices")
    }


def test_a_day_without_a_folder_is_told_with_the_newest_there_is(small: SmallBook, tmp_path: Path) -> None:
    by_day(small, "2026-11-19")
    with pytest.raises(RowsRefused, match="day-absent"):
        admitted(small.root, date(2026, 11, 20), tmp_path / "state")
