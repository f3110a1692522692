"""What passed the door."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from hozen.faces.cli.grid import laid
from hozen.faces.cli.view import BOLD, STYLES, View
from hozen.faces.cli.wrap import hanging
from hozen.faces.words import Language, retold
from hozen.findings import Status
from hozen.records import Book
from hozen.workflows.door import Admitted


def show_check(book: Book, admitted: Admitted, lang: Language, width: int) -> list[Text]:
    """One row per table: files, rows, and whether it had passed before."""
    view = View(lang, width)
    files, rows = len(admitted.inputs), sum(one.rows for one in admitted.inputs)
    said = view.say("passed.all", book=book.settings.book, files=f"{files:,}", rows=f"{rows:,}")
    table = _tables(admitted, view)
    heads = [*(view.say(f"passed.{name}") for name in ("table", "files", "rows")), ""]
    return [
        Text.assemble(("✓ ", STYLES[Status.MET]), (said, BOLD)),
        *laid(heads, lambda _: table, (False, True, True, False), width),
        *(
            line
            for hint in admitted.hints
            for line in hanging("  ! ", retold("hints", hint, lang), width, "yellow")
        ),
    ]


def _tables(admitted: Admitted, view: View) -> list[list[str]]:
    names: Iterable[str] = dict.fromkeys(one.table for one in admitted.inputs)
    rows = []
    for name in names:
        files = [one for one in admitted.inputs if one.table == name]
        before = view.say("passed.skipped") if name in admitted.skipped else ""
        rows.append([name, f"{len(files):,}", f"{sum(one.rows for one in files):,}", before])
    return rows
