"""A made-up Order through time: why there is no figure, and what two days have between them, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from hozen.law import LawGap, Standing


def file_of(about: str = "A limit", unit: str = "count") -> str:
    return f"about: {about}\nabout_ja: 限度\nunit: {unit}\nperiods:\n"


def period(value: str, since: str, until: str = "", standing: str = "in_force", **more: str) -> str:
    said = {
        "value": value,
        "since": since,
        "until": until,
        "since_means": "effective",
        "cite": "{instrument: rule, article: '1'}",
        "standing": standing,
        "seen": "secondary",
        **more,
    }
    lines = [f"{name}: {one}" for name, one in said.items() if one]
    return "  - " + "\n    ".join(lines) + "\n"


def gap(since: str = "", until: str = "") -> str:
    said = {
        "gap": "nothing found",
        "gap_ja": "定めがない",
        "supply": "the limit",
        "supply_ja": "限度",
        "since": since,
        "until": until,
    }
    lines = [f"{name}: {one}" for name, one in said.items() if one]
    return "  - " + "\n    ".join([*lines, "cite: {instrument: rule, article: '1'}"]) + "\n"


class TestWhyThereIsNone:
    def test_why_there_is_none_before_between_and_after_periods(self, made_up) -> None:
        text = file_of() + period("1", "2020-01-01", "2020-12-31") + period("2", "2022-01-01", "2022-12-31")
        law = made_up({"room/limit": text})
        why = {
            date(2019, 12, 31): "the first period known to us begins on 2020-01-01",
            date(2021, 6, 1): "no period of the file covers the day",
            date(2023, 1, 1): "the last period has ended",
        }
        for day, said in why.items():
            with pytest.raises(LawGap) as caught:
                law.reading(day).count("room.limit")
            assert said in caught.value.message
            assert caught.value.where == "xx/parameters/room/limit.yaml"


class TestDiff:
    def test_added_changed_ended_and_first_seen_by_hand(self, made_up) -> None:
        same, open_end = "2020-01-01", ""
        law = made_up(
            {
                "room/same": file_of() + period("1", same),
                "room/changed": file_of() + period("1", same, "2020-12-31") + period("2", "2021-01-01"),
                "room/firmer": file_of()
                + period("1", same, "2020-12-31", standing="bill")
                + period("1", "2021-01-01", open_end),
                "room/ended": file_of() + period("1", same, "2020-12-31"),
                "room/added": file_of() + period("7", "2021-01-01"),
                "room/seen": file_of() + period("8", "2021-01-01", since_means="seen"),
                "room/fixed": file_of() + gap(until="2020-12-31") + period("9", "2021-01-01"),
                "room/open": file_of() + gap(),
                "room/renewed": file_of()
                + period("1", same, "2020-12-31")
                + period("1", "2021-01-01", note="same value, same article"),
            }
        )
        found = law.diff(date(2020, 12, 31), date(2021, 1, 1))
        assert (found.before, found.after) == (date(2020, 12, 31), date(2021, 1, 1))
        assert {(one.key, one.value) for one in found.added} == {("room.added", 7), ("room.fixed", 9)}
        assert [one.key for one in found.first_seen] == ["room.seen"]
        assert [(one.before.value, one.after.value) for one in found.changed] == [(1, 2), (1, 1)]
        firmer = found.changed[1]
        assert (firmer.before.standing, firmer.after.standing) == (Standing.BILL, Standing.IN_FORCE)
        assert [one.key for one in found.ended] == ["room.ended"]

    def test_the_same_figure_under_another_article_has_changed(self, made_up) -> None:
        moved = period("1", "2021-01-01", cite="{instrument: rule, article: '2'}")
        law = made_up({"room/moved": file_of() + period("1", "2020-01-01", "2020-12-31") + moved})
        (change,) = law.diff(date(2020, 6, 1), date(2021, 6, 1)).changed
        assert (str(change.before.cite), str(change.after.cite)) == ("Order 1", "Order 2")

    def test_two_days_within_one_period_differ_in_nothing(self, made_up) -> None:
        law = made_up({"room/same": file_of() + period("1", "2020-01-01")})
        found = law.diff(date(2020, 1, 1), date(2024, 1, 1))
        assert (found.added, found.first_seen, found.changed, found.ended) == ((), (), (), ())
