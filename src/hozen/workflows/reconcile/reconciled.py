"""What one day's reconciliation found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.books import Carried, FoundBreak
from hozen.findings import AssetUnits, InTables
from hozen.rules.segregation import AssetSides
from hozen.values import Units, Yen

if TYPE_CHECKING:
    from hozen.findings.table import Table


@dataclass(frozen=True, slots=True)
class Reconciled(InTables):
    """照合結果. `records`: SHA-256 over the book's files. `evidence`: the rows behind the breaks; None without one.

    `carried` is None where the break log was left alone. `open_ended`: transfers in flight without an expiry.
    """

    book: str
    day: date
    records: str
    sides: tuple[AssetSides, ...]
    money_owed: Yen
    money_in_trust: Yen
    breaks: tuple[FoundBreak, ...]
    open_ended: int
    evidence: Path | None
    carried: Carried | None

    @property
    def is_clean(self) -> bool:
        """Whether both sides agree to the last unit, and no two breaks cancel out."""
        return not self.breaks

    def as_table(self) -> Table:
        """One row per break: asset, cause, quantity, last day to cure."""
        from hozen.findings.table import Table

        rows = tuple(
            (
                one.subject,
                one.cause,
                AssetUnits(one.subject, Units(one.units), one.decimals),
                one.rows,
                one.cure_by,
            )
            for one in self.breaks
        )
        return Table(("asset", "cause", "quantity", "rows", "cure_by"), rows, title="breaks")

    def as_tables(self) -> tuple[Table, ...]:
        """Breaks, then both sides of every asset."""
        from hozen.findings.table import Table

        heads = (
            "asset",
            "owed",
            "in_flight",
            "own_buffer",
            "expected",
            "on_chain",
            "on_statement",
            "difference",
        )
        return (self.as_table(), Table(heads, tuple(_side(one) for one in self.sides), title="sides"))


def _side(one: AssetSides) -> tuple[str | AssetUnits, ...]:
    amounts = (
        *(one.owed, one.in_flight.adds, one.own_buffer, one.expected),
        *(one.on_chain, one.on_statement, one.difference),
    )
    return (one.asset, *(AssetUnits(one.asset, Units(amount), one.decimals) for amount in amounts))
