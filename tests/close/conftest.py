"""Each test has a home of its own: nothing is read from, or left in, the user's folders."""

from pathlib import Path

import pytest
from close_book import SmallExchange


@pytest.fixture
def exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallExchange:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HOZEN_BOOKS", raising=False)
    monkeypatch.setenv("HOZEN_USER", "sato")
    return SmallExchange(tmp_path / "book")
