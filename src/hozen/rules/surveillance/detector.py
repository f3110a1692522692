"""What a detector is: SQL that finds, a pure function that judges, SQL that names the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

Cell = int | str | date | datetime | bool | None
Hit = Mapping[str, Cell]
"""One candidate: the columns of a detector's `hits`, by name."""


@dataclass(frozen=True, slots=True)
class Judged:
    """判定: how strong a candidate is (0 to 1000), why in a code, and the figures of that reason."""

    score: int
    reason: str
    figures: Mapping[str, int | str]


Judge = Callable[[Hit, Mapping[str, int]], Judged | None]
"""From a candidate and the parameters of its symbol to a judgement; None where it is nothing to look at."""


@dataclass(frozen=True, slots=True)
class Gather:
    """寄せ集め: what SQL does not say well, as a function from the rows of `source` to those of the table `table`."""

    table: str
    source: str
    make: Callable[[Iterable[Sequence[int]]], Iterable[tuple[int, ...]]]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detector:
    """検知ルール: one typology. Its SQL reads staged tables, its parameters from the view p_<name>, one row a symbol.

    steps     intermediate tables, made in their order: name → SQL
    hits      candidates: k (a number of its own each), sym, from_us, to_us, then figures
    evidence  their rows: k, tbl (table of the tape), row_id, acc (0 for none); `kept_<name>` holds the k to tell
    gather    a table between the steps and the candidates, made in Python out of a bounded answer
    needs     staged tables that must have rows; without them the detector is left out, and the run says so
    """

    name: str
    version: int
    law: str
    eu: str
    needs: tuple[str, ...]
    hits: str
    evidence: str
    judge: Judge
    parameters: tuple[str, ...]
    steps: Mapping[str, str] = field(default_factory=dict)
    gather: Gather | None = None


def number(hit: Hit, name: str) -> int:
    """A figure of a candidate; an absent one counts as 0. TypeError for what is no whole number."""
    value = hit[name]
    if value is None:
        return 0
    if not isinstance(value, int):
        raise TypeError(f"{name} must be a whole number, not {value!r}")
    return int(value)


def numbers(hit: Hit, *names: str) -> dict[str, int]:
    """Several figures of a candidate by name."""
    return {name: number(hit, name) for name in names}
