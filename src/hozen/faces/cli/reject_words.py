"""The file of rejects in the reader's language: two columns more, for the machine's own stay as they are."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from hozen.faces.words import Language, has, retold, say

FILE = "rejects.csv"


def add_words(folder: Path, lang: Language) -> None:
    """What each reason means and what to try, as the last two columns of `folder`/rejects.csv.

    The file is replaced whole, or left as it was: where it cannot be written again, the refusal still counts.
    """
    path = folder / FILE
    partial = path.with_name(f".{path.name}.part")
    with suppress(OSError):
        # utf-8-sig, as the door wrote it: Excel reads Japanese then.
        with (
            path.open(encoding="utf-8-sig", newline="") as given,
            partial.open("w", encoding="utf-8-sig", newline="") as told,
        ):
            csv.writer(told).writerows(_with_words(csv.reader(given), lang))
        partial.replace(path)
    with suppress(OSError):
        partial.unlink(missing_ok=True)


def _with_words(rows: Iterable[Sequence[str]], lang: Language) -> Iterator[list[str]]:
    lines = iter(rows)
    head = next(lines)
    reason, hint = head.index("reason"), head.index("hint")
    yield [*head, *(say(f"cli.refusal.{name}", lang) for name in ("means", "try"))]
    for row in lines:
        yield [*row, _said(row[reason], "means", "", lang), _try(row[reason], row[hint], lang)]


def _try(reason: str, hint: str, lang: Language) -> str:
    """The door's own hint where it says more than the reason does, else what the reason says."""
    told = retold("hints", hint, lang)
    return told if told and (lang == "en" or told != hint) else _said(reason, "try", hint, lang)


def _said(reason: str, what: str, otherwise: str, lang: Language) -> str:
    key = f"door.{reason}.{what}"
    return say(key, lang) if has(key) else otherwise
