"""The benchmarks of proofs and of many addresses, small: what they time is done, and done right; nothing is said of time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ways():
    sys.path.insert(0, str(ROOT))
    try:
        from benchmarks import addresses_way, proofs_way
    finally:
        sys.path.remove(str(ROOT))
    return {"addresses": addresses_way, "proofs": proofs_way}


def test_every_way_of_building_comes_to_one_commitment_and_proofs_are_cut(ways, tmp_path) -> None:
    """400 customers hold about 4.5 of 105 assets each; blocks are counted, so the hashing was really done."""
    proofs, folder = ways["proofs"], str(tmp_path / "book")
    proofs.make(folder, 400)
    built = [
        proofs.build(folder, 2, "200MB", **how)
        for how in ({}, {"workers": 4}, {"hashing": "hashlib"}, {"file": "mixed"})
    ]
    assert len({one["commitment"] for one in built}) == 1
    assert {one["hashing"] for one in built} >= {"hashlib"}
    assert all(one["trees"] == 105 and one["leaves"] == 2 * one["holdings"] for one in built)
    assert all(one["blocks"] > 6 * one["holdings"] for one in built)


def test_the_one_unit_that_is_missing_is_found(ways, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    addresses, folder = ways["addresses"], str(tmp_path / "book")
    addresses.make(folder, 50)
    found = addresses.reconcile(folder, "200MB")
    assert (found["faults"], found["rows"]) == ([], 50 * 105)
