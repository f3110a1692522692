"""The sample's register of providers: sound without plants, and each planted fault found by its own check alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hozen.engine import Engine
from hozen.findings import Finding, Status
from hozen.records import Book
from hozen.workflows.door import admit
from hozen.workflows.providers import ProviderDay, look_at
from hozen.workflows.sample import PLANTS

DAY = date(2026, 11, 4)  # the samples' last; the assets are five


@pytest.fixture
def seen(make, duckdb_engine: Engine, tmp_path: Path):
    def looked(*plants: str, day: date = DAY, **said: object) -> ProviderDay:
        book = Book.open(make(*plants, **said).folder)
        admit(book, duckdb_engine, rejects=tmp_path / "rejects")
        return look_at(duckdb_engine, book.settings, day)

    return looked


def wrong(found: ProviderDay) -> list[Finding]:
    return [one for one in found.findings if one.status is not Status.MET]


@pytest.mark.parametrize(
    "said", [{}, {"customers": 10, "assets": 3}, {"days": 9, "last_day": date(2027, 2, 28)}]
)
def test_the_register_of_a_clean_sample_is_sound(seen, said) -> None:
    found = seen(day=said.get("last_day", DAY), **said)
    assert wrong(found) == []
    codes = {one.code for one in found.findings}
    assert codes == {
        *("provider-unknown", "provider-status", "provider-notice", "provider-concentration"),
        *("one-technology", "provider-key-person", "provider-review", "provider-contract"),
    }


def test_a_clean_sample_is_sound_on_its_first_day_too(seen) -> None:
    assert wrong(seen(day=date(2026, 10, 30), days=6)) == []


def test_a_forgotten_wallet_has_no_keeper(seen) -> None:
    (finding,) = wrong(seen("keeper_unknown"))
    assert finding.code == PLANTS["keeper_unknown"].expects
    assert (finding.status, finding.measure) == (Status.CANNOT_TELL, 1)


def test_a_lapsed_custodian_is_a_breach(seen) -> None:
    (finding,) = wrong(seen("provider_lapsed"))
    assert finding.code == PLANTS["provider_lapsed"].expects
    assert (finding.status, finding.subject, finding.measure) == (Status.BREACH, "KITAKAZE", "lapsed")


def test_a_review_that_ended_the_day_before_is_overdue(seen) -> None:
    (finding,) = wrong(seen("review_overdue"))
    assert finding.code == PLANTS["review_overdue"].expects
    assert (finding.subject, finding.measure, finding.distance) == ("KITAKAZE", date(2026, 11, 3), -1)


def test_the_day_before_nothing_was_wrong(seen) -> None:
    plants = ("keeper_unknown", "provider_lapsed", "review_overdue")
    assert wrong(seen(*plants, day=date(2026, 11, 3), days=2)) == []


def test_every_fault_of_the_register_is_planted_together_and_found(seen) -> None:
    register = [name for name, plant in PLANTS.items() if plant.where == "register"]
    assert register == ["keeper_unknown", "provider_lapsed", "review_overdue"]
    assert sorted(one.code for one in wrong(seen(*register))) == sorted(
        PLANTS[name].expects for name in register
    )
