"""The capital-adequacy ratio from the firm's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.findings import InTables
from hozen.findings.table import Table
from hozen.law import Law
from hozen.rules.duties.capital import FUNDS, ITEMS, RISKS, CapitalRatio, capital_ratio
from hozen.values import SHOWN_DOWN, Yen
from hozen.workflows.duties.errors import CapitalFile
from hozen.workflows.strict_csv import rows

_SIGNED, _PLAIN = r"-?(0|[1-9][0-9]{0,17})", r"0|[1-9][0-9]{0,17}"


@dataclass(frozen=True, slots=True)
class CapitalAnswer(InTables):
    """自己資本規制比率の算定結果: what was said, and what follows on `day`. `scenario` is '' for none."""

    day: date
    scenario: str
    figures: Mapping[str, Yen]
    found: CapitalRatio

    def as_table(self) -> Table:
        """One row: own funds, the risk cut to whole yen, the exact ratio, the level."""
        found = self.found
        row = (found.own_funds, Yen(SHOWN_DOWN(found.risk)), found.ratio, found.level)
        return Table(("own_funds", "risk", "ratio", "level"), (row,), title="capital_ratio")

    def as_tables(self) -> tuple[Table, ...]:
        """The answer, then the figures as said."""
        said = tuple((name, self.figures[name]) for name in ITEMS)
        return (self.as_table(), Table(("item", "yen"), said, title="figures"))


def work_out(file: Path, day: date, scenario: str | None = None) -> CapitalAnswer:
    """The ratio on `day`, with crypto weights out of a scenario: its name or its file.

    Raises CapitalFile for figures that are not as asked, LawGap for crypto without a weight, LawFileError for a scenario.
    """
    reading = Law.load("jp").reading(day, scenario)
    figures = read_figures(file)
    return CapitalAnswer(day, reading.scenario, figures, capital_ratio(reading, figures))


def read_figures(file: Path) -> dict[str, Yen]:
    """A CSV of item, yen with each item once. Own basic funds may be below 0. Raises CapitalFile."""
    found: dict[str, Yen] = {}
    for row in rows(_bytes(file), file.name, ("item", "yen"), CapitalFile):
        item = row.choice("item", ITEMS)
        if item in found:
            row.refuse("item", "each item once")
        found[item] = Yen(int(row.filled("yen", _SIGNED if item == FUNDS[0] else _PLAIN)))
    _whole(file, found)
    return found


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CapitalFile(
            "the file cannot be read", where=str(file), found=str(error), expected="a CSV of item, yen"
        ) from error


def _whole(file: Path, found: Mapping[str, Yen]) -> None:
    missing = [name for name in ITEMS if name not in found]
    if missing:
        raise CapitalFile(
            "items are missing",
            where=file.name,
            found=", ".join(missing),
            expected="every item once; 0 where there is none",
            try_next=f"add {missing[0]},0 if it is none",
        )
    if not any(found[name] for name in RISKS):
        raise CapitalFile(
            "no risk: a ratio has no value",
            where=file.name,
            found="0 for " + ", ".join(RISKS),
            expected="at least one above 0; a firm with costs has a basic risk",
        )
