"""Instruments: what a citation may point to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from hozen.law.fields import block, did_you_mean, fields, filled, text
from hozen.law.lawful import Citation, Instrument
from hozen.law.strict_yaml import Block, Node, refuse
from hozen.law.units import parse_day

_NEEDED = ("name", "name_ja", "short", "short_ja", "url", "read_as_of")

Instruments = Mapping[str, Instrument]


def instruments(node: Node) -> Instruments:
    """法令等の一覧: key → Instrument, from a block of blocks. `url` and `read_as_of` may be empty."""
    found = block(node, "the list of instruments")
    return MappingProxyType({key: _instrument(key, one) for key, one in found.items.items()})


def _instrument(key: str, node: Node) -> Instrument:
    found = fields(node, f"instrument {key}", _NEEDED)
    return Instrument(
        key=key,
        name=filled(found, "name"),
        name_ja=filled(found, "name_ja"),
        short=filled(found, "short"),
        short_ja=filled(found, "short_ja"),
        url=text(found, "url"),
        read_as_of=_read_as_of(found),
    )


def _read_as_of(found: Block) -> date | None:
    said = text(found, "read_as_of")
    try:
        return parse_day(said) if said else None
    except ValueError as fault:
        refuse(
            "read_as_of cannot be read",
            found.items["read_as_of"].place,
            key="read_as_of",
            found=said,
            expected=str(fault),
        )


def citation(node: Node, known: Instruments) -> Citation:
    """根拠条文: `{instrument: …, article: …}`; the instrument must be in the list.

    `article_ja` may say an article in Japanese that is told in words.
    """
    found = fields(node, "a citation", ("instrument", "article"), ("article_ja",))
    key = filled(found, "instrument")
    if key not in known:
        refuse(
            f"no instrument {key!r} is listed",
            found.items["instrument"].place,
            key="instrument",
            found=key,
            expected=", ".join(known),
            try_next=did_you_mean(key, known) or "add it to the instruments",
        )
    return Citation(known[key], filled(found, "article"), text(found, "article_ja"))
