"""Every break that can be planted is found with its cause, to the last unit, and a clean book has none."""

from datetime import date
from pathlib import Path

import pytest

from hozen.books import open_books
from hozen.rules.segregation import BreakClass
from hozen.workflows.reconcile import reconcile
from hozen.workflows.sample import PLANTS, SampleError, make_sample

DAY = date(2026, 11, 4)
BREAKS = [name for name, plant in PLANTS.items() if plant.where == "chain"]
# Short: the wallets hold less than expected. 4 November 2026 is a Wednesday. A shortage: the firm promised its
# customers 3 business days, the guideline gives 5: Thu 5, Fri 6, Mon 9. Own coins mixed in: 5, until Wed 11.
SURPLUS = {"duplicate_address", "airdrop_or_fork", "dust", "missed_deposit"}
BY_SHORT, BY_OVER = date(2026, 11, 9), date(2026, 11, 11)


@pytest.fixture
def told(tmp_path: Path, monkeypatch):
    """(sample, reconciliation) of a sample with these plants."""
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))

    def made(*plants: str, **said: object):
        size = {"customers": 2000, "days": 1, "last_day": DAY, "assets": 5, **said}
        sample = make_sample(tmp_path / "book", plant=plants, **size)
        return sample, reconcile(sample.folder, DAY, actor="sato")

    return made


def test_every_cause_can_be_planted() -> None:
    assert {name.removeprefix("break_") for name in BREAKS} == {one.value for one in BreakClass}


def test_a_clean_book_with_moves_on_the_chain_has_none(told) -> None:
    sample, found = told(moves=True)
    assert found.breaks == ()
    assert found.is_clean
    # Five assets: four events and a fee each; three bookings each.
    assert (sample.rows["chain_events"], sample.rows["ledger_entries"]) == (25, 15)
    assert [one.difference for one in found.sides] == [0] * 5


def test_a_clean_book_without_the_optional_tables_has_none(told) -> None:
    assert told()[1].breaks == ()


@pytest.mark.parametrize("plant", BREAKS)
def test_a_planted_break_is_found_with_its_cause_to_the_last_unit(told, plant) -> None:
    sample, found = told(plant)
    ((planted,), (one,)) = (sample.planted, found.breaks)
    cause = plant.removeprefix("break_")
    sign = 1 if cause in SURPLUS else -1
    assert (one.subject, one.cause, one.units) == (planted.subject, cause, sign * planted.amount)
    assert one.cure_by == (BY_OVER if sign > 0 else BY_SHORT)
    assert found.evidence.is_file()


def test_all_of_them_together_are_each_found(told) -> None:
    sample, found = told(*BREAKS)
    wanted = {(one.subject, one.plant.name.removeprefix("break_")): one.amount for one in sample.planted}
    got = {(one.subject, one.cause): abs(one.units) for one in found.breaks}
    assert got == wanted
    assert len(got) == len(BreakClass)


def test_a_firm_too_small_for_a_deposit_above_dust_is_told_so(told) -> None:
    # A twenty-thousandth of what thirty customers hold is worth a few yen: it would be found as dust.
    with pytest.raises(SampleError, match="too small for the plant break_missed_deposit") as refused:
        told("break_missed_deposit", customers=30)
    assert refused.value.expected == "¥100 or more"


def test_money_that_the_trusts_lack_is_in_the_same_log(told) -> None:
    _, found = told("trust_gap")
    (one,) = found.breaks
    # The gap that the plant says it makes; customers' money is to be topped up within 2 business days: Thu 5, Fri 6.
    assert (one.subject, one.units, one.cure_by) == ("JPY", -1_234_567, date(2026, 11, 6))
    assert found.carried.open[0].subject == "JPY"


def test_breaks_are_carried_and_a_cure_by_new_records_closes_them_with_a_trail(told, tmp_path) -> None:
    _, found = told("break_fee_not_booked", "break_unknown")
    assert [one.cause for one in found.carried.open] == ["fee_not_booked", "unknown"]
    sound = make_sample(
        tmp_path / "cured", customers=2000, days=2, last_day=date(2026, 11, 5), assets=5, moves=True
    )
    cured = reconcile(sound.folder, date(2026, 11, 5), actor="sato")
    assert (cured.breaks, cured.carried.open) == ((), ())
    with open_books(tmp_path / "home" / "books.sqlite") as books:
        for one in books.breaks.list("sample"):
            assert [step.event.value for step in one.steps] == ["opened", "resolved"]
            assert (one.resolved_on, one.resolved_by) == (date(2026, 11, 5), "records of 2026-11-05")
        assert books.verify().ok


def test_the_log_is_left_alone_when_nobody_asks(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    sample = make_sample(tmp_path / "book", customers=50, days=1, last_day=DAY, assets=3)
    assert reconcile(sample.folder, DAY, carry=False).carried is None
    assert not (tmp_path / "home" / "books.sqlite").exists()
