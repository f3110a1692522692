"""正解: what was planted where, as it came out, so that alerts can be scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hozen.workflows.market_sim.also import ALSO
from hozen.workflows.market_sim.chance import Whole
from hozen.workflows.market_sim.plan import Case


@dataclass(frozen=True, slots=True)
class Planted:
    """One case in one market: its typology (a twin: the one it looks like), first and last instant, whose it was."""

    case: int
    typology: str
    play: str
    twin: bool
    symbol: int
    from_us: int
    to_us: int
    accounts: tuple[int, ...]
    also: tuple[str, ...]


def planted(cases: Sequence[Case], events: Sequence[Whole]) -> Iterator[Planted]:
    """Every case and market in which it sent an order. `events`: market → rows with the market's EVENT_COLUMNS."""
    for number, rows in enumerate(events):
        told = rows[rows[:, -1] > 0]
        for case in np.unique(told[:, -1]).tolist():
            mine = told[told[:, -1] == case]
            plant = cases[case - 1].plant
            yield Planted(
                *(case, plant.typology, plant.name, plant.twin, number),
                *(int(mine[0, 0]), int(mine[-1, 0])),
                tuple(np.unique(mine[:, 2]).tolist()),
                () if plant.twin else ALSO[plant.typology],
            )
