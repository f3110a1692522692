"""Where and when each case is played: no two at once in one market, unless one of them lasts for days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.errors import TapeError
from hozen.workflows.market_sim.fair import MINUTE, News
from hozen.workflows.market_sim.people import People
from hozen.workflows.market_sim.plant import ANY, DAYS, NEWS, REFERENCE, Plant
from hozen.workflows.market_sim.plants import PLANTS
from hozen.workflows.market_sim.stage import HOUR
from hozen.workflows.market_sim.symbols import Symbol

DAY = 24 * HOUR
_TRIES = 2_000


@dataclass(frozen=True, slots=True)
class Fact:
    """Published at an instant in a market; `way` 1 for good, -1 for bad, by basis points."""

    number: int
    symbol: int
    at: int
    way: int
    move_bp: int
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """One appearance of a case in one market."""

    symbol: int
    start: int
    part: int
    parts: int
    way: int = 1
    fact: int = -1


@dataclass(frozen=True, slots=True)
class Case:
    """What is played by whom, and when."""

    number: int
    plant: Plant
    cast: tuple[int, ...]
    parts: tuple[Part, ...]


@dataclass(slots=True)
class Planner:
    """`start` of the tape (µs; a midnight in Japan), its days, its markets, and what is taken."""

    dice: Dice
    who: People
    symbols: tuple[Symbol, ...]
    start: int
    days: int
    facts: list[Fact] = field(default_factory=list)
    moves: dict[int, list[News]] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    _taken: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _long: dict[int, set[int]] = field(default_factory=dict)
    _told: dict[int, int] = field(default_factory=dict)

    def plan(self, wanted: Mapping[str, int]) -> tuple[Case, ...]:
        """So many of each play. TapeError where the tape has no room for them."""
        if any(PLANTS[name].when == NEWS for name in wanted):
            self._publish()
        order = {REFERENCE: 0, NEWS: 1, DAYS: 2, ANY: 3}
        for name in sorted(wanted, key=lambda one: (order[PLANTS[one].when], -PLANTS[one].minutes, one)):
            for _ in range(wanted[name]):
                self._add(PLANTS[name])
        return tuple(self.cases)

    def _add(self, plant: Plant) -> None:
        ways = {
            REFERENCE: self._at_day_ends,
            NEWS: self._around_news,
            DAYS: self._for_days,
            ANY: self._any_time,
        }
        parts = ways[plant.when](plant)
        cast = plant.cast(self.who, self.dice)
        self.cases.append(Case(len(self.cases) + 1, plant, cast, parts))
        if plant.world_bp:
            early = 9 * MINUTE if plant.when == REFERENCE else 0
            for part in parts:
                news = News(part.start - early, plant.world_bp * self.dice.between(80, 130) // 100)
                self.moves.setdefault(part.symbol, []).append(news)

    def _any_time(self, plant: Plant) -> tuple[Part, ...]:
        quiet = min(13 * HOUR, self.days * DAY // 4)
        latest = self.start + self.days * DAY - (plant.minutes + 30) * MINUTE
        for _ in range(_TRIES):
            symbol = self._market(plant)
            start = self.dice.between(self.start + quiet, latest)
            end = start + plant.minutes * MINUTE
            in_one_day = (start - self.start) // DAY == (end - self.start) // DAY
            if in_one_day and self._book(symbol, start - 20 * MINUTE, end):
                return (Part(symbol, start, 0, 1),)
        raise self._no_room(plant)

    def _at_day_ends(self, plant: Plant) -> tuple[Part, ...]:
        count = min(self.dice.between(*plant.parts), self.days)
        for _ in range(_TRIES):
            symbol, first = self._market(plant), self.dice.between(1, self.days - count + 1)
            ends = [self.start + (first + day) * DAY for day in range(count)]
            if all(self._free(symbol, end - 80 * MINUTE, end + 40 * MINUTE) for end in ends):
                for end in ends:
                    self._book(symbol, end - 80 * MINUTE, end + 40 * MINUTE)
                return tuple(Part(symbol, end, part, count) for part, end in enumerate(ends))
        raise self._no_room(plant)

    def _for_days(self, plant: Plant) -> tuple[Part, ...]:
        count = min(self.dice.between(*plant.parts), self.days)
        for _ in range(_TRIES):
            symbol, first = self._market(plant), self.dice.between(0, self.days - count)
            days = set(range(first, first + count))
            if symbol > 1 and not self._long.setdefault(symbol, set()) & days:
                self._long[symbol] |= days
                return (Part(symbol, self.start + first * DAY, 0, count),)
        raise self._no_room(plant)

    def _around_news(self, plant: Plant) -> tuple[Part, ...]:
        count = self.dice.between(*plant.parts)
        least = min(self._told.get(fact.number, 0) for fact in self.facts)
        way = self.dice.pick([fact.way for fact in self.facts if self._told.get(fact.number, 0) == least])
        # Facts that few knew so far; two facts of one case are in two markets.
        fresh = sorted(
            self.dice.some([fact for fact in self.facts if fact.way == way], len(self.facts)),
            key=lambda fact: self._told.get(fact.number, 0),
        )
        chosen = {fact.symbol: fact for fact in reversed(fresh)}
        facts = sorted(chosen.values(), key=lambda fact: self._told.get(fact.number, 0))[:count]
        for fact in facts:
            self._told[fact.number] = self._told.get(fact.number, 0) + 1
        return tuple(
            Part(fact.symbol, fact.at, part, len(facts), fact.way, fact.number)
            for part, fact in enumerate(facts)
        )

    def _publish(self) -> None:
        """Two facts in each market, one in the first half and one in the second, seven in ten good."""
        for symbol in self.symbols:
            for half in (0, 1):
                first = self.start + self.days * DAY * (30 + 30 * half) // 100
                at = self.dice.between(first, first + self.days * DAY * 26 // 100)
                good = self.dice.happens(70)
                kind = self.dice.pick(("listing", "partnership") if good else ("outflow", "delisting"))
                move = self.dice.between(500, 2_200) if good else -self.dice.between(400, 1_500)
                if self._book(symbol.number, at - 20 * MINUTE, at + 60 * MINUTE):
                    self.facts.append(Fact(len(self.facts), symbol.number, at, 1 if good else -1, move, kind))
                    self.moves.setdefault(symbol.number, []).append(News(at, move))

    def _market(self, plant: Plant) -> int:
        fit = [one.number for one in self.symbols if plant.thin is None or one.thin == plant.thin]
        return self.dice.pick(fit or [one.number for one in self.symbols])

    def _free(self, symbol: int, start: int, end: int) -> bool:
        return all(end <= taken[0] or taken[1] <= start for taken in self._taken.get(symbol, ()))

    def _book(self, symbol: int, start: int, end: int) -> bool:
        free = self._free(symbol, start, end)
        if free:
            self._taken.setdefault(symbol, []).append((start, end))
        return free

    def _no_room(self, plant: Plant) -> TapeError:
        return TapeError(
            "the tape has no room for so many cases",
            where=plant.name,
            found=f"{self.days} days of {len(self.symbols)} markets",
            try_next="ask for fewer cases, or for more days or markets",
        )
