"""What a fit of the incident list yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hozen.findings import InTables
from hozen.workflows.adequacy.terms_file import Terms

if TYPE_CHECKING:
    from hozen.findings.table import Table


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted figure. `equal` counts every row the same, `weighted` by confidence; texts, for they are estimates."""

    figure: str  # a key (`adequacy.figures`)
    rows: int
    equal: str
    weighted: str


@dataclass(frozen=True, slots=True)
class FitReport(InTables):
    """A fit of the list. `notes` are keys (`adequacy.notes`): the list's bias among them."""

    terms: Terms
    fitted: tuple[Fitted, ...]
    notes: tuple[str, ...]

    def as_table(self) -> Table:
        """One row per figure."""
        from hozen.workflows.adequacy.as_tables import listed

        return listed(Fitted, self.fitted, "fit")

    def as_tables(self) -> tuple[Table, ...]:
        """The fit, and the terms' weights."""
        from hozen.workflows.adequacy.as_tables import terms_table

        return (self.as_table(), terms_table(self.terms))
