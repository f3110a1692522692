"""How a plant changes the last day's plan, and by exactly how much."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from hozen.workflows.sample.errors import SampleError
from hozen.workflows.sample.limits import Limits
from hozen.workflows.sample.plan import AssetPlan, DayPlan
from hozen.workflows.sample.plants import BTC_SHORTFALL, HOT_EXCESS, TRUST_GAP, Said

Change = tuple[DayPlan, Said]
"""The plan with the fault in it, and what is told about it."""


def break_plan(name: str, plan: DayPlan, limits: Limits) -> Change:
    """Plant one fault. SampleError where the sample is so small that there is nothing to take away."""
    changed, told = _CHANGES[name](plan, limits)
    _, amount, unit = told
    if amount < 1:
        raise SampleError(
            f"the sample is too small for the plant {name}",
            found=f"{amount} {unit} to take away",
            expected="at least 1",
            try_next="ask for more customers",
        )
    return changed, told


def _with(plan: DayPlan, one: AssetPlan) -> DayPlan:
    return replace(plan, assets={**plan.assets, one.coin.symbol: one})


def _shortfall(plan: DayPlan, limits: Limits, units: int) -> Change:
    one = plan.assets["BTC"]
    # A coin that is nowhere is not cold. Only half of the room that the hot share leaves is used up.
    room = -plan.above(limits.hot_share) / 2 / one.value(1)
    taken = min(units, one.owed // 25, math.floor(room))
    # A firm that lacks customers' coins has no own coins left among them.
    short = replace(one, missing=one.missing + taken, buffer_cold=0, buffer_hot=0)
    return _with(plan, short), ("BTC", taken, "satoshi")


def _trust_gap(plan: DayPlan, _: Limits) -> Change:
    gap = min(TRUST_GAP, plan.money_owed // 10)
    return replace(plan, trust=plan.money_owed - gap), ("JPY", gap, "yen")


def _hot_excess(plan: DayPlan, limits: Limits) -> Change:
    """The amount is what must be made cold again, in yen, rounded up."""
    share, assets = limits.hot_share + HOT_EXCESS, {}
    for symbol, one in plan.assets.items():
        hot = max(0, math.ceil(one.owed * share) - one.missing + one.expected - one.owed)
        assets[symbol] = replace(one, hot=hot, guarantee_cold=math.ceil(limits.guarantee_ratio * hot))
    broken = replace(plan, assets=assets)
    return broken, ("", math.ceil(broken.above(limits.hot_share)), "yen to be made cold")


def _guarantee_short(plan: DayPlan, limits: Limits) -> Change:
    one = plan.assets["ETH"]
    gap = one.hot // 10
    due = math.ceil(limits.guarantee_ratio * one.hot)
    return _with(plan, replace(one, guarantee_cold=due - gap)), ("ETH", gap, "wei")


def _guarantee_hot(plan: DayPlan, _: Limits) -> Change:
    one = plan.assets["XRP"]
    hot = one.guarantee // 4
    moved = replace(one, guarantee_cold=one.guarantee_cold - hot, guarantee_hot=hot)
    return _with(plan, moved), ("XRP", hot, "drops")


def _buffer_excess(plan: DayPlan, _: Limits) -> Change:
    one = plan.assets["ETH"]
    over = one.buffer_limit // 10
    mixed = replace(one, buffer_hot=one.buffer_limit + over - one.buffer_cold)
    return _with(plan, mixed), ("ETH", over, "wei")


_CHANGES: Mapping[str, Callable[[DayPlan, Limits], Change]] = {
    "btc_shortfall": lambda plan, limits: _shortfall(plan, limits, BTC_SHORTFALL),
    "one_satoshi": lambda plan, limits: _shortfall(plan, limits, 1),
    "trust_gap": _trust_gap,
    "hot_excess": _hot_excess,
    "guarantee_short": _guarantee_short,
    "guarantee_hot": _guarantee_hot,
    "buffer_excess": _buffer_excess,
}
