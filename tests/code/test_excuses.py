"""What catches everything passes it on, and every exception to a tool has its reason beside it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

import hozen

SOURCE = Path(hozen.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
ALL = {"Exception", "BaseException"}
EXCUSE = re.compile(r"#\s*(type:\s*ignore|noqa|pragma|ruff:|mypy:|pylint)")
WITH_REASON = re.compile(r"#\s*(type:\s*ignore\[[\w-]+\]|noqa: [A-Z]+[0-9]+)\s+#\s*\S+(\s+\S+){2,}")


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def catches_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(one, ast.Name) and one.id in ALL for one in named)


def swallows(text: str) -> Iterator[int]:
    """Lines of handlers that catch everything and do not end by raising it again."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler) and catches_all(node):
            last = node.body[-1]
            if not (isinstance(last, ast.Raise) and last.exc is None):
                yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if called == "suppress" and any(isinstance(one, ast.Name) and one.id in ALL for one in node.args):
                yield node.lineno


def excuses(text: str) -> Iterator[tuple[int, str]]:
    """(line, comment): comments that tell a tool to look away."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and EXCUSE.search(token.string):
            yield token.start[0], token.string


def test_nothing_is_swallowed() -> None:
    assert {name(path): found for path in FILES if (found := list(swallows(text_of(path))))} == {}


def test_each_excuse_names_its_rule_and_its_reason() -> None:
    told = [path for path in FILES if EXCUSE.search(text_of(path))]  # to read tokens of the rest takes long
    assert told
    bare = [
        (name(path), *one)
        for path in told
        for one in excuses(text_of(path))
        if not WITH_REASON.search(one[1])
    ]
    assert bare == []


@pytest.mark.parametrize(
    "offence",
    [
        "try: a()\nexcept: pass",
        "try: a()\nexcept Exception: log()",
        "try: a()\nexcept (OSError, BaseException) as fault: b = fault",
        "try: a()\nexcept Exception as fault: raise OSError from fault",
        "with suppress(Exception): a()",
    ],
)
def test_a_catch_all_that_is_planted_is_found(offence) -> None:
    assert list(swallows(offence))


@pytest.mark.parametrize(
    "fine", ["try: a()\nexcept OSError: pass", "try: a()\nexcept BaseException: b(); raise"]
)
def test_a_named_kind_and_what_is_passed_on_are_fine(fine) -> None:
    assert list(swallows(fine)) == []


@pytest.mark.parametrize(
    ("comment", "is_fine"),
    [
        ("# type: ignore[index]  # the pragma answers one row", True),
        ("# noqa: S506  # builds texts only", True),
        ("# type: ignore", False),
        ("# type: ignore[index]", False),
        ("# noqa", False),
        ("# noqa: S506", False),
        ("# noqa: S506  # sorry", False),
        ("# ruff: noqa: F401", False),
        ("# pragma: no cover", False),
    ],
)
def test_what_counts_as_a_reason(comment, is_fine) -> None:
    assert [bool(WITH_REASON.search(said)) for _, said in excuses(f"a = 1  {comment}\n")] == [is_fine]
