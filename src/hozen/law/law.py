"""A jurisdiction's law, read from its files once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from hozen.law.answers import Gaps, LawDiff, Shown, difference
from hozen.law.errors import LawFileError
from hozen.law.figure import Figure
from hozen.law.figure_file import parameter_file
from hozen.law.instruments import Instruments, instruments
from hozen.law.lawful import Gap, Instrument
from hozen.law.not_coded import NotCoded, not_coded
from hozen.law.reading import Reading, no_such_key
from hozen.law.scenario import Scenario, laid_beside, read_scenario, shipped, unknown
from hozen.law.standing import Standing
from hozen.law.strict_yaml import read_yaml

_SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Law:
    """法: every figure of a jurisdiction through time. Load it once and ask it often."""

    jurisdiction: str
    folder: Path
    instruments: Mapping[str, Instrument]
    figures: Mapping[str, Figure]
    not_coded: tuple[NotCoded, ...]

    @classmethod
    def load(cls, jurisdiction: str | Path = "jp", rooms: Collection[str] = ()) -> Law:
        """Read a shipped jurisdiction by name, or a folder of the same shape by Path; with `rooms`, their figures alone.

        LawFileError for a file that is not strict; LawConflict for two periods on one day.
        """
        folder = jurisdiction if isinstance(jurisdiction, Path) else _SHIPPED / jurisdiction
        if not (folder / "instruments.yaml").is_file():
            raise LawFileError("no law here", file=str(folder), expected="a folder with instruments.yaml")
        known = instruments(read_yaml(folder / "instruments.yaml", f"{folder.name}/instruments.yaml"))
        return cls(
            jurisdiction=folder.name,
            folder=folder,
            instruments=known,
            figures=MappingProxyType(_figures(folder, known, rooms)),
            not_coded=() if rooms else _not_coded(folder, known),
        )

    def reading(
        self,
        day: date,
        scenario: str | Path | None = None,
        weakest: Standing = Standing.ASSUMED,
    ) -> Reading:
        """The law of `day`, with a shipped scenario by name or a user's file by path.

        LawConflict where the scenario would move what the law fixes on `day`; LawFileError for an unknown or
        faulty scenario.
        """
        beside = self.scenario(scenario) if scenario else None
        return Reading(
            jurisdiction=self.jurisdiction,
            day=day,
            scenario=beside.name if beside else "",
            weakest=weakest,
            rows=MappingProxyType(laid_beside(self.figures, beside, day)),
        )

    def scenario(self, name: str | Path) -> Scenario:
        """A shipped scenario by name, or a user's file: a Path, or a text that ends in .yaml."""
        is_file = isinstance(name, Path) or name.endswith((".yaml", ".yml"))
        if is_file:
            path, source = Path(name), str(name)
        else:
            path = self.folder / "scenarios" / f"{name}.yaml"
            source = f"{self.jurisdiction}/scenarios/{name}.yaml"
        if not path.is_file() or (not is_file and name not in self.scenario_names()):
            raise unknown(str(name), self.scenario_names())
        return read_scenario(path, source, self.instruments, self.figures)

    def scenario_names(self) -> tuple[str, ...]:
        """The shipped scenarios."""
        return shipped(self.folder / "scenarios")

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        """Every key, sorted; with `prefix`, those at or below it."""
        found = [key for key in self.figures if not prefix or f"{key}.".startswith(f"{prefix}.")]
        return tuple(sorted(found))

    def show(self, key: str, day: date | None = None) -> Shown:
        """All periods of a key, and what holds on `day`. LawGap for a key that no file knows."""
        if key not in self.figures:
            raise no_such_key(key, day, self.keys())
        found = self.figures[key]
        return Shown(found, day, found.on(day) if day else None)

    def gaps(self, day: date) -> Gaps:
        """Every key without a figure on `day`, and every provision that no check carries out."""
        rows = [self.figures[key].on(day) for key in self.keys()]
        return Gaps(day, tuple(row for row in rows if isinstance(row, Gap)), self.not_coded)

    def diff(self, before: date, after: date) -> LawDiff:
        """Figures added, changed and ended between two days."""
        keys = self.keys()
        pairs = [(self.figures[key].on(before), self.figures[key].on(after)) for key in keys]
        return difference(pairs, before, after)


def _name(folder: Path, path: Path) -> str:
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


def _figures(folder: Path, known: Instruments, rooms: Collection[str]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for path in sorted((folder / "parameters").glob("*/*.yaml")):
        if rooms and path.parent.name not in rooms:
            continue
        source = _name(folder, path)
        key = f"{path.parent.name}.{path.stem}"
        found |= {one.key: one for one in parameter_file(read_yaml(path, source), key, source, known)}
    return found


def _not_coded(folder: Path, known: Instruments) -> tuple[NotCoded, ...]:
    path = folder / "not_coded.yaml"
    return not_coded(read_yaml(path, _name(folder, path)), known) if path.is_file() else ()
