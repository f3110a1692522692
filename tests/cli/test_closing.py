"""A closing on the terminal: a compliance officer must understand it without a manual."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from hozen.faces.cli.closing import show_closing
from hozen.faces.cli.closing.urgency import by_urgency, deadline
from hozen.faces.cli.view import View
from hozen.findings import Status, Step
from hozen.findings.table import width
from hozen.values import BusinessDays, Yen

SIZES = [(lang, wide) for lang in ("en", "ja") for wide in (80, 100, 140)]


def printed(closing, in_books, lang: str = "en", wide: int = 80, days=BusinessDays.BANK) -> str:
    lines = show_closing(closing, in_books, View(lang, wide, days))
    return "\n".join(line.plain for line in lines)


@pytest.mark.parametrize(("lang", "wide"), SIZES)
def test_every_breach_has_its_article_its_day_and_its_distance(closing, in_books, lang, wide) -> None:
    text = printed(closing, in_books, lang, wide)
    details = text[text.index("What is not met" if lang == "en" else "適合しない項目") :]
    for article in ("26(1)(vi)", "27(1)", "27(2)", "29", "9(1)(i)"):
        assert f"CAE Order {article}" in details
        assert f"暗号資産交換業者府令 {article}" in details
    for fact in (
        "2026-11-25",
        "2026-11-19",
        "2026-11-24",
        "¥1,234,567",
        "0.000000000000000001 ETH",
        "0.12345678 BTC",
    ):
        assert fact in details
    assert "evidence/money-in-trust.parquet" in details


@pytest.mark.parametrize(("lang", "wide"), SIZES)
def test_no_line_is_wider_than_the_terminal(closing, in_books, lang, wide) -> None:
    lines = printed(closing, in_books, lang, wide).splitlines()
    assert [line for line in lines if width(line) > wide] == []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_figure_is_cut_at_eighty_columns(closing, in_books, lang) -> None:
    text = printed(closing, in_books, lang)
    for whole in (
        "¥98,765,432,109",
        "¥98,766,666,676",
        "-0.000000000000000001",
        "¥493,826,849,382",
        "¥2,000,000,000",
        "1,234,567.123456789012345677 ETH",
        "0.12345678 BTC",
    ):
        assert whole in text
    shortened = {one.removesuffix("…") for one in re.findall(r"[-0-9,.]+…", text)}
    assert shortened, "the 18 decimals of ETH do not fit the columns; the sign says so"
    assert all(any(whole.startswith(one) for whole in EXACT) for one in shortened)


EXACT = ("1,234,567.123456789012345677", "1,234,567.123456789012345678", "-0.12345678", "0.12345678")


def test_every_digit_is_shown_where_there_is_room(closing, in_books) -> None:
    text = printed(closing, in_books, wide=140)
    assert "1,234,567.123456789012345677" in text
    assert "1,234,567.123456789012345678" in text
    assert "…" not in text


def test_the_head_says_who_when_and_the_verdict(closing, in_books) -> None:
    lines = printed(closing, in_books).splitlines()
    assert lines[0] == "Acme Exchange  2026-11-20 (Fri)"
    assert lines[1] == "scenario press-band · version 2 · prepared by sato · hozen 0.1.0"
    assert lines[3] == "✕ 4 breaches · ? 1 cannot be told · ! 1 needs attention · ✓ 37 met"
    assert printed(closing, in_books, "ja").splitlines()[0] == "アクメ取引所  2026-11-20 (金)"


def test_what_must_be_done_first_comes_first(closing, in_books) -> None:
    lines = printed(closing, in_books).splitlines()
    start = lines.index("To do, the most urgent first:")
    assert lines[start + 1 : start + 5] == [
        "  1. at once: Guarantee crypto: quantity (BTC)",
        "  2. 2026-11-19 (overdue): Customers' crypto is all there (ETH)",
        "  3. 2026-11-24 (1 business day left): Share kept in cold storage",
        "  and 2 more, below",  # money in trust by the 25th, the reserve's addition by 31 March
    ]


def test_a_sign_and_a_word_never_colour_alone(closing, in_books) -> None:
    for lang, words in (
        ("en", ("✕ Breach", "? Cannot tell", "! Attention")),
        ("ja", ("✕ 違反", "? 判定不能", "! 注意")),
    ):
        text = printed(closing, in_books, lang)
        assert all(word in text for word in words)


def test_met_findings_of_many_assets_are_one_line(closing, in_books) -> None:
    text = printed(closing, in_books)
    assert "✓ 37 more, all met" in text
    checks = text[text.index("\nChecks") : text.index("What is not met")]
    assert "COIN36" not in checks


def test_many_breaches_of_one_check_say_how_many_more_there_are(closing, in_books) -> None:
    short = next(one for one in closing.findings if one.code == "crypto-shortage")
    many = tuple(replace(short, subject=f"C{number:02}") for number in range(25))
    text = printed(replace(closing, findings=many), in_books)
    assert "… and 15 more that are not met: see the Excel pack or --json" in text
    assert "13 more are in the Excel pack and in --json." in text


def test_standing_is_told_with_every_check(closing, in_books) -> None:
    text = printed(closing, in_books)
    assert "scenario press-band · reported, not law" in text
    assert "6 figures: 5 in force · 1 reported, not law" in text


def test_the_reserve_says_required_held_and_by_when(closing, in_books) -> None:
    text = printed(closing, in_books)
    block = text[text.index("Liability reserve (scenario press-band)") :]
    for line in (
        "Level asked for        ¥2,000,000,000",
        "Insurance that counts   -¥500,000,000",
        "Level after insurance  ¥1,500,000,000",
        "To add this year         ¥500,000,000  by 2027-03-31",
        "Full at today's volumes: 2028-03-31",
    ):
        assert line in block
    assert "2029-03-31" not in block  # nothing more is added then


def test_insurance_says_what_does_not_count_and_when_it_falls(closing, in_books) -> None:
    text = printed(closing, in_books, wide=140)
    assert "Does not count: P2, every cause: " in text
    assert "(no rating)" in text
    assert "! From 2026-12-05 without P1: ¥500,000,000 becomes ¥0" in text


def test_a_distance_between_days_is_in_days(closing, in_books) -> None:
    ends, least = closing.day.replace(month=12, day=5), closing.day.replace(month=12, day=20)
    cliff = replace(
        closing.findings[-1],
        code="insurance-cliff",
        subject="P1",
        measure=ends,
        threshold=least,
        distance=-15,
    )
    text = printed(replace(closing, findings=(cliff,)), in_books)
    assert "Short by  15 days" in text


def test_without_figures_the_reserve_block_says_what_to_do(closing, in_books) -> None:
    gap = replace(closing, reserve=None, insurance=None, reserve_gap="law-gap: no figure")
    assert "This scenario gives no figures" in printed(gap, in_books)


def test_operations_gaps_and_what_changed_are_told_in_japanese(closing, in_books) -> None:
    steps = (
        Step("cold_value", Yen(5), "Σ owed × price"),
        Step("law_gap", "no figure", value_ja="数値がない"),
        Step("to_supply", "supply a scenario"),
    )
    one = replace(closing.findings[0], steps=steps)
    told = replace(closing, findings=(one,), hints=("x.csv belongs to no table and was not read",))
    text = printed(told, in_books, "ja", 140)
    for japanese in (
        "Σ 債務 × 価格",
        "数値がない",
        "x.csv はどの表のファイルでもない",
        "ファイル a.csv（変更）",
    ):
        assert japanese in text
    assert "no figure" not in text
    assert "supply a scenario" in text  # without its Japanese the English stands
    english = printed(told, in_books, "en", 140)
    for same in ("Σ owed × price", "no figure", "x.csv belongs to no table", "file:a.csv changed"):
        assert same in english


def test_customers_assets_end_with_their_sum(closing, in_books) -> None:
    text = printed(closing, in_books)
    # 493,826,849,382 + 98,766,666,676 + 100 × (0 + 1 + … + 36) = 592,593,516,058 + 66,600
    assert re.search(r"All +¥592,593,582,658", text)
    assert re.search(r"31 more +", text)  # 39 assets, 8 shown


def test_the_foot_names_entry_anchor_and_the_next_command(closing, in_books) -> None:
    text = printed(closing, in_books)
    assert "7 (version 2), entered now" in text
    assert in_books.anchor in text
    assert "file:a.csv changed" in text
    assert "hozen books approve 7 --as NAME" in text
    approved = printed(closing, replace(in_books, approved_by="tanaka"))
    assert "hozen books approve" not in approved
    assert "tanaka" in approved


def test_a_superseded_version_says_so_and_asks_for_nothing(closing, in_books) -> None:
    text = printed(closing, replace(in_books, superseded=True))
    assert "A newer version stands beside this one." in text
    assert "\nNext" not in text


def test_days_left_are_not_guessed_where_nobody_says_which_days_count(closing, in_books) -> None:
    text = printed(closing, in_books, days=None)
    assert "2026-11-24: Share kept in cold storage" in text
    assert "business day" not in text.replace("Business days to cure", "")


def test_all_met_says_that_nothing_is_due(closing, in_books) -> None:
    met = tuple(one for one in closing.findings if one.status is Status.MET)
    text = printed(replace(closing, findings=met), in_books)
    assert "✓ 37 met\nNothing is due." in text
    assert "What is not met" not in text


def test_the_order_of_urgency(closing) -> None:
    codes = [one.code for one in by_urgency(closing.findings)][:6]
    assert codes == [
        "guarantee-quantity",
        "crypto-shortage",
        "cold-share",
        "money-in-trust",
        "capital",
        "reserve",
    ]


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-11-20", "2026-11-25 (2 business days left)"),  # 24 and 25; the 23rd is a holiday
        ("2026-11-24", "2026-11-25 (1 business day left)"),
        ("2026-11-25", "2026-11-25 (today is the last day)"),
        ("2026-11-26", "2026-11-25 (overdue)"),
    ],
)
def test_a_deadline_in_words(closing, today, told) -> None:
    trust = next(one for one in closing.findings if one.code == "money-in-trust")
    assert deadline(trust, type(closing.day).fromisoformat(today), View("en", 80, BusinessDays.BANK)) == told


def test_without_colour_nothing_is_lost(closing, in_books) -> None:
    lines = show_closing(closing, in_books, View("en", 80, BusinessDays.BANK))
    plain = io.StringIO()
    console = Console(file=plain, force_terminal=True, no_color=True, width=80, highlight=False)
    for line in lines:
        console.print(line, soft_wrap=True)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", plain.getvalue())
    assert bare == "\n".join(line.plain for line in lines) + "\n"
    assert not re.search(r"\x1b\[(3|4|9)[0-7]m", plain.getvalue())
