"""What every reader of a custodian's files yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hozen.records.importers.csv_rows import CsvRow
from hozen.records.importers.errors import Place

BALANCE, CAME_IN, WENT_OUT = "balance", "in", "out"


@dataclass(frozen=True, slots=True)
class KeeperLine:
    """カストディアン明細: one line of a custodian's statement, in smallest units of `asset` (our symbol).

    entry: 'balance', 'in' or 'out'. Of a movement, `units` is the gross amount, `net_units` what arrived, and the two fees
    stand apart: the network's in smallest units of `fee_asset`, the service's in those of `asset`; None where the file
    does not say. Nothing is worked out from another: what the custodian states is kept as stated.
    """

    line: str
    day: date
    entry: str
    account: str
    asset: str
    units: int
    net_units: int | None
    network_fee: int | None
    service_fee: int | None
    fee_asset: str
    txid: str
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that says nothing about what is held: not settled yet, or refused."""

    line: str
    why: str


@dataclass(frozen=True, slots=True)
class Assets:
    """資産の対応: their symbols → ours, and how many decimals ours have."""

    ours: Mapping[str, str]
    decimals: Mapping[str, int]

    def find(self, theirs: str, place: Place) -> tuple[str, int]:
        """Our symbol and its decimals. Refuses a symbol that neither the mapping nor the book knows."""
        symbol = self.ours.get(theirs, theirs)
        if symbol not in self.decimals:
            place.refuse(
                "an asset that the book does not have",
                theirs,
                "an asset of the table assets",
                f'in the mapping: [assets] "{theirs}" = "…"',
            )
        return symbol, self.decimals[symbol]


def choice_of(row: CsvRow, name: str, words: Mapping[str, str]) -> str:
    """A cell out of known words, compared without case."""
    found = words.get(row[name].lower())
    if found is None:
        row.field(name).refuse("a word that is not known", row[name], ", ".join(words))
    return found
