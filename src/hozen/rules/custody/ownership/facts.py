"""The small exact input of the ownership rule: counts for each keeper, whatever the number of wallets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hozen.rules.custody.ownership.evidence import Stands

MISSING = "missing"


@dataclass(frozen=True, slots=True)
class KeeperWallets:
    """One keeper's wallets that are counted in the close, each once, by the best evidence there is for it.

    `fresh` counts by kind of evidence, `refused` by reason; both in order of their words.
    """

    keeper: str
    fresh: tuple[tuple[str, int], ...] = ()
    expired: int = 0
    refused: tuple[tuple[str, int], ...] = ()
    missing: int = 0

    @property
    def unproven(self) -> int:
        """Wallets without fresh evidence."""
        return self.expired + self.missing + sum(count for _, count in self.refused)

    @property
    def counted(self) -> int:
        """All of its wallets that are counted in the close."""
        return self.unproven + sum(count for _, count in self.fresh)


def keeper_wallets(rows: Iterable[tuple[str, str, str, int]]) -> tuple[KeeperWallets, ...]:
    """(keeper, stands, word, wallets) → one value per keeper, in order of their names."""
    by_keeper: dict[str, list[tuple[str, str, int]]] = {}
    for keeper, stands, word, count in sorted(rows):
        by_keeper.setdefault(keeper, []).append((stands, word, count))
    return tuple(_of(keeper, found) for keeper, found in by_keeper.items())


def _of(keeper: str, found: list[tuple[str, str, int]]) -> KeeperWallets:
    def words(stands: str) -> tuple[tuple[str, int], ...]:
        return tuple((word, count) for is_now, word, count in found if is_now == stands)

    def total(stands: str) -> int:
        return sum(count for _, count in words(stands))

    return KeeperWallets(
        keeper=keeper,
        fresh=words(Stands.FRESH.value),
        expired=total(Stands.EXPIRED.value),
        refused=words(Stands.REFUSED.value),
        missing=total(MISSING),
    )
