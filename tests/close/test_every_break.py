"""A sample exchange with every planted break, through the real command line: each is found, classified, dated and
assigned; new records cure them, and closing the next day closes each with a trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from next_day import CURES, write_next_day

from hozen.faces.cli import main
from hozen.rules.segregation import BreakClass
from hozen.workflows.sample import PLANTS, make_sample

# Wednesday 4 November 2026; Tuesday was a holiday. The firm promised withdrawals within 3 business days, and the
# guideline gives 5 for what is short: 3, Thu 5, Fri 6, Mon 9. What is too much: 5, Wed 11. Money: 2, Fri 6.
DAY, NEXT = date(2026, 11, 4), date(2026, 11, 5)
SHORT_BY, OVER_BY, MONEY_BY = "2026-11-09", "2026-11-11", "2026-11-06"
SURPLUS = {"duplicate_address", "airdrop_or_fork", "dust", "missed_deposit"}
PLANTED = [*(name for name, plant in PLANTS.items() if plant.where == "chain"), "trust_gap"]
OWNER = {"BTC": "suzuki", "ETH": "tanaka", "XRP": "ito", "JPY": "kato"}

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command, as typed; (exit code, what it printed)."""
    for name, value in {"HOZEN_HOME": str(tmp_path / "home"), "HOZEN_USER": "sato", "COLUMNS": "110"}.items():
        monkeypatch.setenv(name, value)
    for name in ("HOZEN_BOOKS", "HOZEN_LANG", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def command(*words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        return code, capsys.readouterr().out

    return command


def close(run: Run, book: Path, day: date) -> dict[str, Any]:
    code, told = run("close", book, "--day", day, "--json", "--no-excel")
    assert code in (0, 2)
    found: dict[str, Any] = json.loads(told)
    return found


def not_met(closed: dict[str, Any]) -> list[tuple[str, str]]:
    asked = ("reconciliation", "ledgers-agree", "money-in-trust", "crypto-shortage")
    found = [one for one in closed["closing"]["findings"] if one["code"] in asked]
    assert {one["code"] for one in found} >= {"reconciliation", "money-in-trust", "crypto-shortage"}
    return [(one["code"], one["subject"]) for one in found if one["status"] != "met"]


def test_a_clean_sample_has_no_break(run: Run, tmp_path: Path) -> None:
    sample = make_sample(tmp_path / "clean", customers=500, days=1, last_day=DAY, assets=3, moves=True)
    closed = close(run, sample.folder, DAY)
    assert (closed["closing"]["breaks"], not_met(closed)) == ([], [])


def test_every_break_is_found_dated_assigned_cured_and_closed_with_a_trail(run: Run, tmp_path: Path) -> None:
    assert set(CURES) == set(PLANTED)
    sample = make_sample(
        tmp_path / "book", customers=500, days=1, last_day=DAY, assets=3, seed=1, plant=PLANTED
    )
    planted = {one.plant.name.removeprefix("break_"): one for one in sample.planted}
    assert set(planted) == {one.value for one in BreakClass} | {"trust_gap"}

    # Found, classified, dated: by its cause, to the last unit, with the day it arose and the day to cure it by.
    closed = close(run, sample.folder, DAY)
    found = {
        "trust_gap" if one["asset"] == "JPY" else one["cause"]: one for one in closed["closing"]["breaks"]
    }
    assert set(found) == set(planted)
    for name, one in found.items():
        sign = 1 if name in SURPLUS else -1
        assert (one["asset"], int(one["units"])) == (planted[name].subject, sign * planted[name].amount), name
        by = MONEY_BY if name == "trust_gap" else OVER_BY if name in SURPLUS else SHORT_BY
        assert (one["opened_on"], one["age"], one["cure_by"]) == (str(DAY), "new", by), name
        assert one["cite"], name
    assert not_met(closed) == [
        ("money-in-trust", "JPY"),
        *(("reconciliation", asset) for asset in ("BTC", "ETH", "XRP")),
    ]

    # Assigned: one call a break. The same close then names each owner.
    numbers = [one["number"] for one in closed["kept"]["breaks"]]
    for one, number in zip(closed["closing"]["breaks"], numbers, strict=True):
        assert run("breaks", "assign", number, "--to", OWNER[one["asset"]], "--day", DAY)[0] == 0
    again = close(run, sample.folder, DAY)
    assert again["kept"]["already_there"]
    owners = [one["owner"] for one in again["kept"]["breaks"]]
    assert owners == [OWNER[one["asset"]] for one in closed["closing"]["breaks"]]

    # Cured by new records; the next day's close resolves each.
    write_next_day(sample.folder, DAY, NEXT, sample.planted)
    cured = close(run, sample.folder, NEXT)
    assert cured["closing"]["breaks"] == []
    assert not_met(cured) == []
    assert sorted(cured["kept"]["break_log"]["resolved"]) == sorted(numbers)
    assert cured["kept"]["break_log"]["open"] == []

    # The trail: opened, assigned, resolved by the next day's records, each an entry of the chain that still holds.
    trail: dict[int, list[tuple[str, str]]] = {}
    for one in json.loads(run("breaks", "history", "sample", "--json")[1]):
        trail.setdefault(one["break"], []).append((one["step"]["event"], one["step"]["day"]))
    story = [("opened", str(DAY)), ("assigned", str(DAY)), ("resolved", str(NEXT))]
    assert trail == dict.fromkeys(numbers, story)
    shown = run("breaks", "show", numbers[0])[1]
    assert f"{NEXT} records of {NEXT}" in shown
    assert run("breaks", "list", "sample")[1].startswith("Break log of sample: 0 breaks")
    assert run("books", "verify")[0] == 0
