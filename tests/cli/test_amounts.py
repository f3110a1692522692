"""Amounts of yen are read exactly, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.faces.cli.amounts import amounts_of, yen_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.quantities import briefly
from hozen.faces.cli.view import View
from hozen.values import Yen


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("2bn", 2_000_000_000),
        ("2.5bn", 2_500_000_000),
        ("0.000000001bn", 1),
        ("500m", 500_000_000),
        ("500mn", 500_000_000),
        ("1tn", 1_000_000_000_000),
        ("3K", 3_000),
        ("¥2,000,000,000", 2_000_000_000),
        ("￥２，０００", 2_000),
        ("2000000000", 2_000_000_000),
        ("0", 0),
        ("20億", 2_000_000_000),
        ("20億円", 2_000_000_000),
        ("1.5億", 150_000_000),
        ("1兆2,345億6,789万", 1_234_567_890_000),
        ("1億5000", 100_005_000),
        ("300万円", 3_000_000),
    ],
)
def test_an_amount_is_read_exactly(text, yen) -> None:
    assert yen_of(text, "--held") == Yen(yen)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "+1",
        "1e9",
        "1.5",
        "0.5k0",
        "1,00",
        "1,0000",
        "¥",
        "億",
        "2 bn bn",
        "nan",
        "inf",
        "20億兆",
        "2.0000000001bn",
    ],
)
def test_anything_else_is_refused_with_the_option_named(text) -> None:
    with pytest.raises(BadOption) as refused:
        yen_of(text, "--held")
    assert (refused.value.where, refused.value.found) == ("--held", text)


def test_more_than_all_money_is_refused() -> None:
    assert yen_of("1000000tn", "--held") == Yen(10**18)
    with pytest.raises(BadOption):
        yen_of("1000001tn", "--held")


@pytest.mark.parametrize(
    ("text", "billions"),
    [
        ("2bn,5bn,10bn,40bn", [2, 5, 10, 40]),
        ("20億,400億", [2, 40]),
        ("20億、50億", [2, 5]),
        ("¥2,000,000,000 5bn", [2, 5]),
        ("2bn,500,000,000,000", [2, 500]),
    ],
)
def test_several_amounts(text, billions) -> None:
    assert amounts_of(text, "--reserve") == [Yen(one * 10**9) for one in billions]


@given(st.integers(0, 10**18))
def test_what_is_shown_in_short_is_read_back_to_the_yen(amount) -> None:
    for lang in ("en", "ja"):
        assert yen_of(briefly(Yen(amount), View(lang, 80)), "") == Yen(amount)
