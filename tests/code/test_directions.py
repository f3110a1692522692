"""The import contracts catch what they forbid: an offence is planted in a copy of the package, and is named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import hozen

SOURCE = Path(hozen.__file__).parent
CONTRACTS = Path(__file__).resolve().parents[2] / ".importlinter"
LINT = Path(sys.executable).parent / "lint-imports"

# file, the line added to it, what the contracts must say
OFFENCES = {
    "a rule opens an engine": (
        "rules/custody/jp.py",
        "import hozen.engine",
        "hozen.rules.custody.jp -> hozen.engine",
    ),
    "findings know a rule": (
        "findings/finding.py",
        "import hozen.rules.custody",
        "hozen.findings.finding -> hozen.rules.custody",
    ),
    "books know a rule": (
        "books/books.py",
        "import hozen.rules.custody",
        "hozen.books.books -> hozen.rules.custody",
    ),
    "the law knows records": ("law/law.py", "import hozen.records", "hozen.law.law -> hozen.records"),
    "a rule room knows another": (
        "rules/custody/jp.py",
        "import hozen.rules.insurance",
        "hozen.rules.custody.jp -> hozen.rules.insurance",
    ),
    "a rule asks a database": ("rules/custody/jp.py", "import duckdb", "hozen.rules.custody.jp -> duckdb"),
    "a workflow knows a face": (
        "workflows/plain.py",
        "import hozen.faces",
        "hozen.workflows.plain -> hozen.faces",
    ),
    "a folder has no floor": ("attic/__init__.py", "", "hozen.attic"),
}


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory) -> Path:
    """The package's Python files and the contracts, and nothing else."""
    place = tmp_path_factory.mktemp("skeleton")
    shutil.copytree(SOURCE, place / "hozen", ignore=shutil.ignore_patterns("__pycache__", "*.yaml", "*.csv"))
    shutil.copy(CONTRACTS, place)
    return place


@pytest.fixture(scope="module")
def clean(skeleton) -> str:
    """What the contracts say before anything is planted."""
    return lint(skeleton)[1]


def lint(place: Path) -> tuple[int, str]:
    """What the contracts say of the package that lies in `place`, its lines joined again where they were wrapped."""
    surroundings = {**os.environ, "PYTHONPATH": str(place), "COLUMNS": "400"}
    done = subprocess.run(
        [LINT, "--no-cache"], cwd=place, env=surroundings, capture_output=True, text=True, check=False
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize(("file", "line", "said"), OFFENCES.values(), ids=OFFENCES)
def test_an_offence_that_is_planted_is_named(file, line, said, skeleton, clean) -> None:
    assert said not in clean
    path = skeleton / "hozen" / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        code, report = lint(skeleton)
    finally:
        shutil.rmtree(path.parent) if before is None else path.write_text(before, encoding="utf-8")
    assert code != 0
    assert said in report


def test_each_rule_room_is_named_among_those_that_do_not_import_each_other() -> None:
    rooms = {one.parent.name for one in (SOURCE / "rules").glob("*/__init__.py")}
    text = CONTRACTS.read_text(encoding="utf-8")
    assert [room for room in sorted(rooms) if f"    hozen.rules.{room}\n" not in text] == []
