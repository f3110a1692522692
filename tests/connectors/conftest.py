"""A node in this process that can misbehave; node_server.py stands beside the tests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = str(Path(__file__).resolve().parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)

from node_server import NodeServer  # noqa: E402  # found only now


@pytest.fixture
def node() -> Iterator[NodeServer]:
    """An HTTP server that answers JSON-RPC as told."""
    with NodeServer() as server:
        yield server
