"""Which rows come first by several columns, without sorting them all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hozen.values.wide import Words


def smallest(count: int, levels: Sequence[Words]) -> NDArray[np.int64]:
    """The `count` rows that come first by the first column, then the second, and so on; then by place. Linear time."""
    taken: list[NDArray[np.int64]] = []
    tied: NDArray[np.int64] | None = None  # None: every row
    for level in levels:
        column = level if tied is None else level[tied]
        if count in (0, len(column)):
            break
        edge = np.partition(column, count - 1)[count - 1]
        first, same = np.flatnonzero(column < edge), np.flatnonzero(column == edge)
        taken.append(first if tied is None else tied[first])
        tied, count = same if tied is None else tied[same], count - len(first)
    rest = np.arange(len(levels[0]), dtype=np.int64) if tied is None else tied
    return np.concatenate([*taken, rest[:count]])
