"""Terms of months, and the calendar of duties against due days worked out by hand."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from door_book import SmallBook
from hypothesis import given
from hypothesis import strategies as st

from hozen.faces.cli import main
from hozen.faces.words import has
from hozen.findings import CureClock
from hozen.law import Law
from hozen.records import BusinessYears
from hozen.rules.duties import duties, obligations
from hozen.rules.duties.facts import DutyFacts
from hozen.rules.duties.jp import EVENT, not_known
from hozen.rules.duties.jp_filed import filed_findings
from hozen.values import BusinessDays, BusinessYear
from hozen.values.months import month_ends, term_ends

FRIDAY = date(2026, 11, 20)
READING = Law.load("jp").reading(FRIDAY)


@pytest.mark.parametrize(
    ("last", "months", "ends"),
    [
        (date(2027, 3, 31), 3, date(2027, 6, 30)),  # 1 April to 30 June
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),  # a leap year
        (date(2026, 11, 29), 3, date(2027, 2, 28)),  # from the 30th; February has none, so its last day
        (date(2026, 11, 27), 3, date(2027, 2, 27)),  # from the 28th to the 27th
        (date(2026, 5, 20), 12, date(2027, 5, 20)),
    ],
)
def test_a_term_of_months_as_the_civil_code_counts(last: date, months: int, ends: date) -> None:
    assert term_ends(last, months) == ends


@given(st.dates(date(2017, 1, 1), date(2060, 1, 1)), st.integers(1, 24))
def test_a_longer_term_never_ends_earlier_and_a_term_has_a_months_days(last: date, months: int) -> None:
    first, second = term_ends(last, months), term_ends(last, months + 1)
    assert first < second
    assert 27 <= (term_ends(last, 1) - last).days <= 31


def test_no_term_of_no_months() -> None:
    with pytest.raises(ValueError, match="month"):
        term_ends(FRIDAY, 0)


def found(years: BusinessYears, first: date, last: date) -> list[tuple[str, str, str]]:
    owed = duties(READING)
    told = obligations(owed, years, 3, first, last, BusinessDays.BANK)
    return [
        (str(one.due_on), str(one.business_day), one.duty.code)
        for one in told
        if one.duty.firms == "exchange"
    ]


def test_a_year_that_ends_in_march() -> None:
    # 31 January 2027 is a Sunday: Friday the 29th. 28 February 2027 is a Sunday: Friday the 26th.
    assert found(BusinessYears(4, 1), FRIDAY, date(2027, 7, 31)) == [
        ("2026-11-30", "2026-11-30", "psa_quarter_accounts"),
        ("2027-01-31", "2027-01-29", "psa_property"),
        ("2027-02-28", "2027-02-26", "psa_quarter_accounts"),
        ("2027-04-30", "2027-04-30", "psa_property"),
        ("2027-05-31", "2027-05-31", "psa_quarter_accounts"),
        ("2027-05-31", "2027-05-31", "psa_supervisory"),
        ("2027-06-30", "2027-06-30", "psa_annual"),
        ("2027-07-31", "2027-07-30", "psa_audit"),
        ("2027-07-31", "2027-07-30", "psa_property"),
    ]


def test_a_year_that_ends_in_december_and_one_that_was_cut_short() -> None:
    codes = found(BusinessYears(1, 1), date(2027, 1, 1), date(2027, 3, 31))
    assert [(due, code) for due, _, code in codes if code != "psa_annual"] == [
        ("2027-01-31", "psa_property"),
        ("2027-02-28", "psa_quarter_accounts"),
    ]
    assert ("2027-03-31", "2027-03-31", "psa_annual") in codes
    # A year of 1 April to 15 August 2026: quarters end on 30 June and 15 August.
    short = BusinessYear(date(2026, 4, 1), date(2026, 8, 15))
    ends = [
        (str(one.period_end), str(one.due_on))
        for one in obligations(
            duties(READING),
            BusinessYears(4, 1, (short,)),
            3,
            date(2026, 7, 1),
            date(2026, 9, 30),
            BusinessDays.EVERY_DAY,
        )
        if one.duty.code == "psa_property"
    ]
    assert ends == [("2026-06-30", "2026-07-31"), ("2026-08-15", "2026-09-15")]


def test_each_duty_has_its_words_and_a_time_of_a_known_unit_or_none() -> None:
    every = duties(READING)
    assert len(every) == 12
    for one in every:
        assert has(f"duties.duty.{one.code}")
        assert has(f"duties.period.{one.period}")
        assert has(f"duties.to.{one.to}")
        assert one.time is None or has(f"duties.time.{one.time.unit}")
    assert [one.code for one in every if one.time is None] == ["jvcea_monthly"]


def test_month_ends_stand_once_each() -> None:
    days = list(month_ends(date(2026, 1, 31), date(2027, 2, 27)))
    assert days[0] == date(2026, 1, 31)
    assert len(days) == 13
    assert all((day + timedelta(days=1)).day == 1 for day in days)


def test_the_commands(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path))
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    book = str(SmallBook(tmp_path / "book").write().root)  # its year begins on 1 April
    assert main(["duties", "due", book, "--day", "2027-05-01", "--ahead", "30", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["due_on"] for one in told["obligations"]] == ["2027-05-31", "2027-05-31"]
    main(["duties", "due", book, "--day", "2027-05-01", "--ahead", "30", "--type-1", "--lang", "ja"])
    assert "一種業 自己資本規制比率" in capsys.readouterr().out  # April's, by 20 May
    main(["duties", "list", "--day", "2026-11-20", "--lang", "en"])
    out = capsys.readouterr().out
    assert "no text known to us gives the day" in out
    assert out.count("from an event") == sum(one.period == EVENT for one in duties(READING))


@pytest.mark.parametrize("ahead", ["-1", "3661", "99999999999"])
def test_days_ahead_that_no_calendar_has_are_refused_and_not_answered_with_nothing(
    ahead, tmp_path, capsys
) -> None:
    book = str(SmallBook(tmp_path / "book").write().root)
    assert main(["duties", "due", book, "--day", "2026-11-20", f"--ahead={ahead}", "--lang", "en"]) == 1
    assert "--ahead" in capsys.readouterr().err


class TestADayBeforeATextWasRead:
    """Quarterly accounts, and the statement to customers, are known from 1 June 2026 on, when the text was seen."""

    SPRING = date(2026, 5, 31)

    def test_the_others_are_listed_and_it_is_named(self) -> None:
        before, after = (Law.load("jp").reading(day) for day in (self.SPRING, date(2026, 6, 1)))
        assert set(not_known(before)) - set(not_known(after)) == {
            "psa_quarter_accounts",
            "customer_statement",
        }
        assert not_known(READING) == ()
        every = {one.code for one in duties(READING)}
        assert {*not_known(before), *(one.code for one in duties(before))} == every
        assert "psa_property" in {one.code for one in duties(before)}

    def test_the_list_and_the_calendar_say_so(self, tmp_path, capsys) -> None:
        root = SmallBook(tmp_path / "book").write().root
        for command in (["list"], ["due", str(root)]):
            assert main(["duties", *command, "--day", str(self.SPRING), "--lang", "ja"]) == 0
            said = "".join(capsys.readouterr().out.split())
            assert "2026-05-31時点の規定を確認できていない" in said
            assert "四半期の計算書類" in said
            assert main(["duties", *command, "--day", str(FRIDAY), "--lang", "ja"]) == 0
            assert "確認できていないため、当時" not in capsys.readouterr().out

    def test_a_book_that_keeps_filings_can_be_asked_for_such_a_day(self) -> None:
        reading, clock = Law.load("jp").reading(self.SPRING), CureClock(self.SPRING, BusinessDays.BANK)
        filed = {("psa_property", date(2026, 3, 31)): date(2026, 4, 20)}
        found = filed_findings(reading, DutyFacts(BusinessYears(4, 1), filed), clock)
        assert "psa_property" in {one.subject for one in found}
        assert not any("psa_quarter_accounts" in one.subject for one in found)
