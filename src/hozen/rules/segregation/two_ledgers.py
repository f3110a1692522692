"""Two ledgers of what customers are owed, asset by asset. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DifferenceRow = tuple[str, int, int, int, int, int]
"""(asset, customers that differ, units over, units under, only in the first, only in the second)"""


@dataclass(frozen=True, slots=True)
class LedgerDifference:
    """帳簿間の差異: one asset in both ledgers, in smallest units.

    `over`: Σ over customers whom the first ledger owes more; `under`: Σ over those whom the second owes more. They are
    never netted. `only_first` and `only_second` count customers whom one ledger alone owes anything: in the
    other they have no row, or one with 0.
    """

    asset: str
    decimals: int
    first: int
    second: int
    customers: int
    over: int
    under: int
    only_first: int
    only_second: int

    @property
    def agrees(self) -> bool:
        """Whether every customer is owed the same in both."""
        return self.customers == 0


def ledger_differences(
    decimals: Mapping[str, int],
    first: Mapping[str, int],
    second: Mapping[str, int],
    differences: Iterable[DifferenceRow],
) -> tuple[LedgerDifference, ...]:
    """One row per asset that either ledger holds. ValueError where the rows do not explain the totals.

    Σ first − Σ second is Σ over − Σ under: what is left over would be a row that was lost on the way.
    """
    found = {row[0]: row[1:] for row in differences}
    told = []
    for asset in sorted({*first, *second}):
        customers, over, under, only_first, only_second = found.get(asset, (0, 0, 0, 0, 0))
        owed = first.get(asset, 0), second.get(asset, 0)
        if owed[0] - owed[1] != over - under:
            raise ValueError(f"{asset}: the customers' differences do not add up to the totals'")
        places = decimals.get(asset, 0)
        told.append(LedgerDifference(asset, places, *owed, customers, over, under, only_first, only_second))
    return tuple(told)
