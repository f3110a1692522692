"""Splitting in plain integers: the meaning that the arrays keep to."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.values.errors import SplitRefused
from hozen.values.splitting.rules import LARGEST_REMAINDER, SplitRule


def split(
    total: int,
    weights: Sequence[int],
    rule: SplitRule = LARGEST_REMAINDER,
    keys: Sequence[str] | None = None,
) -> list[int]:
    """`total` by `weights` into whole parts, in the order of the weights.

    A part is total × weight / Σ weights, rounded down. LARGEST_REMAINDER hands out the units that are left, one each
    to the largest fractions; equal fractions go to the smaller key (the claim's id), without keys to the earlier place.
    With keys the order of the rows never matters. SplitRefused for a negative number, for a total above 0 without
    any weight, and for keys that are not one to a row.
    """
    _check(total, weights, keys)
    whole = sum(weights)
    if not total:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    if rule.hands_out:
        fractions = [total * weight % whole for weight in weights]
        for place in _largest(fractions, keys)[: total - sum(parts)]:
            parts[place] += 1
    return parts


def split_at_most(
    total: int,
    claims: Sequence[int],
    rule: SplitRule = LARGEST_REMAINDER,
    keys: Sequence[str] | None = None,
) -> list[int]:
    """The same, but nobody gets more than the claim: of a total above Σ claims only Σ claims are split."""
    _check(min(total, 0), claims, keys)
    return split(min(total, sum(claims)), claims, rule, keys)


def _largest(fractions: Sequence[int], keys: Sequence[str] | None) -> list[int]:
    """Places, the largest fraction first; equal ones by key. Sorting is stable, so places break what is left."""
    by_key = sorted(range(len(fractions)), key=(lambda place: keys[place]) if keys else None)
    return sorted(by_key, key=lambda place: -fractions[place])


def _check(total: int, weights: Sequence[int], keys: Sequence[str] | None) -> None:
    for name, number in (("the amount to split", total), ("a weight", min(weights, default=0))):
        if number < 0:
            raise SplitRefused(f"{name} is below nothing", found=number, expected="0 or more")
    if total and not any(weights):
        raise SplitRefused(
            "nothing to split by", found=f"{len(weights)} weights, together 0", expected="a weight"
        )
    if keys is not None and len(set(keys)) != len(weights):
        raise SplitRefused(
            "keys are not one to a row",
            found=f"{len(set(keys))} different keys for {len(weights)} weights",
            expected="a key of its own for each weight",
            try_next="use the claim's id",
        )
