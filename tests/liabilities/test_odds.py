"""The chance that an omission is seen, against the working by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.liabilities import seen
from hozen.values import Ratio


@pytest.mark.parametrize(
    ("omitted", "share", "chance"),
    [
        (0, "0.5", "0"),  # nobody omitted, nothing to see
        (1, "0.05", "1/20"),
        (2, "0.5", "3/4"),  # 1 − 1/2 × 1/2
        (3, "0.1", "271/1000"),  # 1 − 729/1000
        (5, "0", "0"),
        (5, "1", "1"),
    ],
)
def test_by_hand(omitted, share, chance) -> None:
    assert seen(omitted, Ratio.parse(share)) == Ratio(Fraction(chance))


@given(st.integers(0, 50), st.fractions(0, 1))
def test_one_more_omitted_is_never_less_likely_to_be_seen(omitted, share) -> None:
    assert seen(omitted, Ratio(share)) <= seen(omitted + 1, Ratio(share))


@pytest.mark.parametrize(("omitted", "share"), [(-1, Fraction(1, 2)), (1, Fraction(-1)), (1, Fraction(3, 2))])
def test_what_is_no_chance(omitted, share) -> None:
    with pytest.raises(ValueError, match="not a chance"):
        seen(omitted, Ratio(share))
