"""Small pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MADE = "<!-- Made by scripts/docs from {source}; edit that, not this. -->"


def head(title: str, source: str, *lead: str) -> str:
    """The top of a page that is made whole."""
    return "\n\n".join([f"# {title}", MADE.format(source=source), *lead])


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar inside a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def code(text: str) -> str:
    """Code within a line; nothing for an empty text."""
    return f"`{text}`" if text else ""


def block(text: str, kind: str = "") -> str:
    """A fenced block."""
    return f"```{kind}\n{text.rstrip()}\n```"


def page(*parts: str) -> str:
    """Parts with an empty line between them, and one line end."""
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def between(text: str, name: str, inner: str) -> str:
    """`text` with what stands between <!-- made: name --> and <!-- end --> replaced. ValueError without them."""
    pattern = re.compile(rf"(<!-- made: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise ValueError(f"one block <!-- made: {name} --> … <!-- end --> is needed")
    return pattern.sub(lambda found: f"{found[1]}{inner}\n{found[2]}", text)
