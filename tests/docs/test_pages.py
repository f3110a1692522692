"""The pages hold together: links lead somewhere, Python on them runs, every error has its page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
SELF_CONTAINED = (
    "docs/how-to/use-as-a-library.md",
    "docs/how-to/replay-an-incident.md",
    "docs/how-to/is-the-reserve-enough.md",
    "docs/reference/distribution.md",
)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """Heading anchors as the common Markdown hosts make them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        place, _, anchor = target.partition("#")
        found = (page.parent / place).resolve() if place else page
        assert found.exists(), f"{name(page)} → {target}"
        assert not anchor or anchor in anchors(found), f"{name(page)} → {target}"


@pytest.mark.parametrize("page", SELF_CONTAINED)
def test_python_on_the_page_runs_as_it_stands(page: str) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, page, "exec"), {})  # noqa: S102  # our own pages


def test_every_decision_is_in_the_list() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text("utf-8")
    decisions = [one.name for one in (ROOT / "docs/decisions").glob("[0-9]*.md")]
    assert decisions
    assert [one for one in decisions if f"({one})" not in listed] == []
