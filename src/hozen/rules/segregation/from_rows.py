"""From the rows the measures yield to the segregation facts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from hozen.rules.segregation.facts import AssetHolding
from hozen.rules.segregation.reconciliation import transfer_effect
from hozen.values import Ratio


def in_flight_by_asset(rows: Iterable[tuple[str, str, str, int, int]]) -> dict[str, int]:
    """(asset, direction, seen_on, units, fee units) → asset → signed units added to the expected holding."""
    sums: dict[str, int] = {}
    for asset, direction, seen_on, units, fee in rows:
        sums[asset] = sums.get(asset, 0) + transfer_effect(direction, seen_on, units, fee)
    return sums


def asset_holdings(
    decimals: Mapping[str, int],
    owed: Mapping[str, int],
    in_flight: Mapping[str, int],
    on_chain: Mapping[str, int],
    buffer: Mapping[str, int],
    buffer_limits: Mapping[str, str],
    counted_twice: Mapping[str, int],
) -> tuple[AssetHolding, ...]:
    """One row per crypto-asset. `buffer_limits` are coin figures as decimal strings."""
    return tuple(
        AssetHolding(
            asset=asset,
            decimals=places,
            owed=owed.get(asset, 0),
            in_flight=in_flight.get(asset, 0),
            on_chain=on_chain.get(asset, 0),
            buffer=buffer.get(asset, 0),
            buffer_limit=_units(buffer_limits[asset], places) if asset in buffer_limits else None,
            counted_twice=counted_twice.get(asset, 0),
        )
        for asset, places in sorted(decimals.items())
    )


def _units(coins: str, decimals: int) -> int:
    # The door's settings have refused more digits than the asset has; rounding down is the strict side.
    return math.floor(Ratio.parse(coins).value * int(10**decimals))
