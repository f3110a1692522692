"""A scenario's figure that no rule can work with is a gap, not a crash."""

from __future__ import annotations

from hozen.law import Lawful, LawGap, Reading


def usable(reading: Reading, figure: Lawful[object], good: bool, expected: str) -> None:
    """LawGap unless `good`: the reading's figure is there, but is not what the method can use."""
    if good:
        return
    raise LawGap(
        f"{figure.key} cannot be used on {reading.day}",
        key=figure.key,
        day=reading.day,
        file=figure.source,
        cite=(figure.cite,),
        found=figure.value,
        expected=expected,
        try_next=f"correct {figure.key} in the scenario",
    )
