"""Whether two owners meet more often than their own trading would have it."""

from __future__ import annotations

from hozen.rules.surveillance.scores.chance import never_by_chance


def meets_by_plan(meets: int, a: tuple[int, int], b: tuple[int, int], trades: int, exponent: int) -> int:
    """0 where chance would do it. `a`, `b`: how often each buys and sells; what they do with each other is left out."""
    (buys_a, sells_a), (buys_b, sells_b) = a, b
    away = meets // 2
    buys_a, sells_a, buys_b, sells_b = (max(1, one - away) for one in (buys_a, sells_a, buys_b, sells_b))
    return never_by_chance(meets, buys_a * sells_b + sells_a * buys_b, trades, exponent)
