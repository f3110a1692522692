"""Books of their own for each test, at noon in Japan."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hozen.books import open_books

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def books(tmp_path):
    with open_books(f"sqlite:///{tmp_path / 'books.db'}", clock=lambda: NOON) as opened:
        yield opened
