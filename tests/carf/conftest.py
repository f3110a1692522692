"""The small exchange, reported once for all tests that only look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from carf_book import AT, book_at, sources_at

from hozen.workflows.carf import Built, build
from hozen.workflows.carf.building import Sources


@dataclass(frozen=True)
class Case:
    """A book, what stands beside it, and its folder of reports."""

    root: Path
    book: Path
    sources: Sources
    folder: Path
    built: Built


def made_at(root: Path) -> Case:
    book, sources = book_at(root / "book"), sources_at(root / "beside")
    return Case(root, book, sources, root / "reports", build(book, 2026, sources, root / "reports", at=AT))


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Look, and change nothing."""
    return made_at(tmp_path_factory.mktemp("carf"))


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Case]:
    """One of its own, to go on with."""
    return lambda: made_at(tmp_path)
