"""按分: a whole amount split by weights into whole parts, nothing lost and nothing made."""

from hozen.values.errors import SplitRefused
from hozen.values.splitting.plain import split, split_at_most
from hozen.values.splitting.rules import DOWN, LARGEST_REMAINDER, SplitRule

__all__ = [
    "DOWN",
    "LARGEST_REMAINDER",
    "SplitRefused",
    "SplitRule",
    "split",
    "split_at_most",
]
