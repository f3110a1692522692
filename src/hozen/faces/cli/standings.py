"""How firm several answers are: one line for each standing that occurs."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from hozen.faces.cli.view import DIM, View
from hozen.faces.cli.wrap import hanging
from hozen.law import Standing


def by_standing(named: Iterable[tuple[str, Standing | None]], view: View) -> list[Text]:
    """The firmest first; names without an answer are left out."""
    names: dict[Standing, list[str]] = {}
    for name, standing in named:
        if standing is not None:
            names.setdefault(standing, []).append(name)
    lines = []
    for standing in sorted(names, reverse=True):
        lines += hanging(f"  {view.standing(standing)}: ", view.join(names[standing]), view.width, DIM)
    return lines
