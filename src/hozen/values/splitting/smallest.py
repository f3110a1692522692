"""Which rows come first by several columns, without sorting them all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hozen.values.wide import Words


def smallest(count: int, levels: Sequence[Words]) -> NDArray[np.int64]:
    """The `count` rows that come first by the first column, then the second, and so on; then by place. Linear time."""
    taken: list[NDArray[np.int64]] = []
    tied = np.arange(len(levels[0]), dtype=np.int64)
    for at, level in enumerate(levels):
        if count in (0, len(tied)):
            break
        column = level[tied] if at else level
        edge = np.partition(column, count - 1)[count - 1]
        first = tied[column < edge]
        taken.append(first)
        tied, count = tied[column == edge], count - len(first)
    return np.concatenate([*taken, tied[:count]])
