"""What a sample says of itself, in both languages: tables, planted faults, and the next command."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from hozen.faces.cli.show_sample import show_plants, show_sample
from hozen.faces.words import find, has, retold
from hozen.findings.table import width
from hozen.workflows.sample import PLANTS, Planted, Sample, make_sample

DAY = date(2026, 11, 4)


@pytest.fixture(scope="module")
def every_plant(tmp_path_factory) -> Sample:
    """A small sample with every fault in it, those that the door refuses among them."""
    folder = tmp_path_factory.mktemp("all") / "book"
    return make_sample(folder, customers=1_000, days=1, last_day=DAY, assets=5, plant=tuple(PLANTS))


def lines(sample: Sample, lang, room: int = 80) -> list[str]:
    return [line.plain for line in show_sample(sample, lang, room)]


def cells(said: list[str]) -> list[list[str]]:
    """Each line's columns, without the room between them."""
    return [re.split(r" {2,}", line.strip()) for line in said]


def block(said: list[str], name: str) -> list[list[str]]:
    """The lines of one planted fault, by columns."""
    start = said.index(f"  {name}") + 1
    return cells(said[start : start + 8])


def test_in_english(every_plant) -> None:
    said = lines(every_plant, "en")
    assert ["customers", "1,000"] in cells(said)
    assert block(said, "one_satoshi")[2:6] == [
        ["subject", "BTC"],
        ["amount", "1 satoshi"],
        ["found as", "Customers' crypto is all there (crypto-shortage)"],
        ["business days to cure", "3"],
    ]
    # Two checks find it, each on a line.
    told = block(said, "break_stale_statement")
    assert ["found as", "Chain and ledger agree (reconciliation)"] in told
    assert ["Custodians' statements are of the day (statement-age)"] in told


def test_in_japanese(every_plant) -> None:
    said = lines(every_plant, "ja")
    assert ["customers", "1,000", "利用者"] in cells(said)
    told = block(said, "negative_net_assets")
    assert ["数量", "マイナス1,000,000円"] in told
    assert ["検出結果", "純資産額 (net-assets)"] in told
    assert ["数量", "3営業日"] in block(said, "stale_statement_quiet")


def test_every_amount_that_a_fault_can_have_is_told_in_japanese(every_plant) -> None:
    def untold(one: Planted) -> bool:
        text = f"{one.amount:,} {one.unit}"
        return retold("sample", text, "ja") == text and one.unit not in {"satoshi", "wei", "drops"}

    assert len(every_plant.planted) == len(PLANTS)
    assert [one.plant.name for one in every_plant.planted if untold(one)] == []


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("room", [80, 110])
def test_every_line_fits(every_plant, lang, room) -> None:
    *above, close = lines(every_plant, lang, room)
    assert [line for line in above if width(line) > room and str(every_plant.folder) not in line] == []
    assert close.endswith(f"--day {DAY} --scenario press-band")  # the command is never broken
    assert all(width(line.plain) <= room for line in show_plants(PLANTS.values(), lang, room))


def test_a_fault_is_found_by_a_check_or_a_reason_of_the_door() -> None:
    for plant in PLANTS.values():
        for one in plant.expects.split(", "):
            assert has(f"findings.{one}.title") != has(f"door.{one}.means"), (plant.name, one)
            assert has(f"door.{one}.means") == (plant.where == "door")
    assert find("findings.statement-age.title", "ja")


def test_it_does_not_say_the_folder_twice(every_plant) -> None:
    assert sum(str(Path(every_plant.folder)) in line for line in lines(every_plant, "en")) == 2
