"""How large each run is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

DAY = date(2026, 11, 20)  # the day that is closed
SEED = 7


@dataclass(frozen=True, slots=True)
class Size:
    """規模: the books are made for each of `customers`; the last is the size that is measured in full.

    `pandas` are the sizes that pandas is tried at, the smallest first. `rounds` is how often close and its
    rivals take turns.
    """

    name: str
    customers: tuple[int, ...]
    pandas: tuple[int, ...]
    csv: int
    rounds: int

    @property
    def largest(self) -> int:
        """Customers of the largest book."""
        return max(self.customers)

    def only(self, customers: int) -> Size:
        """The same with one book of another size."""
        return replace(self, customers=(customers,), pandas=(customers,), csv=customers)


SIZES = {
    one.name: one
    for one in (
        Size("small", (10_000, 30_000), (10_000,), 10_000, 3),
        Size("middle", (300_000, 1_000_000), (300_000,), 300_000, 3),
        Size("full", (1_000_000, 3_000_000, 10_000_000), (1_000_000, 3_000_000, 10_000_000), 1_000_000, 3),
    )
}


def trades_of(customers: int) -> int:
    """Five trades a customer: 50M at 10M customers."""
    return customers * 5


def wallets_of(customers: int) -> int:
    """A wallet for ten customers, but no fewer than the sample's fixed ones."""
    return max(1_000, customers // 10)
