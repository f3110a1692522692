"""What cover must be like to count. Law-neutral."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.values import Ratio


@dataclass(frozen=True, slots=True)
class Terms:
    """算入の条件: the credit's parameters, as plain values. `rating_order` is best first and holds `rating_min`."""

    share_max: Ratio  # of the requirement; at most 1
    rating_min: str
    rating_order: tuple[str, ...]
    term_days_min: int
    notice_days_min: int
    waiting_days_max: int
    causes: tuple[str, ...]  # each must be answered for
    cliff_days: int
