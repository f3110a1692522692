"""Between records and findings there is no clock, no disk, no network and no chance."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import hozen

SOURCE = Path(hozen.__file__).parent
PURE = ("values", "findings", "rules", "regimes")
FILES = sorted(path for room in PURE for path in (SOURCE / room).rglob("*.py"))
MODULES = {
    *("asyncio", "ftplib", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "platform"),
    *("random", "secrets", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile"),
    *("threading", "time", "urllib", "uuid"),
}
CLOCKS = {"now", "utcnow", "today"}  # of date and datetime; a field may be called `today`
BUILT_IN = {"open", "input", "print", "exec", "eval", "__import__"}


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def of_a_clock(node: ast.expr) -> bool:
    return ast.unparse(node).split(".")[-1] in {"date", "datetime"}


def impure(text: str) -> Iterator[tuple[int, str]]:
    """(line, what): imports of modules, and calls, that reach outside."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names if one.name.split(".")[0] in MODULES)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            yield node.lineno, node.module or ""
        if isinstance(node, ast.Name) and node.id in BUILT_IN:
            yield node.lineno, node.id
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and of_a_clock(node.value):
            yield node.lineno, ast.unparse(node)


def test_all_pure_rooms_are_looked_at() -> None:
    assert {name(path).split("/")[0] for path in FILES} == set(PURE)


def test_nothing_reaches_outside() -> None:
    found = {name(path): list(impure(path.read_text(encoding="utf-8"))) for path in FILES}
    assert {file: offences for file, offences in found.items() if offences} == {}


@pytest.mark.parametrize(
    "offence",
    [
        "import os.path",
        "from pathlib import Path",
        "import random as chance",
        "from time import monotonic",
        "from datetime import datetime\na = datetime.now()",
        "a = date.today()",
        "a = datetime.datetime.now(UTC)",
        "clock = datetime.utcnow",
        "with open('a') as file: ...",
    ],
)
def test_an_offence_that_is_planted_is_found(offence) -> None:
    assert list(impure(offence))
