"""What past losses needed. Law-neutral."""

from __future__ import annotations

import math
from collections.abc import Iterable

from hozen.values import Ratio, Yen


def loss_at(losses: Iterable[Yen], quantile: Ratio) -> Yen:
    """The smallest loss that at least `quantile` of the losses do not exceed. ValueError without losses."""
    ordered = sorted(losses)
    if not ordered or not 0 < quantile.value <= 1:
        raise ValueError("a quantile above 0 and up to 1 of at least one loss")
    return ordered[math.ceil(quantile.value * len(ordered)) - 1]
