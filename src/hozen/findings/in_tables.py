"""A result that shows itself as plain tables: in a terminal, in a notebook, and in Arrow."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from hozen.findings.table import Table


class InTables:
    """What a typed result needs besides its fields: `as_table` is its answer, `as_tables` everything."""

    __slots__ = ()

    @abstractmethod
    def as_table(self) -> Table:
        """The answer, one row per item."""

    @abstractmethod
    def as_tables(self) -> tuple[Table, ...]:
        """Everything, the answer first."""

    def __str__(self) -> str:
        return "\n\n".join(str(table) for table in self.as_tables())

    def _repr_html_(self) -> str:
        return "".join(table._repr_html_() for table in self.as_tables())

    def to_arrow(self) -> pa.Table:
        """The answer as an Arrow table, nothing rounded (needs the `arrow` extra)."""
        return self.as_table().to_arrow()
