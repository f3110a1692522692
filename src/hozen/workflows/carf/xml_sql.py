"""XML as SQL text: so that a record is made where its rows are, and no object stands for a customer."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.records.sql_words import text as quote


def escaped(cell: str) -> str:
    """A text as XML holds it between tags."""
    return f"replace(replace(replace({cell}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"


def element(name: str, content: str) -> str:
    """<name>content</name>; content is SQL that is XML already, and never NULL."""
    return f"('<{name}>' || {content} || '</{name}>')"


def text(name: str, cell: str) -> str:
    """An element of a text that is always there."""
    return element(name, escaped(cell))


def may(name: str, cell: str) -> str:
    """The same where the text may be NULL: nothing then."""
    return f"coalesce({text(name, cell)}, '')"


def coded(cell: str, codes: Mapping[str, str]) -> str:
    """The code of a word of the book."""
    cases = " ".join(f"WHEN {quote(word)} THEN {quote(code)}" for word, code in codes.items())
    return f"(CASE {cell} {cases} END)"


def coins(units: str, decimals: str) -> str:
    """Whole units as a decimal with every digit: 5 at 8 decimals is 0.00000005."""
    whole, places = f"CAST({units} AS STRING)", f"CAST({decimals} AS INTEGER)"
    padded = f"lpad({whole}, greatest(CAST(length({whole}) AS INTEGER), {places} + 1), '0')"
    return (
        f"(CASE WHEN {places} = 0 THEN {whole}"
        f" ELSE left({padded}, length({padded}) - {places}) || '.' || right({padded}, {places}) END)"
    )


def joined(cell: str, order: str) -> str:
    """Texts of a group one after the other."""
    return f"string_agg({cell}, '' ORDER BY {order})"
