"""Positions of a year and a company's business year, on the screen and as documents."""

from __future__ import annotations

from fractions import Fraction

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.plain import Plain, plain
from hozen.faces.cli.show_tax import known, unexplained
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.rules.tax.asset_year import AssetYear
from hozen.rules.tax.jp_margin import YearEnd
from hozen.rules.tax.roundings import INCOME_SHOWN
from hozen.values import Yen
from hozen.workflows.tax.company import CompanyYear
from hozen.workflows.tax.events_file import coins
from hozen.workflows.tax.positions import KindYear, PositionYear
from hozen.workflows.tax.year_end_prices import YearEndPrice

_KIND = ("kind", "count", "revenue", "cost", "fee", "income", "basket")
_COMPANY = ("asset", "method", "trading", "left", "book", "value", "gain", "why")


def show_positions(done: PositionYear, lang: Language, width: int) -> list[Text]:
    """Each kind, and what is still open."""
    view = View(lang, width)
    heads = [view.say(f"tax.position.{name}") for name in _KIND]
    rows = [_kind(one, view) for one in done.kinds]
    right = (False, True, True, True, True, True, False)
    table = laid(heads, lambda _: rows, right, width) if rows else paragraph(view.say("tax.nothing"), width)
    return [
        Text(view.say("tax.title", year=done.year, regime=view.say(f"tax.regime.{done.regime}")), BOLD),
        *table,
        *(pairs([(view.say("tax.standing"), known(done.standing, view))], width) if rows else []),
        *(
            [Text(), *paragraph(view.say("tax.position.open", count=len(done.open)), width)]
            if done.open
            else []
        ),
    ]


def _kind(one: KindYear, view: View) -> list[str]:
    amounts = (one.revenue, one.cost, one.fee, one.income)
    kind = view.say(f"tax.position.of.{one.kind}")
    return [kind, str(one.count), *map(_yen, amounts), view.say(f"tax.basket.{one.basket}")]


def _yen(amount: Fraction) -> str:
    return str(Yen(INCOME_SHOWN(amount)))


def positions_document(done: PositionYear) -> Plain:
    """The same with exact figures."""
    return {
        "year": done.year,
        "regime": done.regime,
        "kinds": [
            {
                "kind": one.kind,
                "basket": one.basket,
                "count": one.count,
                "revenue": plain(one.revenue),
                "cost": plain(one.cost),
                "fee": plain(one.fee),
                "income": plain(one.income),
            }
            for one in done.kinds
        ],
        "open": [one.where for one in done.open],
        "standing": done.standing.word if done.kinds else None,
    }


def show_company(done: CompanyYear, lang: Language, width: int) -> list[Text]:
    """Each asset with its value at the year's end, margin trades, and the sum."""
    view = View(lang, width)
    heads = [view.say(f"tax.company.{name}") for name in _COMPANY]
    rows = [_asset(*one, view) for one in done.assets]
    right = (False, False, True, True, True, True, True, False)
    sums = {
        "trading": done.trading,
        "valuation": done.valuation,
        "margin": done.margin,
        **_taken_back(done),
    }
    income = view.say("tax.not_determined") if done.income is None else _yen(done.income)
    counted = view.say(
        "tax.company.trades",
        settled=len(done.settled),
        deemed=len(done.deemed),
        valuation=done.valuation,
        margin=done.deemed_margin,
    )
    return [
        Text(view.say("tax.company.title", ends=done.ends), BOLD),
        *(laid(heads, lambda _: rows, right, width) if rows else paragraph(view.say("tax.nothing"), width)),
        heading(view.say("tax.company.sum")),
        *pairs(
            [
                *((view.say(f"tax.company.part.{name}"), _yen(yen)) for name, yen in sums.items()),
                (view.say("tax.company.part.total"), income),
            ],
            width,
        ),
        *pairs([(view.say("tax.standing"), known(done.standing, view))], width),
        *(line for one, _, _ in done.assets for line in unexplained(one, view)),
        Text(),
        *paragraph(counted, width),
        *paragraph(view.say("tax.company.not_said"), width),
    ]


def _taken_back(done: CompanyYear) -> dict[str, Fraction]:
    """What last year added and this year takes back, where there is something."""
    back = {"valuation_before": -done.before.valuation, "margin_before": -done.before.margin}
    return {name: yen for name, yen in back.items() if yen}


def _asset(one: AssetYear, end: YearEnd, price: YearEndPrice, view: View) -> list[str]:
    why = "market" if end.at_market else price.excepted or "no_market"
    amounts = (one.costs.closing.yen, end.value, end.gain)
    return [
        one.asset,
        view.say(f"tax.method.{one.mode}"),
        _yen(one.revenue - one.expenses),
        coins(one.costs.closing.units),
        *map(_yen, amounts),
        view.say(f"tax.company.because.{why}"),
    ]


def company_document(done: CompanyYear) -> Plain:
    """The same with exact figures."""
    return {
        "ends": plain(done.ends),
        "assets": [
            {
                "asset": one.asset,
                "method": one.mode,
                "trading": plain(one.revenue - one.expenses),
                "closing_qty": coins(one.costs.closing.units),
                "book_value": plain(one.costs.closing.yen),
                "value": plain(end.value),
                "gain": plain(end.gain),
                "at_market": end.at_market,
                "excepted": price.excepted,
            }
            for one, end, price in done.assets
        ],
        "trading": plain(done.trading),
        "valuation": plain(done.valuation),
        "margin": plain(done.margin),
        "margin_deemed": plain(done.deemed_margin),
        "valuation_before": plain(done.before.valuation),
        "margin_deemed_before": plain(done.before.margin),
        "income": None if done.income is None else plain(done.income),
        "unexplained": [each.event.where for one, _, _ in done.assets for each in one.unexplained],
        "margin_settled": len(done.settled),
        "margin_deemed_settled": len(done.deemed),
        "standing": done.standing.word,
    }
