"""The loss ledger on the screen and as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.plain import Plain
from hozen.faces.cli.show_tax import known
from hozen.faces.cli.view import BOLD, View
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.findings.table import NOTHING
from hozen.law import weakest
from hozen.rules.tax.jp_losses import LossLedger
from hozen.rules.tax.losses import Carried
from hozen.values import Yen

_COLUMNS = ("year", "income", "used", "taxable", "left", "lapsed")


def show_ledger(done: LossLedger, lang: Language, width: int) -> list[Text]:
    """Each basket's years."""
    view = View(lang, width)
    if not done.baskets:
        return paragraph(view.say("tax.nothing"), width)
    lines = [line for basket, years in done.baskets.items() for line in _basket(basket, years, view)]
    told = [(view.say("tax.standing"), known(weakest(done.rests_on), view))]
    return [*lines, *pairs(told, width), *paragraph(view.say("tax.losses.not_said"), width)]


def _basket(basket: str, years: Sequence[Carried], view: View) -> list[Text]:
    heads, rows = [view.say(f"tax.losses.{name}") for name in _COLUMNS], [_year(one) for one in years]
    table = laid(heads, lambda _: rows, (True,) * len(heads), view.width)
    return [Text(view.say(f"tax.basket.{basket}"), BOLD), *table, Text()]


def _year(one: Carried) -> list[str]:
    return [
        str(one.year),
        str(Yen(one.income)),
        _by_year(one.used),
        str(Yen(one.taxable)),
        _by_year(one.left),
        _by_year(one.lapsed),
    ]


def _by_year(losses: Mapping[int, int]) -> str:
    return ", ".join(f"{year}: {Yen(yen)}" for year, yen in losses.items()) or NOTHING


def as_document(done: LossLedger) -> Plain:
    """The same as one document."""
    return {
        "baskets": {basket: [_document(one) for one in years] for basket, years in done.baskets.items()},
        "standing": weakest(done.rests_on).word if done.rests_on else None,
    }


def _document(one: Carried) -> Plain:
    parts = {"used": one.used, "left": one.left, "lapsed": one.lapsed}
    told: dict[str, Plain] = {"year": one.year, "income": one.income, "taxable": one.taxable}
    for name, found in parts.items():
        told[name] = {str(year): yen for year, yen in found.items()}
    return told
