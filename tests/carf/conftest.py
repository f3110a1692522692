"""The small exchange, reported once for all tests that only look."""

from __future__ import annotations

import shutil
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
def fresh(reported: Case, tmp_path: Path) -> Case:
    """A copy of it, to go on with."""
    shutil.copytree(reported.root, tmp_path / "copy")
    root = tmp_path / "copy"
    return Case(root, root / "book", sources_at(root / "beside"), root / "reports", reported.built)
