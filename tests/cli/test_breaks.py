"""`hozen breaks`: found, listed, assigned, cured; both languages."""

from __future__ import annotations

import json
from datetime import date

import pytest

from hozen.books import AgeBand, BreakEvent
from hozen.faces.words import all_keys, find, has
from hozen.rules.segregation import BreakClass
from hozen.workflows.sample import make_sample

DAY = "2026-11-04"


@pytest.fixture
def firm(tmp_path):
    """A sample with one break: XRP is missing and nothing says why."""
    sample = make_sample(
        tmp_path / "book",
        customers=500,
        days=1,
        last_day=date(2026, 11, 4),
        assets=3,
        plant=["break_unknown"],
    )
    return str(sample.folder)


def test_a_break_is_found_assigned_noted_and_resolved(firm, run) -> None:
    found = run("breaks", "find", firm, "--day", DAY)
    assert found.code == 2
    assert "XRP" in found.out
    assert "unknown" in found.out
    listed = run("breaks", "list", "sample", "--day", DAY, "--json")
    (one,) = json.loads(listed.out)
    assert (one["subject"], one["cause"], one["cure_by"], one["owner"]) == (
        "XRP",
        "unknown",
        "2026-11-09",
        "",
    )
    number = str(one["seq"])
    assert "suzuki" in run("breaks", "assign", number, "--to", "suzuki", "--day", DAY).out
    run("breaks", "note", number, "asked the desk", "--day", DAY)
    run("breaks", "reclassify", number, "--cause", "dust", "--note", "seen", "--day", DAY)
    shown = run("breaks", "resolve", number, "--by", "ledger entry 9", "--day", DAY, "--json")
    told = json.loads(shown.out)
    assert [step["event"] for step in told["steps"]] == [
        "opened",
        "assigned",
        "noted",
        "reclassified",
        "resolved",
    ]
    assert "0 breaks" in run("breaks", "list", "sample", "--day", DAY).out
    assert "1 break" in run("breaks", "list", "sample", "--all", "--day", DAY).out


def test_the_history_tells_every_entry_in_order(firm, run) -> None:
    run("breaks", "find", firm, "--day", DAY)
    run("breaks", "assign", "1", "--to", "suzuki", "--day", DAY)
    told = run("breaks", "history", "sample", "--json").json
    assert [(one["break"], one["step"]["event"]) for one in told] == [(1, "opened"), (1, "assigned")]
    shown = run("breaks", "history", "sample").out.splitlines()
    assert shown[0] == "Break log of sample: 2 entries"
    assert [line.split()[:3] for line in shown[1:]] == [[DAY, "1", "XRP"]] * 2


def test_the_same_command_twice_is_one_entry(firm, run) -> None:
    run("breaks", "find", firm, "--day", DAY)
    for _ in range(2):
        shown = run("breaks", "note", "1", "asked the desk", "--day", DAY, "--json")
    assert len(json.loads(shown.out)["steps"]) == 2


def test_a_dry_run_leaves_the_log_alone(firm, run) -> None:
    assert run("breaks", "find", firm, "--day", DAY, "--dry").code == 2
    assert "0 breaks" in run("breaks", "list", "sample").out


def test_after_the_last_day_to_cure_it_is_overdue(firm, run) -> None:
    run("breaks", "find", firm, "--day", DAY)
    assert "overdue" not in run("breaks", "list", "sample", "--day", "2026-11-09").out
    assert "overdue" in run("breaks", "list", "sample", "--day", "2026-11-10").out
    assert "期限超過" in run("breaks", "list", "sample", "--day", "2026-11-10", "--lang", "ja").out


def test_a_cause_that_is_none_is_refused(firm, run) -> None:
    refused = run("breaks", "reclassify", "1", "--cause", "magic", "--note", "x")
    assert refused.code == 1
    assert "fee_not_booked" in refused.err


@pytest.mark.parametrize("key", [key for key in all_keys() if key.startswith("breaks.")])
def test_every_text_stands_in_both_languages(key) -> None:
    assert find(key, "en")
    assert find(key, "ja")


def test_every_cause_event_and_age_has_its_word() -> None:
    made = [f"causes.{one.value}" for one in BreakClass]
    made += [f"events.{one.value}" for one in BreakEvent]
    made += [f"ages.{one.value}" for one in AgeBand]
    assert [key for key in made if not has(f"breaks.{key}")] == []
