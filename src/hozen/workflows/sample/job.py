"""What every step of making a sample reads."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.law import LawGap, Reading
from hozen.workflows.sample.book_toml import WITHDRAWAL_DAYS
from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.limits import Limits
from hozen.workflows.sample.out import Out
from hozen.workflows.sample.plants import SHORTAGE, Plant, Planted, Said
from hozen.workflows.sample.prices import Ticks
from hozen.workflows.sample.size import Size


@dataclass(frozen=True, slots=True)
class Job:
    """One sample being made. `reading` is the law of its last day."""

    size: Size
    chance: Chance
    plants: tuple[Plant, ...]
    reading: Reading
    limits: Limits
    ticks: Ticks
    out: Out
    registers: bool = False  # whether the register of crypto-assets and the reports filed are written as well

    def has(self, plant: str) -> bool:
        """Whether that fault is to be planted."""
        return any(one.name == plant for one in self.plants)

    def at(self, where: str) -> tuple[Plant, ...]:
        """The faults to be planted there, in the order in which they are planted."""
        return tuple(one for one in self.plants if one.where == where)

    def planted(self, plant: Plant, said: Said) -> Planted:
        """Note what was planted, with the business days there are to cure it."""
        return Planted(plant, *said, self._cure(plant))

    def _cure(self, plant: Plant) -> int | None:
        if not plant.cure:
            return None
        try:
            days = self.reading.count(plant.cure).value
        except LawGap:
            return None  # a day from before the texts that are known
        # Customers have been promised their coins sooner than the law asks.
        return min(days, WITHDRAWAL_DAYS) if plant.cure == SHORTAGE else days
