"""税: what a customer's trades cost and earned, and what is taxed of it."""

from hozen.rules.tax.facts import CostYear, Move, Pool, TaxRefused
from hozen.rules.tax.moving_average import moving_average
from hozen.rules.tax.sheet import sheet_moving_average
from hozen.rules.tax.total_average import total_average

__all__ = [
    "CostYear",
    "Move",
    "Pool",
    "TaxRefused",
    "moving_average",
    "sheet_moving_average",
    "total_average",
]
