"""Tables of a wind-down before they have a shape: amounts stay numbers, so that each face shows what it has room for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hozen.faces.words import Language, has, say
from hozen.law import Citation
from hozen.values import Units


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity: smallest units, and how many decimals they have."""

    units: Units
    decimals: int

    def __str__(self) -> str:
        return self.units.coins(self.decimals)


Told = str | Amount
Places = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """見出し付きの表: a headed table; `right` says which columns are amounts, `note` what holds for all of its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Told, ...], ...]
    right: tuple[bool, ...]
    note: str = ""

    def texts(self) -> list[list[str]]:
        """Every row with every digit."""
        return [[str(cell) for cell in row] for row in self.rows]


def word(key: str, lang: Language, **values: object) -> str:
    """A text of the room; the bare name where it has none (a name that data brought)."""
    if not has(f"wind_down.{key}"):
        return key.rpartition(".")[2]
    return say(f"wind_down.{key}", lang, **values)


def sheet(
    title: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Told, ...]],
    lang: Language,
    texts: int = 2,
    note: str = "",
) -> Sheet:
    """A table whose first `texts` columns are words and whose others are amounts."""
    heads = tuple(word(f"columns.{one}", lang) for one in columns)
    right = tuple(number >= texts for number in range(len(columns)))
    return Sheet(word(f"titles.{title}", lang), heads, tuple(rows), right, note)


def lean(found: Sheet) -> Sheet:
    """Without the columns of amounts that have nothing in any row."""
    kept = [
        place
        for place, flush in enumerate(found.right)
        if not flush or any(_is_something(row[place]) for row in found.rows)
    ]
    return only(found, kept)


def only(found: Sheet, places: Sequence[int]) -> Sheet:
    """The table with these columns alone."""
    return Sheet(
        found.title,
        tuple(found.heads[place] for place in places),
        tuple(tuple(row[place] for place in places) for row in found.rows),
        tuple(found.right[place] for place in places),
        found.note,
    )


def coins(units: object, asset: str, places: Places) -> Told:
    """A quantity; '' where there is none."""
    return "" if units is None else Amount(Units(int(str(units))), places.get(asset, 0))


def cited(cites: Iterable[Citation], lang: Language) -> str:
    """Provisions in a row."""
    return "、".join(one.ja for one in cites) if lang == "ja" else ", ".join(map(str, cites))


def _is_something(cell: Told) -> bool:
    return bool(cell.units) if isinstance(cell, Amount) else cell not in ("", "0")
