"""A plain table of exact values: prints in a terminal, in a notebook, and turns into Arrow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from html import escape
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from hozen.findings.finding import AssetUnits
from hozen.values import Ratio, Units, Yen

if TYPE_CHECKING:
    import pyarrow as pa

Cell = Yen | AssetUnits | Units | Ratio | Enum | date | int | str | None
NOTHING = "–"
_NUMBERS = (Yen, AssetUnits, Units, Ratio, int)


@dataclass(frozen=True, slots=True)
class Table:
    """表: rows of exact values under snake_case column names.

    `columns` become Arrow field names, and faces look them up as glossary keys (`columns`); `title` is a key
    of `tables`; `notes` are sentences. Raises ValueError for a row of another length or a name used twice.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.columns)) != len(self.columns):
            raise ValueError(f"a column name is used twice: {', '.join(self.columns)}")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells, not {len(self.columns)}")

    def column(self, name: str) -> tuple[Cell, ...]:
        """One column's cells. ValueError for a name the table lacks."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    def numeric(self, name: str) -> bool:
        """Whether a column holds amounts, so that it is set flush right."""
        known = [cell for cell in self.column(name) if cell is not None]
        return bool(known) and all(isinstance(cell, _NUMBERS) for cell in known)

    def __str__(self) -> str:
        heads = [_heading(name) for name in self.columns]
        texts = [heads, *([shown(cell) for cell in row] for row in self.rows)]
        widths = [max(map(width, cells)) for cells in zip(*texts, strict=True)]
        right = [self.numeric(name) for name in self.columns]
        lines = [_line(cells, widths, right) for cells in texts]
        lines.insert(1, "  ".join("-" * one for one in widths))
        return "\n".join([*([_heading(self.title)] if self.title else []), *lines, *self.notes])

    def _repr_html_(self) -> str:
        right = [self.numeric(name) for name in self.columns]
        caption = f"<caption>{escape(_heading(self.title))}</caption>" if self.title else ""
        head = "".join(f"<th>{escape(_heading(name))}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(_cell(cell, flush) for cell, flush in zip(row, right, strict=True))}</tr>"
            for row in self.rows
        )
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"

    def to_arrow(self) -> pa.Table:
        """An Arrow table, nothing rounded (needs the `arrow` extra).

        Yen and smallest units: DECIMAL(38,0); a quantity with its asset: struct(asset, units, decimals);
        ratio: 'n/d'; whole number: DECIMAL(38,0); day: DATE; a column of several kinds: text.
        """
        import pyarrow as pa

        arrays = [_array(self.column(name)) for name in self.columns]
        return pa.Table.from_arrays(arrays, names=list(self.columns))


def shown(cell: Cell) -> str:
    """A cell as a person reads it: thousands separators, percent cut (never rounded up), ISO days."""
    if cell is None:
        return NOTHING
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Units):
        return f"{cell.amount:,}"
    if isinstance(cell, Ratio):
        return percent(cell)
    if isinstance(cell, Enum):
        return str(cell.value)
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def percent(ratio: Ratio, digits: int = 2) -> str:
    """Cut after `digits`, or after the first digit that is not zero: a gap never shows as 0.00%."""
    while ratio.value and digits < 18 and not any(one in "123456789" for one in ratio.percent(digits)):
        digits += 1
    return ratio.percent(digits)


def width(text: str) -> int:
    """Columns a text takes in a terminal: a wide character takes two."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def _heading(name: str) -> str:
    return name.replace("_", " ")


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    padded = [
        " " * (wide - width(cell)) + cell if flush else cell + " " * (wide - width(cell))
        for cell, wide, flush in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(padded).rstrip()


def _cell(cell: Cell, flush: bool) -> str:
    style = ' style="text-align:right"' if flush else ""
    return f"<td{style}>{escape(shown(cell))}</td>"


def _array(cells: tuple[Cell, ...]) -> pa.Array:
    import pyarrow as pa

    whole = pa.decimal128(38, 0)
    kinds = {type(cell) for cell in cells if cell is not None}
    kind = kinds.pop() if len(kinds) == 1 else str
    types = {
        Yen: whole,
        Units: whole,
        int: whole,
        bool: pa.bool_(),
        date: pa.date32(),
        AssetUnits: pa.struct([("asset", pa.string()), ("units", whole), ("decimals", pa.int16())]),
    }
    return pa.array([_plain(cell, kind) for cell in cells], types.get(kind, pa.string()))


def _plain(cell: Cell, kind: type) -> object:
    if cell is None or kind is bool or kind is date:
        return cell
    if isinstance(cell, AssetUnits) and kind is AssetUnits:
        return {"asset": cell.asset, "units": Decimal(cell.units.amount), "decimals": cell.decimals}
    if isinstance(cell, Ratio):
        return f"{cell.value.numerator}/{cell.value.denominator}"
    if isinstance(cell, Yen | Units) and kind is type(cell):
        return Decimal(cell.amount)
    return Decimal(cell) if isinstance(cell, int) and kind is int else shown(cell)
