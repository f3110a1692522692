"""What somebody decides on when compensation is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from hozen.rules.compensation import DEFAULT_ORDER, IN_KIND, Method, Spread, WaterfallOrder

_NONE: Mapping[str, Method] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Terms:
    """補償の条件: the method of each asset (`method` where none is named), who bears a shortfall, who pays first.

    `until`: money that is there by that day is planned with; None takes all that is to come. `bridge`: what is there
    pays until a later source repays it.
    """

    method: Method = IN_KIND
    methods: Mapping[str, Method] = field(default_factory=lambda: _NONE)
    spread: Spread = Spread.PER_ASSET
    order: WaterfallOrder = DEFAULT_ORDER
    until: date | None = None
    bridge: bool = True

    def of(self, asset: str) -> Method:
        """The method of one asset."""
        return self.methods.get(asset, self.method)

    def body(self) -> dict[str, object]:
        """As an entry keeps it."""
        return {
            "method": str(self.method.coin.value),
            "methods": {asset: str(one.coin.value) for asset, one in sorted(self.methods.items())},
            "spread": self.spread.value,
            "order": [one.value for one in self.order],
            "until": self.until,
            "bridge": self.bridge,
        }
