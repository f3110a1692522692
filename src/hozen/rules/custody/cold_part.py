"""How much customer crypto is cold, and how much is not. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from hozen.rules.custody.facts import AssetCustody


def cold_part(asset: AssetCustody) -> int:
    """Customers' units that are cold: cold wallets less the firm's own buffer there, at most what is owed.

    A coin that is owed and in no wallet is not cold.
    """
    return max(0, min(asset.cold - asset.buffer_cold, asset.owed))


def hot_part(asset: AssetCustody) -> int:
    """Customers' units found in wallets that are not cold, less the firm's own buffer there."""
    return max(0, asset.not_cold - asset.buffer_not_cold)


@dataclass(frozen=True, slots=True)
class ColdShare:
    """Exact yen values over all assets together; no rounding. `twice` was left out: two wallets name one address."""

    owed: Fraction
    cold: Fraction
    twice: Fraction = Fraction(0)

    @property
    def share(self) -> Fraction:
        """Cold value over owed value; 1 where nothing is owed."""
        return self.cold / self.owed if self.owed else Fraction(1)

    def to_move(self, least: Fraction) -> Fraction:
        """Yen value still to be made cold for the share to reach `least`; 0 where it does."""
        return max(Fraction(0), least * self.owed - self.cold)


def cold_share(assets: Iterable[AssetCustody]) -> ColdShare:
    """One ratio over all assets, own crypto excluded (the plain reading of the Order)."""
    held = list(assets)
    return ColdShare(
        owed=sum((one.price.value_of(one.owed, one.decimals) for one in held), Fraction(0)),
        cold=sum((one.price.value_of(cold_part(one), one.decimals) for one in held), Fraction(0)),
        twice=sum((one.price.value_of(one.counted_twice, one.decimals) for one in held), Fraction(0)),
    )
