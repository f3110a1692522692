"""A book that goes over whole: trees of the sealed ledger, each total the snapshot's, each customer provably in them."""

from __future__ import annotations

import pytest

from hozen.rules.liabilities import check_proof
from hozen.workflows.snapshot.cutting import cut_proof_of
from hozen.workflows.snapshot.day_folder import open_day
from hozen.workflows.snapshot.secret_store import MasterSecret
from hozen.workflows.wind_down.book_transfer import transfer_book
from hozen.workflows.wind_down.closing import close_wind_down, reopen_wind_down
from hozen.workflows.wind_down.errors import WindDownRefused

SECRET = MasterSecret("small", bytes(range(32)))


def test_every_customer_can_check_that_he_is_in_the_book_that_goes_over(at, tmp_path) -> None:
    found = transfer_book(at, "another", (SECRET, tmp_path / "trees"))
    assert found.is_complete
    assert {name: units for name, _, units in found.committed.trees if units} == {
        "BTC": 10 * 10**8, "ETH": 100 * 10**18, "JPY": 1_500_000,
    }  # fmt: skip
    day = open_day(tmp_path / "trees", at.record().entries[0].day)
    proof = cut_proof_of(day, SECRET, "C1")
    checked = check_proof(day.snapshot, proof, "C1", bytes.fromhex(found.committed.value))
    assert {(one.asset, one.units) for one in checked if one.units} == {
        ("BTC", 6 * 10**8),
        ("JPY", 1_000_000),
    }


def test_killed_before_the_entry_the_trees_that_stand_are_taken(at, tmp_path, monkeypatch) -> None:
    def killed(*_words, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(at), "enter", killed)
        with pytest.raises(KeyboardInterrupt):
            transfer_book(at, "another", (SECRET, tmp_path / "trees"))
    assert transfer_book(at, "another", (SECRET, tmp_path / "trees")).is_complete
    assert [one.event for one in at.record().entries] == ["opened", "book-transferred"]


def test_the_book_goes_to_one_exchange_only(at) -> None:
    first = transfer_book(at, "another")
    assert transfer_book(at, "another").entry == first.entry
    with pytest.raises(WindDownRefused, match="went to another exchange"):
        transfer_book(at, "a third")  # both would owe every customer


def test_a_closed_case_is_taken_up_again_for_a_reason(at) -> None:
    close_wind_down(at, "over")
    with pytest.raises(WindDownRefused, match="for a reason"):
        reopen_wind_down(at, " ")
    reopen_wind_down(at, "a late claim was allowed")
    assert at.work().entries[-1].body == {"reason": "a late claim was allowed"}
