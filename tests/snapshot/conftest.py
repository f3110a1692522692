"""Each test of a book has a home, and secrets, of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from close_book import SmallExchange

from hozen.faces.cli import main
from hozen.workflows.snapshot.secret_store import new_secrets


@pytest.fixture
def exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallExchange:
    """The small exchange, with a store of secrets that HOZEN_SECRETS names."""
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    store, key = tmp_path / "secrets.json", tmp_path / "secrets.key"
    new_secrets("small", store, key)
    monkeypatch.setenv("HOZEN_SECRETS", str(store))
    monkeypatch.setenv("HOZEN_SECRETS_KEY", str(key))
    return SmallExchange(tmp_path / "book")


@pytest.fixture
def hozen(capsys):
    """`hozen snapshot …`: its exit code, and all that it says."""

    def run(*words: str) -> tuple[int, str]:
        code = main(["snapshot", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run
