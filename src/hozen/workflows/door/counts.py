"""Whole numbers out of an engine's answer."""

from __future__ import annotations

from hozen.engine import Engine
from hozen.records import Query


def number(engine: Engine, text: str) -> int:
    """The first cell of the answer."""
    return whole(engine.rows(Query("check", text, ()))[0][0])


def whole(cell: object) -> int:
    """A cell that must be a whole number; TypeError otherwise."""
    if not isinstance(cell, int):
        raise TypeError(f"a count must be a whole number, not {cell!r}")
    return cell
