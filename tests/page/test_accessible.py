"""The page for everybody: axe finds no fault, in both languages, light and dark, wide and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from page_world import PHONE, WIDE

# The line around what has the focus; a file's field is unseen, and its label has the line.
OUTLINE = """
() => {
    const own = document.activeElement;
    return getComputedStyle(own.matches(".unseen") ? own.labels[0] : own).outlineWidth;
}
"""
# Each pair of looks once: a language in each scheme and at each width, a scheme at each width.
LOOKS = [
    {"locale": "en-GB", "scheme": "light", "width": WIDE},
    {"locale": "ja-JP", "scheme": "dark", "width": WIDE},
    {"locale": "en-GB", "scheme": "dark", "width": PHONE},
    {"locale": "ja-JP", "scheme": "light", "width": PHONE},
]


@pytest.fixture(scope="module")
def axe() -> Any:
    found = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="NO AXE: pip install axe-playwright-python"
    )
    return found.Axe()


def faults(axe: Any, page: Any) -> list[str]:
    """Each rule that is broken, and where. Rules that axe could not decide are not among them."""
    found = axe.run(page.page).response
    assert len(found["passes"]) > 10, "axe looked at nothing"
    return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("looks", LOOKS, ids=lambda one: "-".join(map(str, one.values())))
def test_no_fault_before_and_after_each_verdict(visit, axe, looks) -> None:
    page = visit(**looks)
    assert faults(axe, page) == []
    page.example()
    assert (page.check().kind, faults(axe, page)) == ("holds", [])
    page.page.click("summary")
    page.page.click("#add")
    page.fill(account="1002")
    assert (page.check().kind, faults(axe, page)) == ("fails", [])


def test_no_fault_where_something_is_missing_or_malformed(visit, axe) -> None:
    page = visit(scheme="dark")
    assert (page.check().kind, faults(axe, page)) == ("missing", [])
    page.example(proof="{", signature="{")
    page.page.fill("#public-key", "00" * 32)
    assert (page.check().kind, faults(axe, page)) == ("cannot", [])


def test_a_fault_that_is_planted_is_found(visit, axe) -> None:
    page = visit()
    page.page.evaluate("document.querySelector('label[for=share]').remove()")
    page.page.evaluate("document.documentElement.removeAttribute('lang')")
    assert {one.partition(":")[0] for one in faults(axe, page)} >= {"label-title-only", "html-has-lang"}


def test_what_has_the_focus_is_seen(visit) -> None:
    page = visit()
    page.example()
    page.page.keyboard.press("Tab")
    for _ in range(12):
        assert page.page.evaluate(OUTLINE) == "3px"
        page.page.keyboard.press("Tab")


def test_a_verdict_is_announced(visit) -> None:
    page = visit()
    page.example()
    page.check()
    assert page.page.get_by_role("status").inner_text() == (
        "It holds. These balances are in the totals that were published."
    )
