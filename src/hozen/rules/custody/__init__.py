"""管理: where customers' and guarantee crypto is kept."""

from hozen.rules.custody.cold_part import ColdShare, cold_part, cold_share, hot_part
from hozen.rules.custody.facts import AssetCustody, PriceUse
from hozen.rules.custody.from_rows import Holding, PricedAsset, custody_facts, price_use, units_where

__all__ = [
    "AssetCustody",
    "ColdShare",
    "Holding",
    "PriceUse",
    "PricedAsset",
    "cold_part",
    "cold_share",
    "custody_facts",
    "hot_part",
    "price_use",
    "units_where",
]
