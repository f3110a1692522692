"""A level between two anchors. Law-neutral."""

from __future__ import annotations

from fractions import Fraction

from hozen.values import Yen


def band_level(volume: Yen, low: tuple[Yen, Yen], high: tuple[Yen, Yen]) -> Fraction:
    """Linear between the anchors (volume, level), flat outside them; exact. ValueError if out of order."""
    (low_volume, low_level), (high_volume, high_level) = low, high
    if not low_volume < high_volume:
        raise ValueError("the low anchor's volume must be below the high anchor's")
    at = min(max(volume, low_volume), high_volume)
    part = Fraction((at - low_volume).amount, (high_volume - low_volume).amount)
    return low_level.amount + part * (high_level - low_level).amount
