"""What was read of a node, before it is shown what became of it in the book."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.text import Text

from hozen.faces.cli.grid import pairs
from hozen.faces.cli.view import BOLD, View
from hozen.faces.words import Language
from hozen.values import JST
from hozen.workflows.live.bitcoin import BitcoinRead


def show_bitcoin(read: BitcoinRead, lang: Language, width: int) -> list[Text]:
    """The block, how deep it is, what was looked for, and what is not counted."""
    view = View(lang, width)
    at = datetime.fromtimestamp(read.at, UTC).astimezone(JST)
    told = [
        (view.word("live", "hash"), read.hash),
        (view.word("live", "at"), f"{at:%Y-%m-%d %H:%M:%S} JST"),
        (view.word("live", "depth"), _depth(read, view)),
        (view.word("live", "addresses"), f"{read.addresses:,}"),
        (view.word("live", "units"), f"{read.units:,}"),
        (view.word("live", "spent"), f"{read.spent_units:,}"),
        (view.word("live", "later"), f"{read.later_units:,}"),
        (view.word("live", "scans"), _scans(read, view)),
    ]
    title = view.word("live", "block").format(height=f"{read.height:,}")
    return [Text(title, BOLD), *pairs(told, width), Text("")]


def _depth(read: BitcoinRead, view: View) -> str:
    word = "deep" if read.depth >= read.finality_depth else "shallow"
    return view.word("live", word).format(depth=f"{read.depth:,}", finality=f"{read.finality_depth:,}")


def _scans(read: BitcoinRead, view: View) -> str:
    return view.word("live", "kept").format(scans=f"{read.scans:,}", kept=f"{read.kept:,}")
