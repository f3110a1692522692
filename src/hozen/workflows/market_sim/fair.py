"""What a coin is worth, minute by minute, everywhere; and by how much this venue is off for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from hozen.workflows.market_sim.chance import Whole, bulk, walk
from hozen.workflows.market_sim.symbols import Symbol

MINUTE = 60_000_000  # µs
_HALF = 10 * MINUTE  # after which a push has half its weight
_FINE = 1_000


class News(NamedTuple):
    """A fact that moves a price for good: from which instant, by how many basis points."""

    at: int
    move_bp: int


@dataclass(slots=True)
class Fair:
    """`path`: ticks by minute from `start`. `_push`: thousandths of ticks that the flow here has added, at `_since`."""

    start: int
    path: list[int]
    _push: int = 0
    _since: int = 0

    def at(self, now: int) -> int:
        """Ticks at an instant, at this venue."""
        return max(1, self.world(now) + self._left(now) // _FINE)

    def world(self, now: int) -> int:
        """Ticks at an instant, everywhere else."""
        return self.path[min((now - self.start) // MINUTE, len(self.path) - 1)]

    def push(self, now: int, ticks_fine: int) -> None:
        """The crowd follows: thousandths of ticks, fading."""
        self._push = self._left(now) + ticks_fine
        self._since = now

    def _left(self, now: int) -> int:
        return self._push * _HALF // (_HALF + now - self._since) if self._push else 0


def fair_path(seed: int, symbol: Symbol, start: int, minutes: int, news: tuple[News, ...]) -> Whole:
    """The world's price in ticks by minute, with each fact reached in five minutes."""
    path = walk(bulk(seed, f"fair {symbol.name}"), minutes, symbol.price, symbol.day_bp)
    for fact in news:
        first = (fact.at - start) // MINUTE
        for minute in range(5):
            path[first + minute :] += symbol.price * fact.move_bp // 50_000
    return path.clip(symbol.price // 3)
