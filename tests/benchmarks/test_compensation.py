"""The benchmark of compensation, small: what it times is done, and done right; nothing is said of time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def way():
    sys.path.insert(0, str(ROOT))
    try:
        from benchmarks import compensation_way
    finally:
        sys.path.remove(str(ROOT))
    return compensation_way


def test_a_plan_adds_up_and_its_bank_orders_come_out_the_same(way, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    way.make(str(tmp_path / "losses"), 300)
    found = way.plan(str(tmp_path / "losses"))
    assert (found["faults"], found["same"]) == ([], True)


def test_letters_are_written(way, tmp_path) -> None:
    assert len(way.letters(str(tmp_path), 3, 1)["digest"]) == 64
