"""Taking fields out of a block: every field known, every needed field there, every text of its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection
from difflib import get_close_matches
from enum import Enum
from typing import TypeVar

from hozen.law.strict_yaml import Block, Items, Node, Scalar, refuse

E = TypeVar("E", bound=Enum)
T = TypeVar("T")


def block(node: Node, what: str) -> Block:
    """`node` as a mapping with something in it."""
    if not isinstance(node, Block) or not node.items:
        refuse(f"{what} is not a mapping", node.place, expected="name: value lines")
    return node


def items(node: Node, what: str) -> tuple[Node, ...]:
    """`node` as a sequence with something in it."""
    if not isinstance(node, Items) or not node.items:
        refuse(f"{what} is not a list", node.place, expected="lines that begin with '- '")
    return node.items


def fields(node: Node, what: str, needed: Collection[str], allowed: Collection[str] = ()) -> Block:
    """`node` as a block with all `needed` fields and no field that is neither needed nor allowed."""
    found = block(node, what)
    known = [*needed, *allowed]
    for key, place in found.keys.items():
        if key not in known:
            refuse(
                f"{what} has no field {key!r}",
                place,
                key=key,
                found=key,
                expected=", ".join(known),
                try_next=did_you_mean(key, known),
            )
    for key in needed:
        if key not in found.items:
            refuse(f"{what} lacks {key!r}", found.place, key=key, expected=", ".join(needed))
    return found


def text(found: Block, key: str) -> str:
    """The text of a field; '' where the field is absent."""
    node = found.items.get(key)
    if node is None:
        return ""
    if not isinstance(node, Scalar):
        refuse(f"{key} is not plain text", node.place, key=key, expected="text")
    return node.text.strip()


def filled(found: Block, key: str) -> str:
    """The text of a field that must say something."""
    said = text(found, key)
    if not said:
        refuse(f"{key} is empty", found.items[key].place, key=key, expected="some text")
    return said


def parsed(found: Block, key: str, read: Callable[[str], T]) -> T:
    """The field read by `read`, whose ValueError says what was expected."""
    said = text(found, key)
    try:
        return read(said)
    except ValueError as fault:
        place = found.items[key].place
        refuse(f"{key} cannot be read", place, key=key, found=repr(said), expected=str(fault))


def parsed_or_none(found: Block, key: str, read: Callable[[str], T]) -> T | None:
    """As `parsed`; None where the field is absent."""
    return parsed(found, key, read) if key in found.items else None


def one_of(found: Block, key: str, words: dict[str, T]) -> T:
    """The field as one of the known words."""
    said = text(found, key)
    if said not in words:
        refuse(
            f"{key} {said!r} is not known",
            found.items[key].place,
            key=key,
            found=said,
            expected=", ".join(words),
            try_next=did_you_mean(said, words),
        )
    return words[said]


def close_to(said: str, known: Collection[str]) -> list[str]:
    """Up to three of the known words that come close, the closest first."""
    return get_close_matches(said, known, n=3, cutoff=0.6)


def did_you_mean(said: str, known: Collection[str]) -> str | None:
    """'did you mean …?', or None where nothing comes close."""
    near = close_to(said, known)
    return f"did you mean {' or '.join(near)}?" if near else None
