"""A table shows exact values to a person, and hands them to Arrow without a digit lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hozen.findings import AssetUnits, Status
from hozen.findings.table import Table, percent, shown, width
from hozen.values import Ratio, Units, Yen

BIG = 10**38 - 1


def _one(cell: object) -> Table:
    return Table(("x",), ((cell,),))  # type: ignore[arg-type]  # cells of every kind pass through here


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells, not 2"):
        Table(("a", "b"), (("1", "2"), ("3",)))


def test_a_column_name_used_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="used twice"):
        Table(("a", "a"), ())


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Yen(1234567), "¥1,234,567"),
        (Yen(-5), "-¥5"),
        (AssetUnits("BTC", Units(150000000), 8), "1.50000000 BTC"),
        (Units(1000), "1,000"),
        (1234, "1,234"),
        (True, "yes"),
        (None, "–"),
        (date(2026, 11, 20), "2026-11-20"),
        (Status.CANNOT_TELL, "cannot_tell"),
    ],
)
def test_each_kind_is_shown_as_a_person_reads_it(cell: object, text: str) -> None:
    assert shown(cell) == text  # type: ignore[arg-type]  # the parameters hold every kind


def test_a_percentage_is_cut_not_rounded() -> None:
    assert percent(Ratio.parse("0.94999")) == "94.99%"


def test_a_tiny_gap_never_shows_as_nothing() -> None:
    # 1 in 10 million is 0.00001 %
    assert percent(Ratio(Fraction(-1, 10_000_000))) == "-0.00001%"
    assert percent(Ratio(Fraction(0))) == "0.00%"


def test_japanese_characters_take_two_columns() -> None:
    assert width("東京A") == 5


def test_printed_columns_line_up_also_with_japanese() -> None:
    table = Table(("name", "yen"), (("取引所", Yen(5)), ("x", Yen(1000))))
    lines = str(table).splitlines()
    assert {width(line) for line in lines[1:]} == {width(lines[1])}


def test_html_is_escaped() -> None:
    html = Table(("x",), (("<script>",),), "a<b", ("c&d",))._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "a&lt;b" in html
    assert "c&amp;d" in html


@settings(deadline=None)
@given(st.integers(-BIG, BIG))
def test_arrow_keeps_every_digit_of_money(amount: int) -> None:
    arrow = _one(Yen(amount)).to_arrow()
    assert arrow["x"].to_pylist() == [Decimal(amount)]


@settings(deadline=None)
@given(st.integers(0, BIG), st.integers(0, 30))
def test_arrow_keeps_units_with_their_asset(amount: int, decimals: int) -> None:
    arrow = _one(AssetUnits("ETH", Units(amount), decimals)).to_arrow()
    assert arrow["x"].to_pylist() == [{"asset": "ETH", "units": Decimal(amount), "decimals": decimals}]


def test_arrow_keeps_a_ratio_exact_and_nothing_as_null() -> None:
    arrow = Table(("x",), ((Ratio(Fraction(1, 3)),), (None,))).to_arrow()
    assert arrow["x"].to_pylist() == ["1/3", None]


def test_a_column_of_several_kinds_becomes_text() -> None:
    arrow = Table(("x",), ((Yen(5),), ("none",), (date(2026, 1, 2),))).to_arrow()
    assert arrow["x"].to_pylist() == ["¥5", "none", "2026-01-02"]


def test_an_empty_table_still_prints_and_converts() -> None:
    table = Table(("a", "b"), ())
    assert str(table).splitlines()[0] == "a  b"
    assert table.to_arrow().num_rows == 0
