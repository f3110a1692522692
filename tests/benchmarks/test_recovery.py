"""The benchmark of distributions, small: what it times is done, and done right; nothing is said of time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def way():
    sys.path.insert(0, str(ROOT))
    try:
        from benchmarks import recovery_way
    finally:
        sys.path.remove(str(ROOT))
    return recovery_way


@pytest.mark.parametrize(("dense", "cells"), [(True, 105 * 60), (False, None)])
def test_every_asset_is_distributed_and_sql_and_pandas_come_to_the_same(way, tmp_path, dense, cells) -> None:
    folder = str(tmp_path / "claims")
    way.make(folder, 60, dense=dense)
    for rule in ("down", "largest_remainder"):
        found = way.distribute_all(folder, rule)
        assert found["faults"] == []
        assert cells is None or found["cells"] == cells
    assert len(list((tmp_path / "claims" / "paid").glob("*.arrow"))) == 105
    assert way.rivals(folder)["faults"] == []
    assert way.scan(folder)["cells"] == found["cells"]
