"""One market from its first to its last instant: the usual flow, and what is planted in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from hozen.workflows.market_sim.chance import Dice, Whole, bulk, clustered, powers, zipf_ranks
from hozen.workflows.market_sim.fair import MINUTE, Fair
from hozen.workflows.market_sim.flow import Flow
from hozen.workflows.market_sim.market import Market
from hozen.workflows.market_sim.people import People
from hozen.workflows.market_sim.stage import Script
from hozen.workflows.market_sim.symbols import MOST, Symbol

_SHARES = (36, 30, 16, 14, 4)  # of a hundred messages: quotes, bots, takers, resting orders, withdrawals
_BOTS = 10
_HOURS = (7, 6, 5, 4, 3, 3, 4, 5, 6, 7, 7, 6, 7, 8, 7, 6, 6, 7, 8, 9, 11, 13, 12, 9)


@dataclass(frozen=True, slots=True)
class Hall:
    """What every market of one tape shares."""

    seed: int
    start: int
    days: int
    who: People


@dataclass(slots=True)
class Scripts:
    """Plays that wait for their next instant; of two at one instant the one that came first goes on first."""

    _heap: list[tuple[int, int, Script]] = field(default_factory=list)
    _count: int = 0

    def add(self, at: int, script: Script) -> None:
        """Goes on at an instant."""
        self._count += 1
        heappush(self._heap, (at, self._count, script))

    def until(self, market: Market, at: int) -> None:
        """All that is due up to an instant."""
        while self._heap and self._heap[0][0] <= at:
            due, number, script = heappop(self._heap)
            market.now = max(market.now, due)
            following = next(script, None)
            if following is not None:
                heappush(self._heap, (following, number, script))


def messages(hall: Hall, symbol: Symbol, count: int) -> Iterable[tuple[int, int, int, int, int]]:
    """(instant, what, account, lots, draw) of the usual flow, in order of time."""
    rng = bulk(hall.seed, f"flow {symbol.name}")
    hours: Whole = np.tile(np.asarray(_HOURS, np.int64), hall.days) * rng.integers(6, 15, 24 * hall.days)
    shares = np.asarray(_SHARES) / sum(_SHARES)
    crowd = np.asarray(hall.who.crowd, np.int64)
    order = rng.permutation(len(crowd))
    return zip(
        clustered(rng, count, hours, hall.start).tolist(),
        rng.choice(len(_SHARES), size=count, p=shares).tolist(),
        crowd[order[zipf_ranks(rng, len(crowd), count, 12)]].tolist(),
        powers(rng, symbol.typical, count).tolist(),
        rng.integers(0, 10_000, count).tolist(),
        strict=True,
    )


def flow_of(hall: Hall, symbol: Symbol, path: Sequence[int]) -> Flow:
    """A market before its first order, with the bots that work in it."""
    dice = Dice(hall.seed, f"market {symbol.name}")
    bots = dice.some(hall.who.crowd[: len(hall.who.crowd) // 4], _BOTS)
    market = Market(now=hall.start, last=path[0])
    return Flow(market, symbol, Fair(hall.start, list(path)), hall.who, dice, bots)


def run_market(hall: Hall, flow: Flow, count: int, scripts: Scripts) -> Market:
    """Plays `count` messages of the usual flow and every script."""
    # Makers look at one market after the other, not at all of them at once.
    market, tend_at = flow.market, hall.start + flow.symbol.number * MINUTE // MOST
    end = hall.start + hall.days * 1440 * MINUTE
    for at, what, account, size, draw in messages(hall, flow.symbol, count):
        while tend_at <= at:
            scripts.until(market, tend_at)
            market.now = max(market.now, tend_at)
            flow.tend()
            tend_at += MINUTE
        scripts.until(market, at)
        market.now = max(market.now, at)
        flow.act(what, account, size, draw)
    scripts.until(market, end - 1)
    return market
