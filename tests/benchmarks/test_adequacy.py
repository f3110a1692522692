"""The benchmark of adequacy, small: its own ways come to the agreed figures; nothing is said of time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ways():
    sys.path.insert(0, str(ROOT))
    try:
        from benchmarks import adequacy_way
    finally:
        sys.path.remove(str(ROOT))
    return adequacy_way


def test_the_transform_comes_to_the_agreed_figures(ways) -> None:
    found = ways.hozen_transform()
    assert found["mean"] == pytest.approx(ways.EXACT["mean"], abs=1e-9)
    assert found["var99"] == pytest.approx(ways.EXACT["var99"], abs=1 / 64)


def test_the_dice_come_near_them(ways) -> None:
    # the lowest layer alone pays 1.476 a year under a yearly limit of 20; three layers pay more
    found = ways.hozen_dice(50_000)
    assert 3 < found["mean"] < 4
    assert found["var99"] == pytest.approx(ways.EXACT["var99"], rel=0.05)


def test_a_rival_that_is_not_there_is_left_out(ways, monkeypatch) -> None:
    monkeypatch.delenv("HOZEN_RIVALS", raising=False)
    assert set(ways.found()) == {"gemact", "aggregate"}
