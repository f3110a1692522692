"""What coins are worth to the loss: each asset in whole yen at the sealed price. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hozen.rules.compensation.facts import AssetLoss, Source, SourceKind
from hozen.values import DUTY_UP, Yen, total


@dataclass(frozen=True, slots=True)
class Recovery:
    """回収: coins of one asset that came back on a day."""

    asset: str
    units: int
    day: date
    origin: str


def worth(loss: AssetLoss, units: int) -> Yen:
    """Yen of `units` at the sealed price, rounded up: an asset's loss is never paid a yen too little."""
    return Yen(DUTY_UP(loss.price.value_of(units, loss.decimals)))


def loss_of(losses: Iterable[AssetLoss]) -> Yen:
    """Σ over assets, each in whole yen."""
    return total([worth(one, one.units) for one in losses])


def recovered_value(loss: AssetLoss) -> Yen:
    """By how much what came back lowers the asset's loss in yen."""
    return worth(loss, loss.units) - worth(loss, loss.units - loss.recovered)


def guarantee_value(loss: AssetLoss) -> Yen:
    """By how much the guarantee crypto then lowers it."""
    left = loss.units - loss.recovered
    return worth(loss, left) - worth(loss, left - loss.guarantee_counted)


def in_kind_value(loss: AssetLoss) -> Yen:
    """Coins that are there for the asset's own customers."""
    return recovered_value(loss) + guarantee_value(loss)


def recovered_sources(losses: Sequence[AssetLoss], recoveries: Iterable[Recovery]) -> list[Source]:
    """One source a day and origin, in the order of the days. ValueError for more back than was lost."""
    left = {one.asset: replace(one, recovered=0) for one in losses}
    sums: dict[tuple[date, str], Yen] = {}
    for one in sorted(recoveries, key=lambda each: (each.day, each.origin, each.asset)):
        before = left[one.asset]
        after = replace(before, recovered=before.recovered + one.units)
        gained = recovered_value(after) - recovered_value(before)
        sums[one.day, one.origin] = sums.get((one.day, one.origin), Yen(0)) + gained
        left[one.asset] = after
    return [Source(SourceKind.RECOVERED, origin, yen, day) for (day, origin), yen in sums.items()]


def guarantee_source(losses: Iterable[AssetLoss], day: date) -> Source:
    """The guarantee crypto, at the sealed price, as far as it counts."""
    return Source(SourceKind.GUARANTEE, "guarantee", total([guarantee_value(one) for one in losses]), day)
