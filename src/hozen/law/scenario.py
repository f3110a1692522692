"""シナリオ: named figures for what no text fixes yet, laid beside the law and never over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from hozen.law.errors import LawConflict, LawFileError
from hozen.law.fields import block, did_you_mean, fields, filled, one_of, text
from hozen.law.figure import Figure, Row
from hozen.law.figure_file import STANDINGS, figure
from hozen.law.instruments import Instruments, instruments
from hozen.law.lawful import Lawful, weakest
from hozen.law.standing import Standing
from hozen.law.strict_yaml import Block, Place, read_yaml, refuse
from hozen.law.units import ANY
from hozen.values import Ratio

_HEAD = ("name", "title", "title_ja", "who", "who_ja", "standing", "note", "note_ja", "figures")

Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario file: who says what, how firm it is, and its figures."""

    name: str
    title: str
    title_ja: str
    who: str
    who_ja: str
    standing: Standing  # the weakest of its figures
    note: str
    note_ja: str
    figures: Figures
    source: str


def read_scenario(path: Path, source: str, known: Instruments, law: Figures) -> Scenario:
    """The scenario in `path`. LawFileError for a fault, a key the law does not know, or another unit than its.

    A scenario may name instruments of its own (`instruments:`, as in instruments.yaml).
    """
    found = fields(read_yaml(path, source), "the scenario", _HEAD, ("instruments",))
    if filled(found, "name") != path.stem:
        refuse("a scenario is named like its file", found.items["name"].place, key="name", expected=path.stem)
    cited = _instruments(found, known)
    nodes = block(found.items["figures"], "figures")
    figures = {key: figure(node, key, source, cited) for key, node in nodes.items.items()}
    for key, one in figures.items():
        _fits(one, law, nodes.keys[key])
    return Scenario(
        name=filled(found, "name"),
        title=filled(found, "title"),
        title_ja=filled(found, "title_ja"),
        who=filled(found, "who"),
        who_ja=filled(found, "who_ja"),
        standing=_standing(found, figures),
        note=text(found, "note"),
        note_ja=text(found, "note_ja"),
        figures=MappingProxyType(figures),
        source=source,
    )


def _instruments(found: Block, known: Instruments) -> Instruments:
    if "instruments" not in found.items:
        return known
    own = instruments(found.items["instruments"])
    for key in own:
        if key in known:
            refuse(
                f"instrument {key!r} is already the law's", block(found.items["instruments"], "").keys[key]
            )
    return MappingProxyType({**known, **own})


def _standing(found: Block, figures: Figures) -> Standing:
    said = one_of(found, "standing", STANDINGS)
    rows = [row for one in figures.values() for row in one.rows if isinstance(row, Lawful)]
    if rows and weakest(rows) is not said:
        refuse(
            "the scenario says another standing than its weakest figure has",
            found.items["standing"].place,
            key="standing",
            found=said.word,
            expected=weakest(rows).word,
        )
    return said


def _fits(one: Figure, law: Figures, place: Place) -> None:
    """A scenario answers what the law's files leave open; it names nothing new, so that no typing error hides."""
    asked = _asked(one.key, law)
    if asked is None:
        open_keys = [key for key, figure in law.items() if figure.never_fixed]
        refuse(
            f"the law leaves nothing open named {one.key}",
            place,
            key=one.key,
            found=one.key,
            expected="a key of the law's files, or one below a gap",
            try_next=did_you_mean(one.key, open_keys) or "see `law gaps` for the keys that are open",
        )
    if asked.unit not in (one.unit, ANY):
        refuse(f"{one.key} has another unit", place, key=one.key, found=one.unit, expected=asked.unit)


def _asked(key: str, law: Figures) -> Figure | None:
    if key in law:
        return law[key]
    while "." in key:
        key = key.rpartition(".")[0]
        if key in law:
            return law[key] if law[key].never_fixed else None
    return None


def laid_beside(law: Figures, scenario: Scenario | None, day: date) -> dict[str, Row]:
    """Each key's row on `day`. LawConflict where the scenario would move what the law fixes on that day."""
    rows = {key: one.on(day) for key, one in law.items()}
    for key, one in (scenario.figures if scenario else {}).items():
        fixed, said = rows.get(key), one.on(day)
        if isinstance(fixed, Lawful) and isinstance(said, Lawful):
            raise _conflict(fixed, said, day)
        if not isinstance(fixed, Lawful):
            rows[key] = said
    return rows


def _conflict(fixed: Lawful[object], said: Lawful[object], day: date) -> LawConflict:
    return LawConflict(
        f"{fixed.key} is fixed on {day} by {fixed.cite}; a scenario cannot move it",
        key=fixed.key,
        day=day,
        file=said.source,
        cite=(fixed.cite, said.cite),
        where=f"{said.source} and {fixed.source}",
        found=_plain(said),
        expected=_plain(fixed),
        try_next="take the figure out of the scenario, or end its period before the law's begins",
    )


def _plain(row: Lawful[object]) -> str:
    value = row.value.value if isinstance(row.value, Ratio) else row.value
    return f"{value} ({row.standing.word})"


def shipped(folder: Path) -> tuple[str, ...]:
    """The names of the scenarios in a folder."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def unknown(name: str, names: tuple[str, ...]) -> LawFileError:
    """The error for a scenario that is neither shipped nor a file."""
    return LawFileError(
        f"no scenario {name!r}",
        file=name,
        found=name,
        expected=f"one of {', '.join(names)}" if names else "a file",
        try_next=did_you_mean(name, names) or "give the path of your own file, ending in .yaml",
    )
