"""A custodian's CSV of either shape: movements, or balances; told apart by their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from hozen.records.importers.csv_rows import Columns, CsvRow, named, table_of
from hozen.records.importers.errors import Place
from hozen.records.importers.keeper import BALANCE, Assets, KeeperLine, Skipped


@dataclass(frozen=True, slots=True)
class KeeperReader:
    """What a row cannot say itself: which assets there are, the day of balances, the latest day there can be."""

    assets: Assets
    day: date | None
    latest: date

    def asset(self, row: CsvRow, name: str = "asset") -> tuple[str, int]:
        """Our symbol for a cell, and its decimals."""
        return self.assets.find(row.filled(name), row.field(name))

    def fee_asset(self, row: CsvRow) -> tuple[str, int]:
        """In what a fee was paid: the row's own asset where it names no other."""
        return self.asset(row, "fee_asset" if row["fee_asset"] else "asset")


@dataclass(frozen=True, slots=True)
class KeeperLayout:
    """One custodian's columns, and how a row of each shape is read. `total`: a balance in smallest units."""

    movements: Columns
    balances: Columns
    movement: Callable[[KeeperReader, CsvRow], KeeperLine | Skipped]
    total: Callable[[CsvRow, int], int]


def read_keeper_csv(
    layout: KeeperLayout, stream: BinaryIO, file: str, reader: KeeperReader, columns: Mapping[str, str] | None
) -> Iterator[KeeperLine | Skipped]:
    """Lines of movements, or balances as of the reader's day (a file of balances carries no day of its own)."""
    header, rows = table_of(stream, file)
    balances, movements = (one.renamed(columns or {}) for one in (layout.balances, layout.movements))
    shape = balances if balances.fits(header) else movements
    for row in named(rows, shape.places(header, Place(file, "line 1")), shape, file):
        yield _balance(layout, reader, row) if shape is balances else layout.movement(reader, row)


def _balance(layout: KeeperLayout, reader: KeeperReader, row: CsvRow) -> KeeperLine:
    if reader.day is None:
        row.place.refuse(
            "a file of balances does not say its day", "no day", "--day", "say the day with --day"
        )
    account = row.filled("account")
    asset, decimals = reader.asset(row)
    line, units = f"balance:{account}:{asset}", layout.total(row, decimals)
    return KeeperLine(line, reader.day, BALANCE, account, asset, units, None, None, None, "", "", None)
