"""A drill as a person reads it: what was stolen, then the compensation as for a real case, then who gets most."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.quantities import coins
from hozen.faces.cli.show_compensation import show_compensation
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.words import Language, say
from hozen.values import Units, Yen
from hozen.workflows.drill import Drilled


def show_drill(found: Drilled, lang: Language, width: int) -> list[Text]:
    """Everything, who pays first."""
    view = View(lang, width)
    told = [
        (_say(view, "incident"), f"{found.incident.firm} {found.incident.day} [{found.incident.name}]"),
        (_say(view, "stolen"), _stolen(found, view)),
        (_say(view, "hit"), _say(view, "of_all", count=found.hit, of=found.customers)),
    ]
    if found.capped:
        told.append((_say(view, "capped"), ", ".join(found.capped)))
    return [
        Text(_say(view, "title", name=found.incident.name), BOLD),
        *pairs(told, width),
        Text(""),
        *show_compensation(found.found, lang, width),
        *_totals(found, view),
        *_largest(found, view),
    ]


def _stolen(found: Drilled, view: View) -> str:
    lost = {one.due.asset: one.due.lost for one in found.found.payments}
    return view.join([f"{_coins(found, asset, units)} {asset}" for asset, units in lost.items()])


def _totals(found: Drilled, view: View) -> list[Text]:
    if not found.totals:
        return []
    heads = [
        say(f"compensation.head.{name}", view.lang) for name in ("asset", "payments", "amount", "unclaimed")
    ]
    rows = [
        [one.asset, f"{one.payments:,}", _amount(found, one.asset, one.amount), f"{one.unclaimed:,}"]
        for one in found.totals
    ]
    return [heading(_say(view, "plan")), *laid(heads, lambda _: rows, (False, True, True, True), view.width)]


def _largest(found: Drilled, view: View) -> list[Text]:
    if not found.largest:
        return []
    heads = [_say(view, f"head.{name}") for name in ("customer", "asset", "amount", "how")]
    rows = [
        [
            one.customer,
            one.asset,
            _amount(found, one.asset, one.amount),
            view.word("compensation.method", one.method) if one.method else "",
        ]
        for one in found.largest
    ]
    return [
        heading(_say(view, "largest")),
        *laid(heads, lambda _: rows, (False, False, True, False), view.width),
    ]


def _amount(found: Drilled, asset: str, amount: int) -> str:
    return str(Yen(amount)) if asset == "JPY" else _coins(found, asset, amount)


def _coins(found: Drilled, asset: str, units: int) -> str:
    return coins(Units(units), found.found.decimals.get(asset, 0))


def _say(view: View, key: str, **values: object) -> str:
    return say(f"drill.{key}", view.lang, **values)
