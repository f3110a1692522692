"""A real browser, once for each file of tests: while Playwright runs, no other event loop can."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_world import WIDE, Visit

from hozen.faces.verifier import verifier_page

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on the disk, as a customer has it."""
    file = tmp_path_factory.mktemp("page") / "hozen_verify.html"
    file.write_text(verifier_page(), encoding="utf-8", newline="\n")
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Skips, and says so, where Playwright or Chromium is absent."""
    found = os.environ.get("HOZEN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("NO CHROMIUM, so the page that checks a proof was not tested: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.skip("NO PLAYWRIGHT, so the page that checks a proof was not tested: pip install playwright")
    options = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses to start as root
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=options)
        yield running
        running.close()


@pytest.fixture(scope="module")
def opened(browser: Any) -> dict[str, Visit]:
    """Pages by what cannot be changed later; to load one again is much quicker than to open another."""
    return {}


@pytest.fixture
def visit(opened: dict[str, Visit], browser: Any, page_file: Path) -> Iterator[Callable[..., Visit]]:
    """Opens the page. At the end no visit has said anything to the console or asked the network for anything."""
    used: list[Visit] = []

    def open_page(scheme: str = "light", width: int = WIDE, **fixed: Any) -> Visit:
        used.append(_opened(opened, browser, **fixed))
        used[-1].looks(scheme, width)
        used[-1].load(page_file)
        return used[-1]

    yield open_page
    for one in used:
        assert (one.messages, set(one.asked_for)) == ([], {page_file.as_uri()})


@pytest.fixture
def watched(opened: dict[str, Visit], browser: Any, page_file: Path) -> Visit:
    """The page, where something is meant to be seen on the console."""
    page = _opened(opened, browser)
    page.load(page_file)
    return page


def _opened(opened: dict[str, Visit], browser: Any, locale: str = "en-GB", **fixed: Any) -> Visit:
    key = repr((locale, sorted(fixed.items())))
    if key not in opened:
        opened[key] = Visit(browser, locale=locale, **fixed)
    return opened[key]
