"""Proofs of other exchanges, read and checked, each with what its format binds and what it cannot. Law-neutral.

One module for each format. The numbers here are bytes of their formats, none a figure of the law.
"""

from hozen.rules.liabilities.foreign import (
    bitmex,
    bybit,
    coinex,
    galoy,
    lproof,
    okx,
    okx_tree,
    river,
    swissborg,
)
from hozen.rules.liabilities.foreign.claims import CRUCIAL, Bound, Claim
from hozen.rules.liabilities.foreign.errors import AccountNotSearchable, ForeignProofUnreadable
from hozen.rules.liabilities.foreign.fields import Fields, fields_of, rows_of
from hozen.rules.liabilities.foreign.inspected import (
    Amount,
    Asked,
    Contradiction,
    Forgery,
    Inspection,
    Refusal,
    Verdict,
)

__all__ = [
    "CRUCIAL",
    "AccountNotSearchable",
    "Amount",
    "Asked",
    "Bound",
    "Claim",
    "Contradiction",
    "Fields",
    "ForeignProofUnreadable",
    "Forgery",
    "Inspection",
    "Refusal",
    "Verdict",
    "bitmex",
    "bybit",
    "coinex",
    "fields_of",
    "galoy",
    "lproof",
    "okx",
    "okx_tree",
    "river",
    "rows_of",
    "swissborg",
]
