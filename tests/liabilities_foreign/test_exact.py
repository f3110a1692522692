"""Amounts as exact whole numbers: no digit is lost, and what is no amount is refused."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.liabilities.foreign.exact import PLACES, exact, is_finer, written, written_at


@pytest.mark.parametrize(
    ("text", "shortest"),
    [("1.50", "1.5"), ("0.0", "0"), ("-2.10", "-2.1"), ("007", "7"), ("100", "100"), ("-0", "0")],
)
def test_the_shortest_text(text, shortest) -> None:
    assert written(exact(text)) == shortest


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=20))
def test_as_decimal_has_it(amount) -> None:
    with localcontext() as context:
        context.prec = 200
        assert exact(format(amount, "f")) == int(amount * 10**PLACES)
        assert Decimal(written(exact(format(amount, "f")))) == amount


def test_with_so_many_decimals_the_rest_is_cut_off() -> None:
    assert written_at(exact("1.999999999"), 8) == "1.99999999"
    assert written_at(exact("-1.999999999"), 8) == "-1.99999999"
    assert written_at(exact("5"), 4) == "5.0000"
    assert (is_finer(exact("1.999999999"), 8), is_finer(exact("1.99999999"), 8)) == (True, False)


@pytest.mark.parametrize(
    "text", ["", ".", "1.", ".5", "+1", "1e5", "0x10", "1,000", " 1", "NaN", "１", "1" * 61, "0." + "1" * 41]
)
def test_what_is_no_amount(text) -> None:
    with pytest.raises(ValueError, match="plain digits"):
        exact(text)
