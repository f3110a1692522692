"""外部委託先: who keeps customers' assets, and whose technology stands under them."""

from hozen.rules.providers.facts import (
    NOBODY,
    SELF,
    HouseLimits,
    ProviderFacts,
    ProviderOnDay,
    Share,
    UnknownKeepers,
)
from hozen.rules.providers.on_day import holes, providers_on
from hozen.rules.providers.register import Register

__all__ = [
    "NOBODY",
    "SELF",
    "HouseLimits",
    "ProviderFacts",
    "ProviderOnDay",
    "Register",
    "Share",
    "UnknownKeepers",
    "holes",
    "providers_on",
]
