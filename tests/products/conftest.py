"""A small register: Bitcoin, a renamed token, one that moved to a successor, and a stablecoin."""

from __future__ import annotations

from pathlib import Path

import pytest
from door_book import SmallBook
from product_rows import BOOK_ROWS


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """English, eighty columns, a home of its own; a missing text is an error."""
    for name in ("HOZEN_LANG", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    told = {"LANG": "C.UTF-8", "COLUMNS": "80", "HOZEN_HOME": str(tmp_path / "home"), "HOZEN_WORDS": "strict"}
    for name, value in told.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def kept(tmp_path: Path) -> SmallBook:
    """The small book with that register, not yet written."""
    made = SmallBook(tmp_path / "book")
    made.tables |= {name: [dict(row) for row in rows] for name, rows in BOOK_ROWS.items()}
    return made
