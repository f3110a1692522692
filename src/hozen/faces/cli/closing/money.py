"""Customers' assets: what is owed, what it is worth, how much of it is cold."""

from __future__ import annotations

from fractions import Fraction

from rich.text import Text

from hozen.faces.cli.grid import laid
from hozen.faces.cli.quantities import coins
from hozen.faces.cli.view import View, heading
from hozen.findings.table import NOTHING, percent
from hozen.values import Ratio, Yen, total
from hozen.workflows.daily_close import AssetLine, Closing

_MOST = 8


def customers_assets(closing: Closing, view: View) -> list[Text]:
    """The largest by yen value, the rest in one row, and the sum."""
    lines = sorted(closing.assets, key=lambda line: -line.owed_yen.amount)
    if not lines:
        return []
    first, rest = (lines[:_MOST], lines[_MOST:]) if len(lines) > _MOST + 1 else (lines, [])
    heads = [view.say(f"assets.{name}") for name in ("asset", "owed", "yen", "cold")]

    def write(places: int | None) -> list[list[str]]:
        return [*(_row(line, places) for line in first), *_sums(lines, rest, view)]

    table = laid(heads, write, (False, True, True, True), view.width)
    return [heading(view.say("closing.assets")), *table]


def _row(line: AssetLine, places: int | None) -> list[str]:
    return [line.asset, coins(line.owed, line.decimals, places), str(line.owed_yen), _cold(line)]


def _cold(line: AssetLine) -> str:
    """The cold part of what is in customers' wallets; the duty itself is judged over all assets, by yen value."""
    held = line.cold + line.not_cold
    return percent(Ratio(Fraction(line.cold.amount, held.amount))) if held else NOTHING


def _sums(lines: list[AssetLine], rest: list[AssetLine], view: View) -> list[list[str]]:
    rows = []
    if rest:
        rows.append([view.say("assets.rest", count=len(rest)), "", str(_yen(rest)), ""])
    return [*rows, [view.say("assets.total"), "", str(_yen(lines)), ""]]


def _yen(lines: list[AssetLine]) -> Yen:
    return total([line.owed_yen for line in lines])
