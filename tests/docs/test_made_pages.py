"""What is made from the code says what the code says now; run scripts/docs to make it so."""

from __future__ import annotations

from pathlib import Path

import pytest
from reference.checks_page import checks_page
from reference.error_list import error_list
from reference.finding_blocks import finding_pages
from reference.glossary_page import glossary_page
from reference.markdown import between, table
from reference.pages import REFERENCE, WHOLE
from reference.surveillance_page import surveillance_page
from reference.tables_page import tables_page
from reference.tape_page import tape_page

from hozen.records import TABLES

QUICK = {
    "checks.md": checks_page,
    "errors/README.md": error_list,
    "glossary.md": glossary_page,
    "surveillance.md": surveillance_page,
    "tables.md": tables_page,
    "tape.md": tape_page,
}


@pytest.mark.parametrize("name", QUICK)
def test_a_page_that_is_made_is_not_stale(name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == QUICK[name](), "run scripts/docs"


def test_every_made_page_is_tested_here_or_with_its_examples() -> None:
    assert {path.relative_to(REFERENCE).as_posix() for path in WHOLE} == {*QUICK, "reasons.md"}


def test_the_blocks_in_the_findings_pages_are_not_stale() -> None:
    pages = finding_pages()
    assert len(pages) >= 11
    stale = [path.name for path, text in pages.items() if path.read_text("utf-8") != text]
    assert stale == [], "run scripts/docs"


def test_a_block_is_replaced_and_nothing_around_it() -> None:
    text = "before\n<!-- made: law -->\nold\n<!-- end -->\nafter\n"
    assert between(text, "law", "new") == "before\n<!-- made: law -->\nnew\n<!-- end -->\nafter\n"


@pytest.mark.parametrize(
    "text", ["no block", "<!-- made: law -->\n<!-- end -->\n<!-- made: law -->\n<!-- end -->"]
)
def test_a_page_without_its_one_block_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="one block"):
        between(text, "law", "new")


def test_a_bar_does_not_break_a_table() -> None:
    assert table(("a",), [("x|y",)]) == "| a |\n| --- |\n| x&#124;y |"


def test_every_column_of_every_table_is_on_the_page() -> None:
    page = (REFERENCE / "tables.md").read_text("utf-8")
    sections = {part.split("\n", 1)[0]: part for part in page.split("\n## ")}
    for one in TABLES:
        for column in one.columns:
            assert f"| `{column.name}` |" in sections[one.name], f"{one.name}.{column.name}"
            assert all(f"`{choice}`" in sections[one.name] for choice in column.choices)


def test_the_script_says_what_is_stale_and_writes_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reference import pages

    page = tmp_path / "page.md"
    page.write_text("old", encoding="utf-8")
    monkeypatch.setattr(pages, "made", lambda: {page: "new", tmp_path / "absent.md": "new"})
    assert set(pages.stale()) == {page, tmp_path / "absent.md"}
    assert page.read_text("utf-8") == "old"
    monkeypatch.setattr(pages, "made", lambda: {page: "old"})
    assert pages.stale() == {}
