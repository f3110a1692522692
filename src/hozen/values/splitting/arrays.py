"""The same split over arrays, for millions of weights: to the last unit what `split` gives, in linear time."""

from __future__ import annotations

from math import gcd

import numpy as np
from numpy.typing import NDArray

from hozen.values.errors import SplitRefused
from hozen.values.splitting.plain import split
from hozen.values.splitting.rules import LARGEST_REMAINDER, SplitRule
from hozen.values.splitting.shares import product, room_for, shares
from hozen.values.splitting.smallest import smallest
from hozen.values.wide import Wide, largest, none, plus, sum_of, wide

Ranks = NDArray[np.int64]
"""Each row's place in the order of the keys: whole numbers, none twice."""

_NARROW, _WIDE = 1 << 63, 1 << 127


def split_wide(
    total: int,
    weights: Wide,
    rule: SplitRule = LARGEST_REMAINDER,
    ranks: Ranks | None = None,
    whole: int | None = None,
) -> Wide:
    """Parts of `total` by weights of up to 38 digits; equal fractions go to the smaller rank.

    Without ranks to the earlier row. `whole` is Σ weights, for who knows it. Σ of 2^127 and more is split in plain
    Python, a row at a time. SplitRefused for a total below 0, and for one above 0 without any weight.
    """
    whole = sum_of(weights) if whole is None else whole
    if total < 0 or (total and not whole) or max(total, whole) >= _WIDE:
        return _plain(total, weights, rule, ranks)
    if total in (0, whole):
        return weights if total else none(len(weights))
    if total > whole:
        return _plain(total, weights, rule, ranks)
    return _below_whole(total, whole, weights, rule, ranks)


def parts_of(numbers: Wide, top: int, bottom: int) -> Wide:
    """floor(number × top / bottom) of each, for a ratio of at most 1 whose bottom is below 2^127."""
    if not 0 <= top <= bottom < _WIDE or not bottom:
        raise SplitRefused("not a ratio of at most 1", found=f"{top}/{bottom}", expected="0 to 1")
    if top == bottom:
        return numbers
    narrow = max(largest(numbers), bottom) < _NARROW
    return shares(numbers, top, bottom, narrow=narrow)


def multiples_of(numbers: Wide, top: int, bottom: int) -> Wide:
    """floor(number × top / bottom) of each, for any ratio whose bottom is below 2^127.

    SplitRefused where a result may not fit into 38 digits.
    """
    if largest(numbers) * top // bottom >= _WIDE:
        raise SplitRefused("a number of more than 38 digits", found=f"× {top}/{bottom}", expected="38 digits")
    common = gcd(top, bottom)
    times, rest = divmod(top // common, bottom // common)
    return plus(product(numbers, times), parts_of(numbers, rest, bottom // common))


def _below_whole(total: int, whole: int, weights: Wide, rule: SplitRule, ranks: Ranks | None) -> Wide:
    narrow = whole < _NARROW
    rests = room_for(len(weights), narrow=narrow) if rule.hands_out else None
    parts = shares(weights, total, whole, narrow=narrow, rests=rests)
    if rests is not None:
        left = total - sum_of(parts, total)
        levels = [~rests.low] if narrow else [~rests.high, ~rests.low]
        rows = smallest(left, [*levels, *([] if ranks is None else [ranks.astype(np.uint64)])])
        parts.low[rows] += np.uint64(1)
        if not narrow:
            parts.high[rows] += parts.low[rows] == 0
    return parts


def _plain(total: int, weights: Wide, rule: SplitRule, ranks: Ranks | None) -> Wide:
    numbers = [weights.number(at) for at in range(len(weights))]
    keys = None if ranks is None else [f"{rank:020}" for rank in ranks.tolist()]
    try:
        return wide(split(total, numbers, rule, keys))
    except OverflowError as fault:
        raise SplitRefused("a number of more than 38 digits", found=total, expected="38 digits") from fault
