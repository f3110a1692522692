"""Every reason for which the door can refuse has its place on the page, its words, and an example that was run."""

from __future__ import annotations

import ast
import itertools
import re
from pathlib import Path

import pytest
from reference.pages import REFERENCE
from reference.reasons_page import broken_rows, reasons, reasons_page

from hozen.faces.words.catalogue import find
from hozen.records import TABLES, door_sql
from hozen.records.faults import faults_of
from hozen.records.shape import Family
from hozen.workflows import door
from hozen.workflows.door.hints import hint_for

# Words in the door's modules that look like a reason and are none.
NO_REASONS = {"utf-8", "utf-8-sig", "not-a-day"}
KEBAB = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
# What the door says to try depends on the value; the page shows the sentence for the value in its example.
HINT_BY_VALUE = {"wrong-type", "not-a-day", "encoding", "duplicate-key", "missing-column", "other-table"}
HINT_BY_VALUE |= {"day-absent", "double-count"}


def of_values() -> set[str]:
    """Reasons of single values: every column as every type of file column."""
    found: set[str] = set()
    for table, family, key in itertools.product(TABLES, Family, (True, False)):
        for column in table.columns:
            faults = faults_of(column, family, key=key)
            if faults:
                found |= {*(reason for reason, _ in faults.reasons), faults.otherwise}
    return found


def of_keys_and_references() -> set[str]:
    """Reasons that stand in the SQL the door makes."""
    made = [door_sql.list_duplicates(table, "t") for table in TABLES]
    made += [door_sql.list_unknown(one, "t") for table in TABLES for one in table.columns if one.refers]
    return {reason for text in made for reason in re.findall(r"'([a-z-]+)' AS reason", text)}


def of_files_and_tables() -> set[str]:
    """Reasons that stand as texts in the door's modules."""
    found: set[str] = set()
    for path in Path(door.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEBAB.fullmatch(node.value):
                found.add(node.value)
    return {one for one in found - NO_REASONS if not one.endswith("-")}


def test_the_words_know_every_reason_and_no_other() -> None:
    can_happen = of_values() | of_keys_and_references() | of_files_and_tables() | {"encoding"}
    assert len(can_happen) > 30
    assert set(reasons()) == can_happen


def test_every_reason_has_its_smallest_broken_row() -> None:
    assert set(broken_rows()) == set(reasons())


def test_the_page_shows_what_the_door_says_of_each_example() -> None:
    assert (REFERENCE / "reasons.md").read_text("utf-8") == reasons_page(), "run scripts/docs"


@pytest.mark.parametrize("reason", [one for one in reasons() if one not in HINT_BY_VALUE])
def test_the_doors_own_hint_is_the_words_sentence(reason: str) -> None:
    hint = hint_for(reason, "", "")
    assert hint in ("", find(f"door.{reason}.try", "en"))


@pytest.mark.parametrize("reason", reasons())
def test_a_reason_is_an_anchor_of_the_page(reason: str) -> None:
    assert f"\n## {reason}\n" in (REFERENCE / "reasons.md").read_text("utf-8")
