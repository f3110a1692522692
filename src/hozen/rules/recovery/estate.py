"""What there is when an exchange fails, parted between customers and the general estate, asset by asset. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum


class EstateKind(Enum):
    """財産の区分: what kind of property a line of the estate is."""

    CUSTOMER_CRYPTO = "customer_crypto"  # 分別管理する利用者の暗号資産, at a custodian's too
    GUARANTEE_CRYPTO = "guarantee_crypto"  # 履行保証暗号資産
    TRUST_MONEY = "trust_money"  # 信託財産
    OWN_CRYPTO = "own_crypto"  # 自己の暗号資産
    OWN_MONEY = "own_money"  # 自己の金銭
    PROVIDER_CLAIM = "provider_claim"  # 業務委託先等への債権
    RESERVE = "reserve"  # 責任準備金
    INSURANCE = "insurance"  # 保険金


@dataclass(frozen=True, slots=True)
class EstateLine:
    """財産目録の行: a quantity of one asset (its smallest units; yen for 'JPY') of one kind, never below 0."""

    kind: EstateKind
    asset: str
    units: int


@dataclass(frozen=True, slots=True)
class EstateShare:
    """財産の帰属: one asset, parted. customers + surplus + general + undecided = all there is of it.

    `surplus` is what customers rank first on beyond what they are owed in that asset: it answers for what they lack in
    others before it reaches the general estate. `short` is what they are owed beyond it.
    """

    asset: str
    owed: int
    customers: int
    surplus: int
    general: int
    undecided: int

    @property
    def short(self) -> int:
        """What customers are owed and do not find there."""
        return self.owed - self.customers


def parted(
    lines: Iterable[EstateLine],
    owed: Mapping[str, int],
    first: frozenset[EstateKind],
    undecided: frozenset[EstateKind],
) -> tuple[EstateShare, ...]:
    """Each asset's share, in the order of their names: customers first on the kinds `first`.

    `undecided`: kinds of which no text says whose they are. ValueError for a line or a debt below 0.
    """
    held: dict[str, dict[EstateKind, int]] = {asset: {} for asset in owed}
    for line in lines:
        of_asset = held.setdefault(line.asset, {})
        of_asset[line.kind] = of_asset.get(line.kind, 0) + line.units
        if line.units < 0:
            raise ValueError(
                f"{line.asset}: {line.units} of {line.kind.value}: an estate is never below nothing"
            )
    if min(owed.values(), default=0) < 0:
        raise ValueError("customers are owed less than nothing: debts of customers are no claims")
    return tuple(_share(asset, owed.get(asset, 0), held[asset], first, undecided) for asset in sorted(held))


def _share(
    asset: str,
    owed: int,
    held: Mapping[EstateKind, int],
    first: frozenset[EstateKind],
    undecided: frozenset[EstateKind],
) -> EstateShare:
    on_top = sum(held.get(kind, 0) for kind in first)
    unclear = sum(held.get(kind, 0) for kind in undecided)
    customers = min(owed, on_top)
    rest = sum(held.values()) - on_top - unclear
    return EstateShare(asset, owed, customers, on_top - customers, rest, unclear)
