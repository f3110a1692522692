"""進捗: a bar on a terminal, nothing on a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hozen.faces.cli.face import Face
from hozen.faces.words import has, say

Report = Callable[[str, int, int], None]
"""Called with what comes next, how many steps are done, and how many there are."""


@contextmanager
def progress(face: Face) -> Iterator[Report]:
    """A reporter that draws on standard error while the block runs, and leaves no trace."""
    if not face.err.is_terminal:
        yield lambda _what, _done, _of: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=face.err, transient=True) as bar:
        task = bar.add_task(face.say("progress.start"), total=None)

        def report(what: str, done: int, of: int) -> None:
            bar.update(task, description=_named(what, face), completed=done, total=of or None)

        yield report


def _named(what: str, face: Face) -> str:
    key = f"cli.progress.{what.replace(' ', '_').replace('-', '_')}"
    return say(key, face.lang) if has(key) else what
