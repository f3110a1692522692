"""Every command that a page shows is one that hozen has, with the options it is shown with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import typer
from reference.markdown import DOCS, ROOT

from hozen.faces.cli.app import build

PAGES = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md"]
EVERYWHERE = {"--lang", "--help"}


def shown() -> Iterator[tuple[str, str]]:
    """(page, command line) for each in a code block or between backticks."""
    for page in PAGES:
        text = page.read_text("utf-8") if page.is_file() else ""
        blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        lines = [line for block in blocks for line in block.splitlines()]
        for line in [*lines, *re.findall(r"`([^`\n]+)`", text)]:
            if line.startswith("hozen ") and re.fullmatch(r"hozen [a-z][a-z ]*.*", line):
                yield page.relative_to(ROOT).as_posix(), line


@cache
def hozen() -> Any:
    """The whole tree of commands, made once for all the lines."""
    return typer.main.get_command(build("en"))


def unknown(line: str) -> list[str]:
    """The words of a command line that hozen does not know."""
    command = hozen()
    words = line.split()[1:]
    while words and hasattr(command, "commands"):
        if words[0].startswith("-"):
            break
        if words[0] not in command.commands:
            return [words[0]]
        command = command.commands[words.pop(0)]
    options = {name for one in command.params for name in one.opts} | EVERYWHERE
    return [word for word in words if word.startswith("--") and word.partition("=")[0] not in options]


COMMANDS = sorted(set(shown()))


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_a_command_on_a_page_exists(page: str, line: str) -> None:
    assert unknown(line) == []


def test_a_command_that_does_not_exist_is_found() -> None:
    assert len(COMMANDS) > 10
    assert unknown("hozen clsoe BOOK") == ["clsoe"]
    assert unknown("hozen law shwo X") == ["shwo"]
    assert unknown("hozen close BOOK --dya 2026-11-20") == ["--dya"]
    assert unknown("hozen close BOOK --day 2026-11-20") == []
