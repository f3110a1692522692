"""The published site in a real browser: no fault of access, nothing on the console, nothing wider than a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_world import PHONE, Visit
from snapshot_folder import DAYS, make_days

from hozen.faces.site import site_files
from hozen.workflows.snapshot.history import read_history
from hozen.workflows.snapshot.publish import publish

PATHS = ("index.html", "en/index.html", "ja/index.html", f"en/{DAYS[1]}.html", f"ja/{DAYS[1]}.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("site")
    make_days(folder / "snapshots")
    publish(folder / "site", site_files(read_history(folder / "snapshots"), "Acme Exchange"))
    return folder / "site"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_fault_of_access_and_nothing_on_the_console(browser, site, scheme) -> None:
    from axe_playwright_python.sync_playwright import Axe

    visit = Visit(
        browser, scheme=scheme, width=PHONE, bypass_csp=True
    )  # axe is a script, and the site lets none run
    for path in PATHS:
        visit.load(site / path)
        found = Axe().run(visit.page)
        assert found.response["violations"] == [], path
        assert visit.page.evaluate("document.documentElement.scrollWidth") == PHONE
    visit.context.close()


def test_its_policy_is_kept_and_it_asks_for_nothing(browser, site) -> None:
    visit = Visit(browser)
    for path in PATHS:
        visit.load(site / path)
        assert (visit.messages, visit.asked_for) == ([], [(site / path).as_uri()])
        background = visit.page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius")
        assert background != "0px"  # the style was let through
    visit.context.close()


def test_one_press_selects_the_commitment_whole(browser, site) -> None:
    visit = Visit(browser)
    visit.load(site / "en/index.html")
    visit.page.click("code.large")
    newest = read_history(site.parent / "snapshots")[-1].public.commitment.hex()
    assert visit.page.evaluate("getSelection().toString()").strip() == newest
    visit.context.close()


def test_from_the_front_page_to_a_day_the_other_language_and_the_page_for_checking(browser, site) -> None:
    visit = Visit(browser)
    visit.load(site / "index.html")
    visit.page.click("text=Totals, history and how to check")
    visit.page.click(f"a:text-is('{DAYS[0]}')")
    visit.page.click("text=日本語")
    assert visit.page.url == (site / f"ja/{DAYS[0]}.html").as_uri()
    visit.page.click("text=全ての日")
    visit.page.click("text=ブラウザーで確認するページ")
    assert visit.page.get_attribute("html", "lang") == "ja"
    assert visit.page.is_visible("#published")
    visit.context.close()
