"""How likely an omission is to be seen. Law-neutral."""

from __future__ import annotations

from hozen.values import Ratio


def seen(omitted: int, checking: Ratio) -> Ratio:
    """1 − (1 − f)^k: the chance that at least one of `omitted` customers checks, where a share f does so by chance.

    ValueError for a share outside 0 to 1, or fewer than no customers. Exact; nobody is assumed to check together.
    """
    if not 0 <= checking.value <= 1 or omitted < 0:
        raise ValueError(f"{omitted} omitted and a share of {checking.value}: not a chance")
    return Ratio(1 - (1 - checking.value) ** omitted)
