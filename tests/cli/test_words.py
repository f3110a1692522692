"""Every text of the command line stands in both languages, with the same places to fill in."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import hozen.faces.cli as room
from hozen.books import Movement, ProblemKind, UseApproval
from hozen.faces.cli.app import _BOOKS, _BREAKS, _LAW, _RESERVE, _TOP
from hozen.faces.words import all_keys, find, has
from hozen.law import SinceMeans

KEYS = [key for key in all_keys() if key.startswith("cli.")]
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(Path(room.__file__).parent.rglob("*.py")))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("other", ["ja", "en_one"])
def test_both_languages_fill_in_the_same_values(other) -> None:
    assert len(KEYS) > 300
    assert [key for key in KEYS if fields(find(key, other)) != fields(find(key, "en"))] == []


def test_every_key_that_the_code_names_is_there() -> None:
    named = re.findall(r'(?:view|face)\.say\(\s*"([a-z_.]+)"', SOURCE)
    assert len(named) > 80
    assert [key for key in named if not has(f"cli.{key}")] == []


def test_every_value_of_a_closed_list_has_its_text() -> None:
    made = [f"journal.movements.{one.value}" for one in Movement]
    made += [f"journal.approval.{one.value}" for one in UseApproval]
    made += [f"verify.{one.value}" for one in ProblemKind]
    made += [f"law.since_means.{one.value}" for one in SinceMeans]
    made += [f"weekday.{number}" for number in range(7)]
    groups = {"": _TOP, "law.": _LAW, "books.": _BOOKS, "breaks.": _BREAKS, "books.reserve.": _RESERVE}
    made += [f"help.{group}{name}" for group, commands in groups.items() for name in commands]
    assert [key for key in made if not has(f"cli.{key}")] == []
