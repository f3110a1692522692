"""Columns, wrapped sentences and shortened figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.faces.cli.grid import amounts, laid, pairs
from hozen.faces.cli.quantities import coins, told
from hozen.faces.cli.view import View
from hozen.faces.cli.wrap import hanging, paragraph, wrapped
from hozen.faces.words.line_breaks import pieces
from hozen.findings.table import width
from hozen.values import Units

SENTENCES = st.text(alphabet="ab, .1、。（）あ漢カ …", max_size=120)


@pytest.mark.parametrize(
    ("units", "decimals", "places", "shown"),
    [
        (150_000_000, 8, None, "1.50000000"),
        (150_000_000, 8, 4, "1.5000"),  # only zeros are left out: no sign
        (150_000_001, 8, 4, "1.5000…"),
        (-12_345_678, 8, 2, "-0.12…"),
        (-1, 18, 2, "-0.000000000000000001"),  # a gap never shows as nothing
        (12_345, 18, 4, "0.00000000000001…"),
        (0, 8, 2, "0.00"),
        (1_234_567, 0, 2, "1,234,567"),
        (123_456, 2, 4, "1,234.56"),
    ],
)
def test_a_coin_figure_is_cut_with_a_sign_and_never_to_nothing(units, decimals, places, shown) -> None:
    assert coins(Units(units), decimals, places) == shown


@given(st.integers(-(10**30), 10**30), st.integers(0, 18), st.integers(0, 18))
def test_a_cut_figure_begins_like_the_whole_one(units, decimals, places) -> None:
    whole, cut = coins(Units(units), decimals), coins(Units(units), decimals, places)
    assert whole.startswith(cut.removesuffix("…"))
    assert cut.endswith("…") == bool(whole[len(cut.removesuffix("…")) :].strip("0."))
    assert any(one in "123456789" for one in cut) == bool(units)


def test_nothing_and_flags_have_words() -> None:
    assert [told(one, View("en", 80)) for one in (None, True, False)] == ["–", "yes", "no"]


@given(SENTENCES, st.integers(10, 40))
def test_wrapping_loses_no_character_and_keeps_to_the_room(text, room) -> None:
    lines = wrapped(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert width(line) <= room or len(list(pieces(line))) == 1  # what must stay whole stays whole


def test_a_line_does_not_begin_with_a_full_stop_nor_end_with_an_opening_bracket() -> None:
    assert wrapped("ああああ。", 8) == ["あああ", "あ。"]
    assert wrapped("あああ（い）", 8) == ["あああ", "（い）"]


def test_a_path_stays_whole() -> None:
    path = "/a/very/long/path/that/does/not/fit.parquet"
    assert wrapped(f"see {path}", 20) == ["see", path]


def test_a_paragraph_keeps_its_own_lines_and_indents() -> None:
    lines = [line.plain for line in paragraph("first\n  second line", 14)]
    assert lines == ["  first", "    second", "    line"]


def test_a_long_remark_goes_below_its_label_where_no_room_is_left() -> None:
    assert [line.plain for line in hanging("  label  ", "one two three", 16)] == [
        "  label  one two",
        "         three",
    ]
    lead = "  " + "x" * 30 + "  "
    assert [line.plain for line in hanging(lead, "one two", 40)] == ["  " + "x" * 30, "      one two"]


HEADS, RIGHT = ["", "Found", "Asked"], (False, True, True)


def table(room: int) -> list[str]:
    def write(places: int | None) -> list[list[str]]:
        pair = [(1_123_456_789_012_345_678, 2_000_000_000_000_000_000), (5, 0)]
        return [
            [name, *(coins(Units(one), 18, places) for one in row)]
            for name, row in zip("ab", pair, strict=True)
        ]

    return [line.plain for line in laid(HEADS, write, RIGHT, room)]


def test_columns_show_every_digit_where_there_is_room() -> None:
    assert table(60)[1].split() == ["a", "1.123456789012345678", "2.000000000000000000"]
    assert len({width(line) for line in table(60)}) == 1


def test_columns_give_up_decimals_before_they_give_up_columns() -> None:
    lines = table(42)
    assert lines[1].split() == ["a", "1.12345678…", "2.00000000"]
    assert lines[2].split() == ["b", "0.000000000000000005", "0.00000000"]
    assert max(map(width, lines)) <= 42


def test_rows_become_blocks_where_no_columns_fit() -> None:
    assert table(20)[:3] == ["  a", "    Found  1.12…", "    Asked  2.00"]


def test_labels_in_japanese_stand_in_columns() -> None:
    lines = [line.plain for line in pairs([("是正期限", "2026-11-24"), ("Under", "Article 1")], 80)]
    assert lines == ["  是正期限  2026-11-24", "  Under     Article 1"]
    rows = [line.plain for line in amounts([("必要額", "¥20", "due"), ("x", "¥1,000", "")], 80)]
    assert rows == ["  必要額     ¥20  due", "  x       ¥1,000"]
