"""仕込み: every play that can be planted, in the order of the typologies."""

from hozen.workflows.market_sim.plant import Plant
from hozen.workflows.market_sim.plants import ahead, hold, pairs, push, quotes, wash

PLANTS: dict[str, Plant] = {
    one.name: one
    for one in (
        *wash.PLANTS,
        *pairs.PLANTS,
        *quotes.PLANTS,
        *push.PLANTS,
        *hold.PLANTS,
        *ahead.PLANTS,
    )
}

__all__ = ["PLANTS"]
