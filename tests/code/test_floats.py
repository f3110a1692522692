"""No float touches money: none in the source, but where what is counted is no money.

Allowed by room: rules/adequacy and the scores of rules/surveillance, which the design names. Else by line, each with
its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import hozen

SOURCE = Path(hozen.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
ROOMS = ("rules/adequacy/", "rules/surveillance/scores")
GEOMETRY = "points and inches on a page"

# (file, pattern of the line): why
NO_MONEY = {
    ("engine/memory_limit.py", r"float\(number\)"): "bytes of memory",
    ("faces/reports/layout.py", r""): GEOMETRY,
    ("faces/reports/pdf/fonts.py", r"float\(stringWidth"): GEOMETRY,
    ("faces/reports/sheet.py", r"set_margins"): GEOMETRY,
    ("faces/reports/workbook.py", r"_POINTS_A_PIXEL"): GEOMETRY,
    ("law/fields.py", r"get_close_matches|cutoff="): "how near a misspelt word must come",
    ("records/book.py", r"get_close_matches"): "how near a misspelt word must come",
    ("workflows/door/sources.py", r"get_close_matches"): "how near a misspelt word must come",
    ("workflows/replay/catalogue.py", r"get_close_matches"): "how near a misspelt word must come",
    ("workflows/sample/plants.py", r"get_close_matches"): "how near a misspelt word must come",
}


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def floats(text: str) -> Iterator[tuple[int, str]]:
    """(line, what): float literals, and calls of float()."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and type(node.value) in (float, complex):
            yield node.lineno, repr(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            yield node.lineno, "float()"


def found_in(path: Path) -> list[tuple[int, str]]:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    return [(line, lines[line - 1].strip()) for line, _ in floats(text)]


def unexcused(path: Path) -> list[tuple[int, str]]:
    excuses = [said for (file, said) in NO_MONEY if file == name(path)]
    return [one for one in found_in(path) if not any(re.search(said, one[1]) for said in excuses)]


def test_no_float() -> None:
    looked_at = [path for path in FILES if not name(path).startswith(ROOMS)]
    assert {name(path): found for path in looked_at if (found := unexcused(path))} == {}


@pytest.mark.parametrize(("file", "pattern"), NO_MONEY)
def test_each_exception_is_still_needed(file, pattern) -> None:
    assert any(re.search(pattern, line) for _, line in found_in(SOURCE / file))


def test_no_exception_is_where_money_is_worked_out() -> None:
    rooms = (
        "values/",
        "findings/",
        "rules/",
        "regimes/",
        "books/",
        "workflows/daily_close/",
        "workflows/reserve/",
    )
    assert [file for file, _ in NO_MONEY if file.startswith(rooms)] == []


@pytest.mark.parametrize(
    "offence", ["a = 0.5", "a = 1e3", "a = float(b)", "def f(a: int = 1.5) -> None: ..."]
)
def test_a_float_that_is_planted_is_found(offence) -> None:
    assert list(floats(offence))
