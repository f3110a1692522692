"""二帳簿照合: two ledgers of what customers are owed, every customer and asset against each other."""

from hozen.workflows.two_ledgers.comparing import (
    compare_ledgers,
    differences_between,
    differences_of,
    second_ledger,
)
from hozen.workflows.two_ledgers.two_ledgers import TwoLedgers

__all__ = ["TwoLedgers", "compare_ledgers", "differences_between", "differences_of", "second_ledger"]
