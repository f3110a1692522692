"""配列による木の作成: the hashes of hozen-proof/1 over arrays, for many customers; the same to the byte."""

from hozen.rules.liabilities.arrays.by_hashlib import ByHashlib
from hozen.rules.liabilities.arrays.hashing import Hashing
from hozen.rules.liabilities.arrays.order import in_order
from hozen.rules.liabilities.arrays.rows import NODE_SIZE, Rows, Texts, node_at, rows_of, texts
from hozen.values.wide import Wide, wide, wide_of

__all__ = [
    "NODE_SIZE",
    "ByHashlib",
    "Hashing",
    "Rows",
    "Texts",
    "Wide",
    "in_order",
    "node_at",
    "rows_of",
    "texts",
    "wide",
    "wide_of",
]
