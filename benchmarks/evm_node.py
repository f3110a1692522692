"""Balances of many addresses and tokens from a real EVM node: together at one block, beside one question each."""

from __future__ import annotations

import os
from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, holds

ADDRESSES = {"small": 1_000, "middle": 10_000, "full": 10_000}
TOKENS = 20
SINGLE = 100  # addresses that are asked for one question each; all would take too long


def lines(plan: Plan) -> Iterator[Line]:
    """Questions a second both ways, their ratio, and whether the figures are the same."""
    addresses = ADDRESSES[plan.size.name]
    subject = f"EVM node {addresses:,} × {TOKENS}"
    if not os.environ.get("HOZEN_ANVIL"):
        yield Line(subject, "not measured", "HOZEN_ANVIL names no node")
        return
    arguments = {"addresses": addresses, "tokens": TOKENS, "single": SINGLE}
    ran = need("evm_way:measure", arguments).answer
    together = addresses * (TOKENS + 1) / ran["together"]
    each = SINGLE * (TOKENS + 1) / ran["each"]
    raw = {"together": ran["together"], "each": ran["each"]}
    yield Line(subject, "balances a second, by Multicall", f"{together:,.0f}", raw=raw)
    yield Line(subject, "balances a second, one question each", f"{each:,.0f}")
    yield Line(subject, "together / one each", f"{together / each:.1f}×")
    yield holds(subject, "asked through Multicall", [] if ran["multicall"] else ["no"])
    yield holds(subject, f"the same figures of {SINGLE} addresses", ran["different"])


if __name__ == "__main__":
    raise SystemExit(command([lines]))
