"""Every check has its page, with the law it reads, its statuses, an example and the way to its rows."""

from __future__ import annotations

import re

import pytest
import yaml
from reference.finding_blocks import FINDINGS, case_file
from reference.law_rows import LAW

from hozen.regimes.carf import CARF_CHECKS
from hozen.regimes.jp import CHECKS

ALL = (*CHECKS, *CARF_CHECKS)
CODES = [one.code for one in ALL]
OURS = [code for code in CODES if not code.startswith("insurance-")]  # those two follow their own plan
SECTIONS = (
    "How it is measured",
    "The law behind it",
    "Time to cure",
    "What each status means",
    "Smallest example",
    "When it is short",
    "Where the rows are",
)


def page(code: str) -> str:
    return (FINDINGS / f"{code}.md").read_text("utf-8")


@pytest.mark.parametrize("code", CODES)
def test_every_check_has_its_page_with_a_japanese_summary(code: str) -> None:
    text = page(code)
    assert text.startswith(f"# {code}\n")
    assert re.search(r"日本語.{0,5}[:：]", text)


@pytest.mark.parametrize("code", OURS)
def test_a_page_has_every_section(code: str) -> None:
    assert [one for one in SECTIONS if f"\n## {one}\n" not in page(code)] == []


@pytest.mark.parametrize("check", [one for one in ALL if one.code in OURS], ids=lambda one: one.code)
def test_a_page_names_every_provision_its_check_reads(check: object) -> None:
    text = page(check.code)  # type: ignore[attr-defined]  # parametrize hides the type
    for key in check.figures:  # type: ignore[attr-defined]
        assert f"`{key}`" in text
        if not key.endswith(".*"):
            for row in LAW.figures[key].rows:
                cites = row.cite if isinstance(row.cite, tuple) else (row.cite,)
                assert all(str(one) in text and one.ja in text for one in cites)


@pytest.mark.parametrize("code", [code for code in OURS if case_file(code).is_file()])
def test_a_page_explains_each_status_that_its_cases_reach(code: str) -> None:
    cases = yaml.safe_load(case_file(code).read_text("utf-8"))["cases"]
    seen = {one["status"].replace("_", " ") for case in cases for one in case["expect"]}
    statuses = page(code).partition("## What each status means")[2].partition("\n## ")[0]
    assert [one for one in seen if f"| **{one}**" not in statuses] == []


@pytest.mark.parametrize("code", [code for code in OURS if case_file(code).is_file()])
def test_the_examples_deadline_is_that_of_a_tested_case(code: str) -> None:
    example = page(code).partition("## Smallest example")[2].partition("\n## ")[0]
    cases = yaml.safe_load(case_file(code).read_text("utf-8"))["cases"]
    tested = {str(one["cure_by"]) for case in cases for one in case["expect"] if "cure_by" in one}
    assert set(re.findall(r"\*\*(\d{4}-\d\d-\d\d)\*\*", example)) <= tested
    assert bool(tested) == bool(re.search(r"\*\*\d{4}-\d\d-\d\d\*\*", example))
