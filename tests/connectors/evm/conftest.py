"""A real node: anvil, found through HOZEN_ANVIL (scripts/nodes/anvil fetches it). Without it these tests are skipped."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = str(Path(__file__).resolve().parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)

from anvil_node import Anvil  # noqa: E402  # its folder is put on the path just above

MISSING = "HOZEN_ANVIL is not set: no EVM node was read for real (scripts/nodes/anvil FOLDER fetches one)"


@pytest.fixture
def anvil(tmp_path: Path) -> Iterator[Anvil]:
    """A chain of its own for each test, with nothing on it; its first block is of noon of the day."""
    program = os.environ.get("HOZEN_ANVIL")
    if not program:
        pytest.skip(MISSING)
    node = Anvil(Path(program), tmp_path / "anvil-state.json")
    node.start()
    try:
        yield node
    finally:
        node.kill()
