"""Exact quantities as text. What is shortened says so with '…'; nothing is rounded but by `three_figures`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from hozen.faces.cli.view import View
from hozen.faces.words import measured, step_word
from hozen.findings import AssetUnits, Finding, Quantity, Step
from hozen.findings.table import NOTHING, shown
from hozen.values import Units, Yen

CUT = "…"
Told = object  # a cell of a table, a quantity of a finding, or None


def told(value: Told, view: View, places: int | None = None) -> str:
    """A quantity as text. `places`: how many decimals of a coin figure to show; None for every one."""
    if isinstance(value, bool):
        return view.say("yes") if value else view.say("no")
    if isinstance(value, AssetUnits):
        return f"{coins(value.units, value.decimals, places)} {value.asset}"
    if isinstance(value, Enum):
        return view.word("replay", str(value.value))
    if value is None or isinstance(value, str):
        return value or NOTHING
    return str(value) if isinstance(value, date | Yen) else shown(value)  # type: ignore[arg-type]  # the rest are cells


def found(one: Finding, value: Quantity | None, view: View, places: int | None = None) -> str:
    """A finding's measure, threshold or distance with its unit: '76 days', '428 wallets', '登録'."""
    return measured(one, value, view.lang) or told(value, view, places)


def worked(step: Step, view: View) -> tuple[str, str]:
    """A line of the working: its amount and a remark; a sentence is no amount."""
    how = view.how(step)
    if not isinstance(step.value, str):
        return told(step.value, view), how
    text = step_word(step, view.lang) or view.pick(step.value, step.value_ja)
    return "", "; ".join(one for one in (text, how) if one)


def coins(units: Units, decimals: int, places: int | None = None) -> str:
    """1234.50000000 at 4 places: '1,234.5000'. A first digit that is not zero is never cut away."""
    text = units.coins(decimals)
    whole, point, part = text.partition(".")
    if places is None or len(part) <= places:
        return text
    if not whole.strip("-0") and part.strip("0"):
        places = max(places, len(part) - len(part.lstrip("0")) + 1)
    kept, lost = part[:places], part[places:]
    return whole + (point + kept if kept else "") + (CUT if lost.strip("0") else "")


def briefly(yen: Yen, view: View) -> str:
    """A round amount in short, exactly: '¥2bn', '20億円'; any other one in full."""
    scales = ((10**8, "億円"), (10**4, "万円")) if view.lang == "ja" else ((10**9, "bn"), (10**6, "m"))
    for size, name in scales:
        if yen.amount and yen.amount % size == 0:
            return f"{yen.amount // size:,}{name}" if view.lang == "ja" else f"¥{yen.amount // size:,}{name}"
    return str(yen)


_SHORT = {
    "en": ((10**12, "tn"), (10**9, "bn"), (10**6, "m")),
    "ja": ((10**12, "兆円"), (10**8, "億円"), (10**4, "万円")),
}


def three_figures(yen: Yen, view: View) -> str:
    """Rounded half up to three figures, for tables that are read at a glance: '¥82.6bn', '826億円'; small ones in full."""
    last = 10 ** max(0, len(str(abs(yen.amount))) - 3)
    rounded = (abs(yen.amount) + last // 2) // last * last
    sign = "-" if yen.amount < 0 else ""
    for size, name in _SHORT[view.lang]:
        if rounded >= size:
            text = f"{Decimal(rounded) / size:,f}"
            return f"{sign}{text}{name}" if view.lang == "ja" else f"{sign}¥{text}{name}"
    return str(yen)
