"""The published vectors lie beside the checkout, not in it: without them the tests that read them skip, and say so."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

PROOF = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "proof"


def _need(path: Path) -> Path:
    if not path.is_file():
        pytest.skip(
            f"NO VECTORS, so signatures were checked with our own keys only: {path.name} is not there"
        )
    return path


@pytest.fixture(scope="session")
def bip322() -> dict[str, list[dict[str, Any]]]:
    """Everything of both files, by section."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for name in ("basic", "generated"):
        path = _need(PROOF / "bip322" / f"{name}-test-vectors.json")
        for section, rows in json.loads(path.read_text(encoding="utf-8")).items():
            sections.setdefault(section, []).extend(rows)
    return sections


@pytest.fixture(scope="session")
def okx_bitcoin() -> list[list[str]]:
    """[address, message, signature, public key]."""
    path = _need(PROOF / "okx" / "bip137_from_btc_tests.json")
    found: list[list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def okx_accounts() -> list[dict[str, str]]:
    """Rows of Ethereum accounts, their columns by name."""
    rows = []
    for name in ("okx_por_example", "okx_por_staking_example"):
        lines = list(csv.reader(_need(PROOF / "okx" / f"{name}.csv").read_text("utf-8").splitlines()))
        start = next(at for at, line in enumerate(lines) if "signature1" in [cell.strip() for cell in line])
        names = [cell.strip().lower() for cell in lines[start]]
        rows += [dict(zip(names, line, strict=False)) for line in lines[start + 1 :]]
    return [row for row in rows if row["coin"] == "ETH"]
