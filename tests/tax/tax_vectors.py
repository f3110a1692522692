"""The founders' vectors (shared/vectors/tax.json, beside the checkout). Without them these tests skip and say so."""

from __future__ import annotations

import importlib.util
import json
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hozen.rules.tax import Move, Pool

PLACE = Path(__file__).resolve().parents[3] / "shared" / "vectors"
COIN = 10**8


def loaded() -> dict[str, dict[str, Any]]:
    """Vector by id; none where the file is not there."""
    path = PLACE / "tax.json"
    if not path.is_file():
        return {}
    found = json.loads(path.read_text("utf-8"))["vectors"]
    return {one["id"]: one for one in found}


VECTORS = loaded()


def vector(name: str) -> dict[str, Any]:
    """One vector, or a skip that says what is not compared."""
    if not VECTORS:
        pytest.skip("NO VECTORS, so nothing is compared: shared/vectors/tax.json is not beside the checkout")
    return VECTORS[name]


def generator() -> ModuleType:
    """gen_trades.py of the vectors."""
    spec = importlib.util.spec_from_file_location("gen_trades", PLACE / "gen_trades.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def units(text: str) -> int:
    """'0.5' coins in units of 10^-8."""
    exact = Fraction(text) * COIN
    assert exact.denominator == 1
    return exact.numerator


def moves(trades: list[dict[str, str]]) -> list[Move]:
    """Purchases with their fee; sales and spending as units out."""
    return [
        Move(units(one["qty"]), Fraction(one["jpy"]) + Fraction(one.get("fee_jpy", "0")))
        if one["type"] == "buy"
        else Move(-units(one["qty"]))
        for one in trades
    ]


def opening(found: dict[str, Any]) -> Pool:
    """What the vector carries over."""
    said = found.get("opening", {"qty": "0", "cost": "0"})
    return Pool(units(said["qty"]), Fraction(said["cost"]))
