"""取扱暗号資産: which crypto-assets a firm handles, what the law takes them for, and what is disclosed of them."""

from hozen.rules.products.disclosure import Change, Disclosure, changes, disclosure_of, disclosure_on
from hozen.rules.products.facts import AssetInUse, ProductFacts
from hozen.rules.products.on_day import (
    ProductOnDay,
    asset_on,
    product_on,
    products_on,
    specified_periods,
)
from hozen.rules.products.register import Product, Register, Said, Version

__all__ = [
    "AssetInUse",
    "Change",
    "Disclosure",
    "Product",
    "ProductFacts",
    "ProductOnDay",
    "Register",
    "Said",
    "Version",
    "asset_on",
    "changes",
    "disclosure_of",
    "disclosure_on",
    "product_on",
    "products_on",
    "specified_periods",
]
