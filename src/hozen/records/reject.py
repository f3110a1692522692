"""One row that did not pass the door."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """拒否行: where, what stood there, why it was refused and what was expected.

    `line` is the physical line of a CSV file (the header is line 1) or the row of a Parquet file
    (the first is 1); 0 when the whole file is meant. `column` is the contract's name.
    """

    table: str
    file: str
    line: int
    column: str
    value: str
    reason: str
    expected: str
    hint: str = ""

    @property
    def where(self) -> str:
        """'customers.csv, line 3, column opened', leaving out what does not apply."""
        parts = [self.file or self.table]
        parts += [f"line {self.line}"] if self.line else []
        parts += [f"column {self.column}"] if self.column else []
        return ", ".join(parts)

    def __str__(self) -> str:
        found = f" found {self.value!r}," if self.value else ""
        return f"{self.where}: {self.reason}:{found} expected {self.expected}"

    def cells(self) -> tuple[object, ...]:
        """The fields in the order of the reject file's columns."""
        return astuple(self)
