"""What the comparison of two ledgers found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hozen.engine.protocol import Written
from hozen.findings import AssetUnits, InTables
from hozen.rules.segregation.two_ledgers import LedgerDifference
from hozen.values import Units

if TYPE_CHECKING:
    from hozen.findings.table import Table


@dataclass(frozen=True, slots=True)
class TwoLedgers(InTables):
    """二帳簿照合. `evidence`: the file of every customer and asset that differs; it has no rows when all agree."""

    book: str
    day: date
    assets: tuple[LedgerDifference, ...]
    evidence: Written

    @property
    def agree(self) -> bool:
        """Whether every customer is owed the same in both, to the last unit."""
        return all(one.agrees for one in self.assets)

    def as_table(self) -> Table:
        """One row per asset."""
        from hozen.findings.table import Table

        heads = ("asset", "first", "second", "over", "under", "customers", "only_first", "only_second")
        return Table(heads, tuple(_row(one) for one in self.assets), title="ledgers")

    def as_tables(self) -> tuple[Table, ...]:
        """The one table."""
        return (self.as_table(),)


def _row(one: LedgerDifference) -> tuple[str | int | AssetUnits, ...]:
    amounts = (one.first, one.second, one.over, one.under)
    counts = (one.customers, one.only_first, one.only_second)
    return (one.asset, *(AssetUnits(one.asset, Units(units), one.decimals) for units in amounts), *counts)
