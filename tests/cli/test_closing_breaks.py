"""Breaks on the terminal: the most pressing few, the rest counted, with number and owner as the log has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hozen.books import AgeBand, BreakRecord, Carried
from hozen.faces.cli.closing import show_closing
from hozen.faces.cli.view import View
from hozen.findings.table import width
from hozen.rules.segregation import BreakClass
from hozen.values import BusinessDays, Units
from hozen.workflows.daily_close import BreakLine

DAY = date(2026, 11, 20)
SIZES = [(lang, wide) for lang in ("en", "ja") for wide in (80, 110)]


def line(asset: str, cause: str, units: int, by: int | None, opened: date = DAY) -> BreakLine:
    """One break, to be cured on that day of November."""
    cure_by = date(2026, 11, by) if by else None
    age = AgeBand.of((DAY - opened).days)
    return BreakLine(asset, 18 if asset == "ETH" else 0, cause, Units(units), 1, opened, age, cure_by, ())


def record(one: BreakLine, number: int, owner: str = "", cause: str = "") -> BreakRecord:
    return BreakRecord(
        seq=number,
        book="acme",
        subject=one.asset,
        decimals=one.decimals,
        units=one.units.amount,
        rows=1,
        found_as=one.cause,
        cause=cause or one.cause,
        opened_on=one.opened_on,
        cure_by=one.cure_by,
        steps=(),
        owner=owner,
    )


LATE = line("ETH", "reorg", -5, 19, date(2026, 11, 12))
MONEY = line("JPY", "unknown", -7, 25)
OVER = line("ETH", "dust", 3, 25)
SOON = line("ETH", "staked", -(10**18), 25)
NEVER = line("ETH", "unknown", -1, None)


def printed(closing, in_books, lang="en", wide=110) -> str:
    lines = show_closing(closing, in_books, View(lang, wide, BusinessDays.BANK))
    return "\n".join(one.plain for one in lines)


def table(text: str) -> list[list[str]]:
    """The words of each row, below the section's head and its columns."""
    lines = text[text.index("Breaks between chain and ledger") :].splitlines()[2:]
    return [one.split() for one in lines[: lines.index("")]]


def test_what_is_due_first_stands_first_then_what_is_short_then_what_is_worth_most(closing, in_books) -> None:
    text = printed(replace(closing, breaks=(NEVER, OVER, MONEY, SOON, LATE)), in_books)
    # ETH at ¥400,000: 1 ETH is worth more than ¥7. In each row: number, asset, cause in one or two words, quantity.
    rows = table(text)
    assert [row[1] for row in rows] == ["ETH", "ETH", "JPY", "ETH", "ETH"]
    assert [next(word for word in row[2:] if "." in word or word == "-7") for row in rows] == [
        "-0.000000000000000005",
        "-1.000000000000000000",
        "-7",
        "0.000000000000000003",
        "-0.000000000000000001",
    ]
    assert "overdue" in rows[0]


def test_number_owner_and_a_persons_cause_are_the_logs(closing, in_books) -> None:
    told = replace(closing, breaks=(LATE, MONEY))
    text = printed(told, replace(in_books, breaks=(record(LATE, 17, "suzuki", "missed_deposit"), None)))
    first, second = table(text)
    assert (first[0], first[-1]) == ("17", "suzuki")
    assert "missed deposit" in " ".join(first)
    assert (second[0], second[-1]) == ("–", "–")


def test_what_does_not_fit_is_counted_and_says_where_it_is(closing, in_books) -> None:
    many = tuple(line("ETH", cause.value, -1, 25) for cause in BreakClass)
    text = printed(replace(closing, breaks=many), in_books)
    assert "Breaks between chain and ledger, and of customers' money: 15" in text
    assert len(table(text)) == 8 + 1
    assert "… and 7 more: hozen breaks list acme" in text


@pytest.mark.parametrize(("lang", "wide"), SIZES)
def test_no_line_is_wider_than_the_terminal_and_every_break_is_dated(closing, in_books, lang, wide) -> None:
    many = tuple(line("ETH", cause.value, -1_234_567_123456789012345678, 25) for cause in BreakClass)
    owned = tuple(record(one, 10_000 + place, "suzuki") for place, one in enumerate(many))
    text = printed(replace(closing, breaks=many), replace(in_books, breaks=owned), lang, wide)
    assert [one for one in text.splitlines() if width(one) > wide] == []
    assert text.count("suzuki") == 8


def test_without_breaks_there_is_no_section(closing, in_books) -> None:
    assert "Breaks between" not in printed(closing, in_books)


def carried(**said) -> Carried:
    usual = dict.fromkeys(("opened", "changed", "reclassified", "reopened", "resolved", "open"), ())
    return Carried(book="acme", day=DAY, already_there=False, anchor="1:ab", **{**usual, **said})


def test_what_the_day_did_to_the_log_stands_with_the_entry(closing, in_books) -> None:
    one, two = record(LATE, 3), record(MONEY, 4)
    text = printed(closing, replace(in_books, carried=carried(opened=(one,), resolved=(two,), open=(one,))))
    assert "Break log  opened 1, resolved 1, open now 1" in text
    assert "Break log" not in printed(closing, replace(in_books, carried=carried()))


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_log_that_stands_at_a_later_day_is_said_to_be_left_alone(closing, in_books, lang) -> None:
    past = carried(past=date(2026, 11, 24))
    text = printed(closing, replace(in_books, carried=past), lang, 200)
    (told,) = [one for one in text.splitlines() if one.startswith("  ! ") and "2026-11-24" in one]
    assert ("days are carried in order" if lang == "en" else "日付順に繰り越します") in told
