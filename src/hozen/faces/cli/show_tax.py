"""A tax year on the screen and as a document."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.plain import Plain, plain
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, retold
from hozen.law import Standing
from hozen.rules.tax.asset_year import AssetYear
from hozen.rules.tax.jp import SEPARATE, TaxDue
from hozen.rules.tax.roundings import CLOSING_SHOWN, INCOME_SHOWN, SHEET_EXPENSE, SHEET_REVENUE
from hozen.values import Yen
from hozen.workflows.tax import Computed
from hozen.workflows.tax.events_file import coins
from hozen.workflows.tax.forms import FORMS

_COLUMNS = ("asset", "method", "revenue", "expenses", "income", "closing_qty", "closing")


def show_year(done: Computed, lang: Language, width: int) -> list[Text]:
    """Each asset, the income, the comparison, and what none of it says."""
    view = View(lang, width)
    heads = [view.say(f"tax.column.{name}") for name in _COLUMNS]
    rows = [_asset(one, done, view) for one in done.assets]
    right = (False, False, True, True, True, True, True)
    return [
        Text(view.say("tax.title", year=done.year, regime=view.say(f"tax.regime.{done.regime}")), BOLD),
        *(laid(heads, lambda _: rows, right, width) if rows else paragraph(view.say("tax.nothing"), width)),
        *_income(done, view),
        *_flat(done, view),
        *(line for one in done.assets for line in unexplained(one, view)),
        Text(),
        *paragraph(view.say("tax.not_said"), width),
    ]


def _asset(one: AssetYear, done: Computed, view: View) -> list[str]:
    method = view.say(f"tax.method.{one.mode}")
    return [
        one.asset,
        method if one.asset in done.elected else view.say("tax.by_default", method=method),
        str(Yen(SHEET_REVENUE(one.revenue))),
        str(Yen(SHEET_EXPENSE(one.expenses))),
        view.say("tax.not_determined") if one.income is None else str(Yen(one.income)),
        *_left(one, view),
    ]


def _left(one: AssetYear, view: View) -> tuple[str, str]:
    """Units and book value at the year's end; units of unknown cost are told apart from them."""
    if one.left.loose:
        return view.say("tax.not_determined"), view.say("tax.not_determined")
    held, value = coins(one.costs.closing.units), str(Yen(CLOSING_SHOWN(one.costs.closing.yen)))
    if one.left.units:
        held = view.say("tax.left_unknown", held=held, units=coins(one.left.units))
    return held, value


def _income(done: Computed, view: View) -> list[Text]:
    income = view.say("tax.not_determined") if done.income is None else str(Yen(done.income))
    split = done.baskets if done.baskets and len(done.baskets) > 1 else {}
    told = [
        (view.say("tax.income"), income),
        *((view.say(f"tax.basket.{name}"), str(Yen(INCOME_SHOWN(yen)))) for name, yen in split.items()),
        (view.say("tax.standing"), known(done.standing, view)),
    ]
    return [heading(view.say("tax.today")), *pairs(told, view.width)]


def _flat(done: Computed, view: View) -> list[Text]:
    due = done.flat
    if due is None:
        return []
    compared = done.regime != SEPARATE
    told = [
        (view.say("tax.base"), str(due.base)),
        (view.say("tax.national"), str(due.national_payable)),
        (view.say("tax.local"), str(due.local_payable)),
        (view.say("tax.total"), str(due.total)),
        (view.say("tax.standing"), known(done.flat_standing, view)),
    ]
    return [
        heading(view.say("tax.flat" if compared else "tax.due")),
        *pairs(told, view.width),
        *(paragraph(view.say("tax.flat_assumes"), view.width) if compared else []),
    ]


def known(standing: Standing, view: View) -> str:
    """How firm it is. What others report of the law in force is not called unlawful for that."""
    return view.say("tax.known") if standing is Standing.REPORTED else view.standing(standing)


def unexplained(one: AssetYear, view: View) -> list[Text]:
    """The rows that nobody can explain, with their place."""
    told = [
        (f"{each.event.at:%Y-%m-%d} {coins(each.units)} {one.asset}", place(each.event.where, view))
        for each in one.unexplained
    ]
    return [heading(view.say("tax.unexplained")), *pairs(told, view.width)] if told else []


def place(where: str, view: View) -> str:
    """A row of a file in the reader's language."""
    return retold("refused_tax_input", where, view.lang)


def show_forms(lang: Language, width: int) -> list[Text]:
    """Each layout: what it is, where its columns were seen, and how well."""
    view, lines = View(lang, width), []
    for name, one in FORMS.items():
        told = [
            (view.say("tax.form.what"), view.say(f"tax.form.of.{name}")),
            (view.say("tax.form.seen"), view.say(f"tax.form.how.{one.seen}")),
            (view.say("tax.form.source"), one.source),
        ]
        lines += [Text(name, BOLD), *pairs(told, width)]
    return lines


def as_document(done: Computed) -> Plain:
    """The year with exact figures; fractions as 'n/d'."""
    return {
        "year": done.year,
        "regime": done.regime,
        "income": done.income,
        "standing": done.standing.word,
        "assets": [_document(one, done) for one in done.assets],
        "baskets": None if done.baskets is None else {name: plain(yen) for name, yen in done.baskets.items()},
        "flat_20": None if done.flat is None else _flat_document(done.flat, done.flat_standing),
    }


def _document(one: AssetYear, done: Computed) -> Plain:
    return {
        "asset": one.asset,
        "method": one.mode,
        "elected": one.asset in done.elected,
        "revenue": plain(one.revenue),
        "expenses": plain(one.expenses),
        "cost": plain(one.costs.cost),
        "income": one.income,
        "closing_qty": coins(one.costs.closing.units),
        "closing": plain(one.costs.closing.yen),
        "unexplained": [each.event.where for each in one.unexplained],
    }


def _flat_document(due: TaxDue, standing: Standing) -> Plain:
    return {
        "base": plain(due.base),
        "national": plain(due.national_payable),
        "local": plain(due.local_payable),
        "total": plain(due.total),
        "standing": standing.word,
    }
