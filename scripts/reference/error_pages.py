"""The examples on docs/reference/errors/<code>.md: the Python block is run, and its message stands in the text block."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hozen.errors import HozenError
from reference.markdown import DOCS

ERRORS = DOCS / "reference" / "errors"
HOME = "/home/sato"  # stands on the pages for the folder in which the example ran
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
_TEXT = re.compile(r"```text\n.*?```", re.DOTALL)


def error_pages() -> dict[Path, str]:
    """Page → text, for every page that has an example to run."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(ERRORS.glob("*.md"))}
    return {path: _with_message(text) for path, text in pages.items() if _PYTHON.search(text)}


def _with_message(text: str) -> str:
    blocks = _PYTHON.findall(text)
    if len(blocks) != 1 or len(_TEXT.findall(text)) != 1:
        raise ValueError("a page has one python block and one text block")
    message = f"```text\n{message_of(blocks[0])}\n```"
    return _TEXT.sub(lambda _: message, text)


def message_of(code: str) -> str:
    """The message of the refusal that the example raises. ValueError where it raises none."""
    with tempfile.TemporaryDirectory() as folder, _inside(folder):
        try:
            exec(compile(code, "example", "exec"), {})  # noqa: S102  # our own pages
        except HozenError as error:
            return str(error).replace(str(Path.cwd()), HOME)
    raise ValueError(f"the example raises nothing:\n{code}")


@contextmanager
def _inside(folder: str) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
