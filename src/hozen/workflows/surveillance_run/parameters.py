"""抽出基準: the parameters of the detectors, from a dated file; a firm's own file overrides, for all symbols or for one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from hozen.law.strict_yaml import Block, Items, Node, Scalar, read_yaml
from hozen.workflows.surveillance_run.errors import ParametersRefused
from hozen.workflows.surveillance_run.start_values import start_files

_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
_TOP = ("format", "name", "since", "start", "door", "detectors", "symbols", "reference_times")
CROSSED = "crossed_us"  # of the door: for how long a book may be crossed

Values = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Parameters:
    """抽出基準. `values`: detector → parameter → whole number. `symbols`: what differs for one symbol.

    `sources`: 'detector.parameter' → where the start value comes from. `times`: reference times of the day, seconds
    after midnight UTC, by name. `start`: the set of start values that all of it rests on.
    `door`: what the door of a tape bears.
    """

    name: str
    since: date
    values: Values
    sources: Mapping[str, str]
    times: Mapping[str, int]
    symbols: Mapping[str, Values]
    start: str = ""
    door: Mapping[str, int] = field(default_factory=dict)

    def of(self, detector: str, symbol: str) -> dict[str, int]:
        """Every parameter of a detector for a symbol."""
        return {**self.values[detector], **self.symbols.get(symbol, {}).get(detector, {})}

    def digest(self, detector: str, symbol: str) -> str:
        """What the alerts of a detector for a symbol were found with, in 32 characters."""
        used: list[object] = [sorted(self.of(detector, symbol).items())]
        used += [sorted(self.times.items())] if detector == "marking_close" else []
        return hashlib.sha256(json.dumps(used).encode()).hexdigest()[:32]


def read_parameters(own: Path | None = None, start: str | None = None) -> Parameters:
    """The start values, overridden by the firm's `own` file. ParametersRefused, LawFileError.

    `start`: an older set of start values, so that a past run can be made again; else the one that `own` names, else the
    newest. What the set does not know yet has the value that the next set gives it.
    """
    if own is None:
        return _start(start)
    if not own.is_file():
        raise ParametersRefused("no such file", where=str(own), expected="a YAML file of parameters")
    base = _start(start or _read(own, None).start or None)
    return _merged(base, _read(own, base))


def _start(name: str | None) -> Parameters:
    found, *later = (_read(path, None) for path in start_files(name))
    values, sources = dict(found.values), dict(found.sources)
    for one in later:
        values = {name: {**given, **values.get(name, {})} for name, given in one.values.items()}
        sources = {**one.sources, **sources}
    return replace(found, values=values, sources=sources, start=found.name)


def _merged(start: Parameters, own: Parameters) -> Parameters:
    values = {name: {**given, **own.values.get(name, {})} for name, given in start.values.items()}
    times = own.times or start.times
    sources = {**start.sources, **own.sources}
    symbols, door = {**start.symbols, **own.symbols}, {**start.door, **own.door}
    return replace(
        own, values=values, sources=sources, times=times, symbols=symbols, start=start.start, door=door
    )


def _read(path: Path, start: Parameters | None) -> Parameters:
    top = _block(read_yaml(path, path.name), path.name, "the file")
    unknown = sorted(set(top.items) - set(_TOP))
    if unknown or "name" not in top.items or "since" not in top.items:
        raise ParametersRefused(
            "the file's keys are not as expected",
            where=path.name,
            found=", ".join(unknown or top.items),
            expected="name, since, and of start, door, detectors, symbols, reference_times what differs",
        )
    found = dict(_detectors(top.items.get("detectors"), path.name, start))
    return Parameters(
        _text(top.items["name"], path.name),
        _day(top.items["since"], path.name),
        {name: {key: value for key, (value, _) in given.items()} for name, given in found.items()},
        {f"{name}.{key}": source for name, given in found.items() for key, (_, source) in given.items()},
        dict(_times(top.items.get("reference_times"), path.name)),
        _symbols(top.items.get("symbols"), path.name, start),
        _text(top.items["start"], path.name) if "start" in top.items else "",
        _door(top.items.get("door"), path.name),
    )


def _door(node: Node | None, file: str) -> dict[str, int]:
    keys = _block(node, file, "door").items if node else {}
    if set(keys) - {CROSSED}:
        raise ParametersRefused(
            "the door has no such parameter", where=file, found=", ".join(keys), expected=CROSSED
        )
    return {key: _value(value, f"{file}, door.{key}")[0] for key, value in keys.items()}


def _symbols(node: Node | None, file: str, start: Parameters | None) -> dict[str, Values]:
    if node is None:
        return {}
    found: dict[str, Values] = {}
    for symbol, given in _block(node, file, "symbols").items.items():
        one = dict(_detectors(given, file, start))
        found[symbol] = {name: {key: value for key, (value, _) in keys.items()} for name, keys in one.items()}
    return found


def _detectors(
    node: Node | None, file: str, start: Parameters | None
) -> Iterator[tuple[str, dict[str, tuple[int, str]]]]:
    for name, given in _block(node, file, "detectors").items.items() if node else ():
        keys = _block(given, file, name).items
        known = start.values.get(name) if start else None
        wrong = sorted(set(keys) - set(known or {})) if start else []
        if wrong or (start and known is None):
            raise ParametersRefused(
                "no detector has such a parameter",
                where=f"{file}, {name}",
                found=", ".join(wrong) or name,
                expected=", ".join(known or (start.values if start else ())),
            )
        yield name, {key: _value(value, f"{file}, {name}.{key}") for key, value in keys.items()}


def _value(node: Node, where: str) -> tuple[int, str]:
    """A whole number, alone or with its source."""
    if isinstance(node, Block) and set(node.items) == {"value", "source"}:
        return _value(node.items["value"], where)[0], _text(node.items["source"], where)
    text = _text(node, where)
    if not _WHOLE.fullmatch(text):
        raise ParametersRefused("not a whole number", where=where, found=text, expected="a whole number ≥ 0")
    return int(text), ""


def _times(node: Node | None, file: str) -> Iterator[tuple[str, int]]:
    for one in node.items if isinstance(node, Items) else ():
        given = _block(one, file, "reference_times").items
        at = _text(given.get("at"), file)
        if not _TIME.fullmatch(at):
            raise ParametersRefused("not a time of the day", where=file, found=at, expected="HH:MM:SS in UTC")
        hours, minutes, seconds = map(int, at.split(":"))
        yield _text(given.get("name"), file), hours * 3600 + minutes * 60 + seconds


def _block(node: Node | None, file: str, what: str) -> Block:
    if not isinstance(node, Block):
        raise ParametersRefused("a mapping is missing", where=f"{file}, {what}", expected="keys and values")
    return node


def _text(node: Node | None, where: str) -> str:
    if not isinstance(node, Scalar):
        raise ParametersRefused("a text is missing", where=where, expected="one text")
    return node.text


def _day(node: Node, file: str) -> date:
    try:
        return date.fromisoformat(_text(node, file))
    except ValueError as error:
        raise ParametersRefused(
            "not a day", where=file, found=_text(node, file), expected="2026-11-25"
        ) from error
