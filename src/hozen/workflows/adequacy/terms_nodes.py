"""Strict fields of a terms file: nothing missing, nothing unknown, nothing empty."""

from __future__ import annotations

from typing import NoReturn

from hozen.law.strict_yaml import Block, Node, Place, Scalar
from hozen.workflows.adequacy.errors import TermsError


def fields_of(node: Node, wanted: tuple[str, ...], may: tuple[str, ...] = ()) -> Block:
    """A mapping with just the keys `wanted`, and of `may` any."""
    if not isinstance(node, Block):
        refuse("not a mapping", node.place, ", ".join(wanted[:4]), "")
    missing = [key for key in wanted if key not in node.items]
    unknown = [key for key in node.items if key not in (*wanted, *may)]
    if missing or unknown:
        said = "is missing" if missing else "is not known"
        refuse(f"{(missing or unknown)[0]} {said}", node.place, ", ".join(wanted), ", ".join(node.items))
    return node


def text_of(fields: Block, key: str) -> str:
    """The text under the key; not empty."""
    node = fields.items[key]
    if not isinstance(node, Scalar) or not node.text.strip():
        refuse(f"{key} is empty", node.place, "a text", "")
    return node.text.strip()


def refuse(message: str, place: Place, expected: str, found: str) -> NoReturn:
    """TermsError with the place."""
    raise TermsError(
        message, where=f"{place.file}:{place.line}:{place.column}", found=found, expected=expected
    )
