"""Typed results as plain JSON values and back, nothing lost and nothing rounded.

Yen: a whole number. Smallest units: text, since JSON readers lose digits beyond 2^53. Ratio: 'n/d'. Day: ISO text.
Where a field may hold several kinds, the kind is named: {"yen": 5}, {"ratio": "1/20"}, {"day": "2026-11-20"},
{"asset": "BTC", "units": "5", "decimals": 8}; a whole number or a text stands for itself. A figure of the law and an
instrument are written once, in `law` and `instruments`, and referred to by key.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from hozen.findings import AssetUnits
from hozen.law import Instrument, Lawful, Standing
from hozen.values import Price, Ratio, Units, Yen


@dataclass(slots=True)
class Writer:
    """Turns values into plain ones; `law` and `instruments` collect what was referred to."""

    law: dict[str, dict[str, object]] = field(default_factory=dict)
    instruments: dict[str, object] = field(default_factory=dict)

    def plain(self, value: object) -> Any:
        """The plain form of a value whose kind its field tells. TypeError for a kind without one."""
        if value is None or type(value) in (bool, int, str):
            return value
        if isinstance(value, Lawful):
            return self._figure(value)
        if isinstance(value, Instrument):
            self.instruments[value.key] = self._fields(value)
            return value.key
        if isinstance(value, Mapping):
            return {str(key): self.plain(inner) for key, inner in sorted(value.items())}
        if isinstance(value, (tuple, list, frozenset)):
            ordered = sorted(value) if isinstance(value, frozenset) else value
            return [self.plain(one) for one in ordered]
        return self._scalar(value)

    def named(self, value: object) -> Any:
        """The plain form with its kind named, for a field that may hold several."""
        names = {Yen: "yen", Ratio: "ratio", date: "day"}
        if type(value) in names:
            return {names[type(value)]: self.plain(value)}
        return self.plain(value)

    def _scalar(self, value: object) -> Any:
        if isinstance(value, Yen):
            return value.amount
        if isinstance(value, Units):
            return str(value.amount)
        if isinstance(value, Ratio):
            return f"{value.value.numerator}/{value.value.denominator}"
        if isinstance(value, Standing):
            return value.word
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, (date, Path)):
            return str(value)
        if is_dataclass(value) and not isinstance(value, (type, Price)):
            return self._fields(value)
        raise TypeError(f"a {type(value).__name__} has no plain form")

    def _fields(self, value: Any) -> dict[str, object]:
        hints = _hints(value.__class__)
        return {
            one.name: (self.named if _mixed(hints[one.name]) else self.plain)(getattr(value, one.name))
            for one in fields(value)
        }

    def _figure(self, figure: Lawful[object]) -> str:
        if figure.key not in self.law:
            told = {
                one.name: self.plain(getattr(figure, one.name))
                for one in fields(figure)
                if one.name != "value"
            }
            self.law[figure.key] = {**told, "value": self.named(figure.value)}
        return figure.key


@dataclass(frozen=True, slots=True)
class Reader:
    """The way back: `law` and `instruments` as a Writer collected them."""

    law: Mapping[str, Mapping[str, Any]]
    instruments: Mapping[str, Mapping[str, Any]]

    def read(self, kind: Any, value: Any) -> Any:
        """The value of type `kind`. KeyError, TypeError or ValueError for what no Writer wrote."""
        if _mixed(kind):
            return self._named(value)
        origin, inside = get_origin(kind), get_args(kind)
        if value is None or kind in (str, int, bool, object):
            return value
        if kind is Lawful or origin is Lawful:
            return self._figure(value)
        if origin in (Union, types.UnionType):  # T | None
            return self.read(next(one for one in inside if one is not type(None)), value)
        if origin is tuple:
            return self._tuple(inside, value)
        if origin is not None and issubclass(origin, Mapping):
            return {key: self.read(inside[1], inner) for key, inner in value.items()}
        return self._scalar(kind, value)

    def _tuple(self, inside: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
        if inside[-1] is Ellipsis:
            return tuple(self.read(inside[0], one) for one in value)
        return tuple(self.read(one, each) for one, each in zip(inside, value, strict=True))

    def _scalar(self, kind: Any, value: Any) -> Any:
        if kind in (Yen, Units):
            return kind(int(value))
        if kind is Ratio:
            return Ratio(Fraction(value))
        if kind is date:
            return date.fromisoformat(value)
        if kind is Standing:
            return Standing[value.upper()]
        if kind is Instrument:
            return self._dataclass(Instrument, self.instruments[value])
        return self._dataclass(kind, value) if is_dataclass(kind) else kind(value)

    def _dataclass(self, kind: Any, value: Mapping[str, Any]) -> Any:
        hints = _hints(kind)
        there = [one.name for one in fields(kind) if one.name in value or not _may_lack(one)]
        return kind(**{name: self.read(hints[name], value[name]) for name in there})

    def _named(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        kinds: dict[str, Any] = {"yen": Yen, "ratio": Ratio, "day": date}
        name = next(iter(value))
        if name in kinds:
            return self.read(kinds[name], value[name])
        return self._dataclass(AssetUnits, value)

    def _figure(self, key: str) -> Lawful[object]:
        told = dict(self.law[key])
        value = self._named(told.pop("value"))
        hints = _hints(Lawful)
        return Lawful(value=value, **{name: self.read(hints[name], inner) for name, inner in told.items()})


def _may_lack(one: Field[Any]) -> bool:
    """Whether what was written before the field existed can still be read."""
    return one.default is not MISSING or one.default_factory is not MISSING


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _mixed(kind: Any) -> bool:
    """Whether a field may hold several kinds (besides None)."""
    if get_origin(kind) not in (Union, types.UnionType):
        return False
    return len([one for one in get_args(kind) if one is not type(None)]) > 1
