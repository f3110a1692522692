"""One small tape with a little of everything, for all tests of the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from hozen.workflows.market_sim import make_tape

SMALL = {"seed": 5, "events": 12_000, "days": 3, "symbols": 9, "plant": ("all",), "cases": 2, "twins": 1}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tape and its truth."""
    folder = tmp_path_factory.mktemp("surveillance") / "small"
    make_tape(folder, **SMALL)  # type: ignore[arg-type]  # the values' types differ, each fits its argument
    return folder
