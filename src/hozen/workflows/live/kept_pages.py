"""Pages of one reading, in order: a reading that was cut off goes on after its last whole page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hozen.workflows.live.kept import Kept

_HEAD = "head"


@dataclass(frozen=True, slots=True)
class KeptPages:
    """読込済みの頁: `head` says of what the pages are; under another head they are not used."""

    kept: Kept

    def head(self) -> dict[str, object] | None:
        """What the kept pages are of; None where there are none."""
        found = self.kept.get(_HEAD)
        return found if isinstance(found, dict) else None

    def begin(self, head: dict[str, object]) -> None:
        """Throw away what was kept, and begin anew under this head."""
        self.kept.clear()
        self.kept.put(_HEAD, head)

    def pages(self) -> Iterator[list[str]]:
        """The lines of each page, as far as no page is missing."""
        number = 1
        while (lines := self.kept.get(_page(number))) is not None:
            if not isinstance(lines, list):
                return
            yield [str(line) for line in lines]
            number += 1

    def keep(self, number: int, lines: Sequence[str]) -> None:
        """Keep a page, counted from 1. Raises ImportConflict."""
        self.kept.put(_page(number), list(lines))

    def joined(self, head: str, name: str) -> Path:
        """All pages as one file under a first line; its path."""
        path = self.kept.make() / name
        with path.open("w", encoding="utf-8", newline="") as out:
            out.write(f"{head}\n")
            for page in self.pages():
                out.writelines(f"{line}\n" for line in page)
        return path

    def drop(self) -> None:
        """Nothing is kept any more."""
        self.kept.clear()


def _page(number: int) -> str:
    return f"page-{number:07d}"
