"""Each asset: what is owed, what is there, and where."""

from __future__ import annotations

from collections.abc import Callable

from hozen.faces.reports.cells import Put, quantity, smallest_units, yen
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.sheet import Row, Sheet
from hozen.findings import AssetUnits
from hozen.findings.table import NOTHING
from hozen.workflows.daily_close import AssetLine

_HELD = ("owed", "in_flight", "cold", "not_cold", "buffer", "guarantee_cold", "guarantee_not_cold")


def write_assets(sheet: Sheet, pack: Pack) -> None:
    """資産の一覧. Coins first, with every digit; below them the same in smallest units, as numbers."""
    words, lines = pack.words, pack.closing.assets
    sheet.title(words("sheet.assets"), words("note.assets"), words("note.exact"))
    sheet.table(words.heads("asset", "price", "source", *_HELD, "owed_yen"), map(_coins, lines), main=True)
    sheet.gap()
    sheet.section(words("assets.smallest_units"))
    sheet.note(words("note.smallest_units"))
    # The empty third column keeps each quantity below its own in coins.
    sheet.table(
        [*words.heads("asset", "decimals"), Put("", "head"), *words.heads(*_HELD)], map(_units, lines)
    )


def _coins(one: AssetLine) -> Row:
    price = Put(one.price or NOTHING, "right")
    return one.asset, price, one.price_source, *_held(one, quantity), yen(one.owed_yen)


def _units(one: AssetLine) -> Row:
    return one.asset, Put(one.decimals, "plain"), "", *_held(one, smallest_units)


def _held(one: AssetLine, put: Callable[[AssetUnits], Put]) -> list[Put]:
    return [put(AssetUnits(one.asset, getattr(one, name), one.decimals)) for name in _HELD]
