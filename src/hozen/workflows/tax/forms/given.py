"""What the customer says beside a venue's export, and the row of the events file that comes of a line of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hozen.workflows.tax.events_file import COLUMNS, Cells, Written


@dataclass(frozen=True, slots=True)
class Given:
    """取込みの指定: what the venue is called, whether it is registered in Japan, and the asset or year where a form
    does not say it. `own`: what moved in and out went between the customer's own wallets; else nobody knows that.

    `aside` counts the rows that change no coin, by their kind, while they are read.
    """

    venue: str
    registered: bool = False
    asset: str = ""
    year: int | None = None
    own: bool = False
    aside: Counter[str] = field(default_factory=Counter)

    def row(self, line: int, **cells: str) -> Cells:
        """A row of the events file, the columns that are not named empty."""
        told = {**cells, "registered": "yes" if self.registered else "no", "venue": self.venue}
        return line, [told.get(name, "") for name in COLUMNS]

    def moved(self, line: int, at: str, seq: int, asset: str, qty: str, *, inward: bool) -> Cells:
        """Units moved in or out; with an unknown other end unless they went between own wallets."""
        kind, known = "move_in" if inward else "move_out", "" if self.own else "no"
        return self.row(line, at=at, seq=str(seq), kind=kind, asset=asset, qty=qty, known=known)

    def plain(self, at: str, seq: str, kind: str, asset: str, qty: str, yen: str, fee: str) -> list[str]:
        """The cells of a purchase or sale."""
        end = "yes" if self.registered else "no"
        return [at, seq, kind, asset, qty, yen, fee, "", "", "", "", "", "", end, self.venue]


Form = Callable[[Path, Given], Iterator[Written]]
Forms = Mapping[str, Form]
