"""What a run plants: by the names of plays or of typologies, each so often."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.workflows.market_sim.errors import TapeError
from hozen.workflows.market_sim.plant import TYPOLOGIES
from hozen.workflows.market_sim.plants import PLANTS

ALL, TWINS = "all", "twins"


def wanted_plants(names: Sequence[str], cases: int, twins: int) -> dict[str, int]:
    """Play → how often. A typology stands for its play and its twins; `all` for everything, `twins` for every twin.

    TapeError for a name that is neither.
    """
    chosen: dict[str, int] = {}
    for name in names:
        found = [
            one
            for one in PLANTS.values()
            if name in (ALL, one.name, one.typology) or (name == TWINS and one.twin)
        ]
        if not found:
            raise TapeError(
                "no such case can be planted",
                where="--plant",
                found=name,
                expected=", ".join((ALL, TWINS, *TYPOLOGIES)),
                try_next="hozen sample-tape --plants lists them all",
            )
        chosen |= {one.name: twins if one.twin else cases for one in found}
    return {name: count for name, count in chosen.items() if count > 0}
