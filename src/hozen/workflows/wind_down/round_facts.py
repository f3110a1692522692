"""配当回の集計: what a round comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hozen.workflows.case_folder import CaseFile
from hozen.workflows.wind_down.available import Unvalued

if TYPE_CHECKING:
    from hozen.books import CaseEntry


@dataclass(frozen=True, slots=True)
class Bucket:
    """配当の内訳: one asset of a round, or the pool in yen, in whole units of it.

    `available` in all rounds together; `before` was paid in earlier ones; `deferred` is below the minimum and waits;
    `left` is nobody's yet: available = before + pay + reserve + deferred + left.
    """

    asset: str
    available: int
    claims: int
    before: int
    pay: int
    reserve: int
    deferred: int
    creditors: int

    @property
    def left(self) -> int:
        """What stays in the estate for nobody yet."""
        return self.available - self.before - self.pay - self.reserve - self.deferred


@dataclass(frozen=True, slots=True)
class ClassLine:
    """優先順位別の内訳: the claims of one class in a round's asset, or in yen; `due` counts from the first round on."""

    asset: str
    priority: str
    claims: int
    units: int
    due: int
    pay: int
    reserve: int


@dataclass(frozen=True, slots=True)
class MixLine:
    """支払う資産の内訳: an asset of a pool paid in coins: its price, what was left to give, and what is paid of it."""

    asset: str
    price: str
    there: int
    pay: int

    @property
    def left(self) -> int:
        """What stays in the pool."""
        return self.there - self.pay


@dataclass(frozen=True, slots=True)
class Worked:
    """配当計算の結果: the sums of a round by asset and by class, and its files."""

    buckets: tuple[Bucket, ...]
    classes: tuple[ClassLine, ...]
    mix: tuple[MixLine, ...]
    unvalued: tuple[Unvalued, ...]
    files: tuple[CaseFile, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """配当計画: a round with its sums, and the entry that names its files."""

    entry: CaseEntry
    number: int
    made: Worked
