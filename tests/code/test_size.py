"""Small functions: half under ten lines, nine in ten at most 35, none over 50. A file stays readable at one sitting."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import hozen

SOURCE = Path(hozen.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))


@cache
def lengths() -> list[tuple[int, str]]:
    """(lines, place) of every function, its head and docstring counted, its decorators not."""
    return [
        (node.end_lineno - node.lineno + 1, f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}")
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]


def test_no_function_is_over_fifty_lines() -> None:
    assert [one for one in lengths() if one[0] > 50] == []


@pytest.mark.parametrize(("most", "of_ten"), [(9, 5), (35, 9)])
def test_most_functions_are_short(most, of_ten) -> None:
    found = lengths()
    short = sum(lines <= most for lines, _ in found)
    assert len(found) > 500
    assert 10 * short >= of_ten * len(found), f"{short} of {len(found)} have at most {most} lines"
