"""Published files of other exchanges lie beside the checkout, not in it: without them these tests skip, and say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hozen.workflows.proof_inspect import ProofFiles, inspect_proof

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "proof"


@pytest.fixture(scope="session")
def vector() -> Callable[[str], Path]:
    """The path of a published file."""

    def found(name: str) -> Path:
        path = VECTORS / name
        if not path.is_file():
            pytest.skip(f"NO VECTORS, so formats were checked with files made here only: {name} is not there")
        return path

    return found


@pytest.fixture
def kept(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file; what is no text goes in as JSON."""

    def keep(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return keep


@pytest.fixture
def secret(tmp_path: Path) -> Callable[[str], Path]:
    """A file that only its owner can read."""

    def keep(text: str) -> Path:
        path = tmp_path / "secret"
        path.unlink(missing_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8")
        path.chmod(0o600)
        return path

    return keep


@pytest.fixture
def inspect() -> Callable[..., Any]:
    """The inspection of a file, as the command line asks for it."""

    def run(file: Path, beside: Path | None = None, **asked: Any) -> Any:
        return inspect_proof(ProofFiles(file, beside, **asked))

    return run
