"""Provisions that are known and that no check carries out yet: the honest list."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.law.fields import fields, filled, items
from hozen.law.instruments import Instruments, citation
from hozen.law.lawful import Citation
from hozen.law.strict_yaml import Node, refuse

_NEEDED = ("id", "cite", "says", "says_ja", "why")


@dataclass(frozen=True, slots=True)
class NotCoded:
    """未対応条文: one provision, what it says, and why no check carries it out."""

    id: str
    cite: Citation
    says: str
    says_ja: str
    why: str


def not_coded(node: Node, known: Instruments) -> tuple[NotCoded, ...]:
    """The list in not_coded.yaml. LawFileError for a fault or an id that stands twice."""
    seen: set[str] = set()
    return tuple(_one(each, known, seen) for each in items(node, "the list of provisions"))


def _one(node: Node, known: Instruments, seen: set[str]) -> NotCoded:
    found = fields(node, "a provision", _NEEDED)
    name = filled(found, "id")
    if name in seen:
        refuse(f"the id {name!r} stands twice", found.items["id"].place, key="id", expected="each id once")
    seen.add(name)
    return NotCoded(
        id=name,
        cite=citation(found.items["cite"], known),
        says=filled(found, "says"),
        says_ja=filled(found, "says_ja"),
        why=filled(found, "why"),
    )
