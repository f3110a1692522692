"""Runs of sequence numbers, so that a million entries in one trouble take one line."""

from __future__ import annotations

from collections.abc import Iterable

Run = tuple[int, int]  # first and last, both included


def joined(runs: Iterable[Run]) -> list[Run]:
    """The same numbers in as few runs as there can be, in order."""
    found: list[Run] = []
    for first, last in sorted(run for run in runs if run[0] <= run[1]):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def without(runs: Iterable[Run], holes: Iterable[Run]) -> list[Run]:
    """The numbers of `runs` that are in none of `holes`."""
    left = joined(runs)
    for low, high in joined(holes):
        left = [
            part
            for first, last in left
            for part in ((first, min(last, low - 1)), (max(first, high + 1), last))
            if part[0] <= part[1]
        ]
    return left
