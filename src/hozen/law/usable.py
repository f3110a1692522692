"""A scenario's figure that no rule can work with is a gap, not a crash."""

from __future__ import annotations

from hozen.law.errors import LawGap
from hozen.law.lawful import Lawful
from hozen.law.reading import Reading
from hozen.values import Ratio


def usable(reading: Reading, figure: Lawful[object], good: bool, expected: str) -> None:
    """LawGap unless `good`: the reading's figure is there, but is not what a rule can use."""
    if good:
        return
    value = figure.value
    raise LawGap(
        f"{figure.key} cannot be used on {reading.day}",
        key=figure.key,
        day=reading.day,
        file=figure.source,
        cite=(figure.cite,),
        found=value.value if isinstance(value, Ratio) else value,
        expected=expected,
        try_next=f"correct {figure.key} in the scenario",
    ).in_japanese(
        f"{reading.day}時点の {figure.key} の値は使用できない",
        f"シナリオの {figure.key} を訂正する",
    )
