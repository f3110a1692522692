"""管理: where customers' and guarantee crypto is kept."""

from hozen.rules.custody.cold_part import ColdShare, cold_part, cold_share, hot_part
from hozen.rules.custody.facts import AssetCustody, PriceUse

__all__ = ["AssetCustody", "ColdShare", "PriceUse", "cold_part", "cold_share", "hot_part"]
