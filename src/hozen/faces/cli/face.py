"""A terminal to speak to: its language, its width, and where answers and progress go."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, RenderableType

from hozen.faces.words import Language, say


@dataclass(frozen=True, slots=True)
class Face:
    """端末: answers go to `out`, all else to `err`."""

    lang: Language
    out: Console
    err: Console

    @classmethod
    def open(cls, lang: Language) -> Face:
        """On this process's standard streams."""
        return cls(lang, _console(stderr=False), _console(stderr=True))

    def say(self, key: str, **values: object) -> str:
        """A text of the room `cli`."""
        return say(f"cli.{key}", self.lang, **values)

    def show(self, parts: Iterable[RenderableType]) -> None:
        """Print in order. Lines come broken already; none is cropped, for half a figure is another figure."""
        for part in parts:
            self.out.print(part, soft_wrap=True)

    def json(self, document: object) -> None:
        """One JSON document, and nothing else, on `out`."""
        plain = "utf" not in (self.out.encoding or "").lower()
        text = json.dumps(document, ensure_ascii=plain, indent=2)
        self.out.file.write(f"{text}\n")


def _console(stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")  # a terminal that lacks ✕ still shows the word beside it
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)
