"""The small exact input of the product rules: one row per asset that customers hold or trade."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.rules.products.disclosure import Disclosure
from hozen.rules.products.on_day import ProductOnDay


@dataclass(frozen=True, slots=True)
class AssetInUse:
    """当日に保有・取引のある資産: `owed` smallest units to customers, `trades` of the day.

    `product`: what the register says that the symbol meant on the day; `disclosure`: as published by then.
    """

    asset: str
    owed: int
    trades: int
    product: ProductOnDay | None
    disclosure: Disclosure | None


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """取扱いの事実. `on_file`: the book has a register at all; without one nothing is asked."""

    on_file: bool
    assets: tuple[AssetInUse, ...] = ()
