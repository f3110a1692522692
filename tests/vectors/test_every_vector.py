"""Every entry of the collection of reference values, each figure of it, against what hozen works out.

`loss_and_claims.json` and `incidents.csv` are copies; where the collection lies beside the checkout they must be the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import vectors_of_cases
import vectors_of_dividing
import vectors_of_losses
import vectors_of_years
from told import Place, Told, leaves

HERE = Path(__file__).parent
BESIDE = HERE.parents[2] / "shared"
VECTORS: dict[str, Any] = json.loads((HERE / "loss_and_claims.json").read_text("utf-8"))["vectors"]
ROOMS = (vectors_of_dividing, vectors_of_years, vectors_of_cases, vectors_of_losses)
CHECKS: dict[str, Callable[[Told], None]] = {name: one for room in ROOMS for name, one in room.CHECKS.items()}


def compare(name: str, entry: Any) -> None:
    """Run the case of an entry; AssertionError for an entry without one, and for a figure that the case does not ask for."""
    assert name in CHECKS, f"{name} has no case"
    told = Told(entry)
    CHECKS[name](told)
    assert told.not_asked() == []


@pytest.mark.parametrize("name", VECTORS)
def test_the_entry_is_what_hozen_works_out(name) -> None:
    compare(name, VECTORS[name])


def test_each_case_has_its_entry() -> None:
    assert sorted(CHECKS) == sorted(VECTORS)


@pytest.mark.parametrize(
    ("name", "place"),
    [("loss_and_claims.json", "vectors/loss_and_claims.json"), ("incidents.csv", "data/incidents.csv")],
)
def test_the_copy_is_the_collection(name, place) -> None:
    if not (BESIDE / place).is_file():
        pytest.skip(f"{name} was NOT compared: shared/{place} is not beside the checkout")
    assert (HERE / name).read_bytes() == (BESIDE / place).read_bytes()


def test_an_entry_without_a_case_is_told() -> None:
    with pytest.raises(AssertionError, match="has no case"):
        compare("a_new_entry", {})


def test_a_figure_that_no_case_asks_for_is_told() -> None:
    entry = {**VECTORS["compound_poisson_99"], "p_S_eq_3": 0.1}
    with pytest.raises(AssertionError):
        compare("compound_poisson_99", entry)


UNMOVED: dict[str, set[Place]] = {
    # The list that it is held against has whole millions.
    "bitfinex_bfx_redemption": {("btc_price_used_usd",)},
    # Deposits of which the floor or the ceiling is the reserve.
    "korea_reserve_rule_krw_m": {("cases", 0, 0), ("cases", 3, 0), ("cases", 4, 0)},
    # A layer's ends beyond the loss or its own limit, and money that is not needed.
    "reserve_waterfall": {
        *(
            ("cases", case, "layers", at, end)
            for case, at, end in ((1, 0, 0), (2, 0, 1), (3, 0, 0), (3, 1, 1))
        ),
        *(("cases", case, "capital") for case in (1, 2)),
    },
    # Seven by 6, 5, 5, 5 is 2, 2, 2, 1 as well.
    "whole_yen_split": {("cases", 2, "claims", at) for at in (0, 1, 2)},
}
"""Figures that may be a little other without changing what follows from them."""


@pytest.mark.parametrize("name", VECTORS)
def test_any_other_figure_would_be_told(name) -> None:
    unmoved = {place for place, figure in leaves(VECTORS[name]) if _passes(name, place, _other(figure))}
    assert unmoved == UNMOVED.get(name, set())


def _passes(name: str, place: Place, other: object) -> bool:
    planted = deepcopy(VECTORS[name])
    _put(planted, place, other)
    try:
        compare(name, planted)
    except (AssertionError, ValueError, LookupError, ArithmeticError):
        return False
    return True


def _put(entry: Any, place: Place, figure: object) -> None:
    for key in place[:-1]:
        entry = entry[key]
    entry[place[-1]] = figure


def _other(figure: Any) -> Any:
    """A figure one or a hundredth or a thousandth away; of a text another text."""
    if isinstance(figure, bool):
        return not figure
    if isinstance(figure, int):
        return figure + 1
    if isinstance(figure, float):
        return round(figure + 0.01, 2) if figure == round(figure, 2) else figure * 1.001
    try:
        return str(Fraction(figure) + 1)
    except ValueError:
        return f"{figure}x"
