"""A vector as it was published: it notes which of its figures were asked for, so that none is left out unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

PROSE = frozenset({"source", "note", "problem", "rule", "order"})
"""Keys whose text explains and is nothing to be worked out."""
Place = tuple[str | int, ...]


def leaves(said: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """(place, figure) of every figure, however deep, without what explains."""
    parts: Any = said.items() if isinstance(said, dict) else enumerate(said)
    for key, one in parts:
        if key in PROSE:
            continue
        if isinstance(one, dict | list):
            yield from leaves(one, (*place, key))
        else:
            yield (*place, key), one


@dataclass(frozen=True)
class Told:
    """A vector, or a part of one."""

    said: Any
    place: Place = ()
    asked: set[Place] = field(default_factory=set)

    def __getitem__(self, key: str | int) -> Any:
        found, here = self.said[key], (*self.place, key)
        if isinstance(found, dict | list):
            return Told(found, here, self.asked)
        self.asked.add(here)
        return found

    def __iter__(self) -> Iterator[Any]:
        """Members of a list; keys otherwise."""
        return iter(self.said) if isinstance(self.said, dict) else (self[at] for at in range(len(self.said)))

    def __len__(self) -> int:
        return len(self.said)

    def items(self) -> Iterator[tuple[Any, Any]]:
        return ((key, self[key]) for key in self.said)

    def values(self) -> Iterator[Any]:
        return (self[key] for key in self.said)

    def not_asked(self) -> list[Place]:
        """Figures that nobody looked at."""
        return [place for place, _ in leaves(self.said, self.place) if place not in self.asked]
