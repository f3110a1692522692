"""Shares in thousandths, and how far a figure is beyond its bound."""

from __future__ import annotations


def permille(part: int, whole: int) -> int:
    """part / whole in whole thousandths, rounded down; 0 of nothing."""
    return part * 1000 // whole if whole > 0 else 0


def excess(value: int, bound: int, full: int) -> int:
    """500 at the bound, 1000 at `full` or beyond, even between; 0 below the bound."""
    if value < bound:
        return 0
    return 1000 if value >= full else 500 + 500 * (value - bound) // max(1, full - bound)


def mean(*scores: int) -> int:
    """The plain mean, rounded down."""
    return sum(scores) // len(scores)
