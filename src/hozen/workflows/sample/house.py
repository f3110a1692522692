"""The firm's own side of a day: its ledger, what is in flight, and the trusts."""

from __future__ import annotations

from collections.abc import Iterator

from hozen.workflows.sample.plan import AssetPlan, DayPlan
from hozen.workflows.sample.rows import Row

TRUSTS = (("T1", "Sample Trust Hoshizora"), ("T2", "Sample Trust Wakaba"))


def house_rows(plan: DayPlan) -> Iterator[Row]:
    """The day's rows of `house_balances`, by asset, purpose and temperature."""
    for symbol, one in sorted(plan.assets.items()):
        yield from ((plan.day, symbol, *row) for row in _house(one))


def _house(one: AssetPlan) -> tuple[Row, ...]:
    return (
        ("buffer", "cold", one.buffer_cold),
        ("buffer", "hot", one.buffer_hot),
        ("guarantee", None, one.guarantee),
        ("own", None, one.own),
    )


def transfer_rows(plan: DayPlan) -> Iterator[Row]:
    """The day's rows of `transfers`, by id."""
    every = [(symbol, one) for symbol, asset in sorted(plan.assets.items()) for one in asset.transfers]
    for number, (symbol, one) in enumerate(every, 1):
        yield (plan.day, f"R{number:05d}", symbol, one.direction, one.seen_on, one.units)


def trust_rows(plan: DayPlan) -> tuple[Row, ...]:
    """The day's rows of `trust_balances`: three fifths with the first trust, the rest with the second."""
    first = plan.trust * 3 // 5
    yen = (first, plan.trust - first)
    return tuple(
        (plan.day, name, part, "trustee's report") for (name, _), part in zip(TRUSTS, yen, strict=True)
    )
