"""取扱暗号資産の管理: the register of crypto-assets handled and their disclosures, looked at on a day and through time."""

from hozen.workflows.products.errors import ProductsFile, UnknownProduct
from hozen.workflows.products.history import Event, history
from hozen.workflows.products.looking import ProductDay, look, look_at
from hozen.workflows.products.opening import Opened, open_register, shipped_register
from hozen.workflows.products.reading import product_facts, read_register

__all__ = [
    "Event",
    "Opened",
    "ProductDay",
    "ProductsFile",
    "UnknownProduct",
    "history",
    "look",
    "look_at",
    "open_register",
    "product_facts",
    "read_register",
    "shipped_register",
]
