"""配列による木の作成: the trees of hozen-proof/1 over arrays, for many customers; the same to the byte."""

from hozen.rules.liabilities.arrays.leaves import Holdings
from hozen.rules.liabilities.arrays.rows import Hasher, Rows, by_hashlib, rows_of
from hozen.rules.liabilities.arrays.tree import TreeArrays, build_arrays
from hozen.rules.liabilities.arrays.wide import Wide, wide

__all__ = [
    "Hasher",
    "Holdings",
    "Rows",
    "TreeArrays",
    "Wide",
    "build_arrays",
    "by_hashlib",
    "rows_of",
    "wide",
]
