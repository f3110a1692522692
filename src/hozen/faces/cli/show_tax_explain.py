"""The cost of one disposal, purchase by purchase: the largest on the screen, all of them in the document."""

from __future__ import annotations

from fractions import Fraction

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.plain import Plain, plain
from hozen.faces.cli.show_tax import place
from hozen.faces.cli.view import BOLD, View
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.rules.tax.roundings import COST_SHOWN
from hozen.rules.tax.trace import Share
from hozen.values import Yen
from hozen.workflows.tax.events_file import coins
from hozen.workflows.tax.tracing import Explained, largest

MOST = 20


def show_explained(one: Explained, lang: Language, width: int) -> list[Text]:
    """The disposal, its largest shares, and what the others come to."""
    view, event = View(lang, width), one.disposal.posting.event
    shown, rest, others = largest(one, MOST)
    told = [
        (view.say("tax.column.method"), view.say(f"tax.method.{one.asset.mode}")),
        (view.say("tax.explain.out"), f"{coins(event.units)} {one.asset.asset}"),
        (view.say("tax.explain.at"), event.at.isoformat()),
        (view.say("tax.explain.cost"), _exact(one.disposal.cost)),
    ]
    heads = [view.say(f"tax.explain.{name}") for name in ("purchase", "bought", "yen")]
    rows = [_share(one, each, view) for each in shown]
    more = view.say("tax.explain.others", count=others, yen=Yen(COST_SHOWN(rest))) if others else ""
    return [
        Text(place(event.where, view), BOLD),
        *pairs(told, width),
        Text(),
        *laid(heads, lambda _: rows, (False, False, True), width),
        *paragraph(more, width),
        *paragraph(view.say("tax.explain.whole", count=len(one.shares)), width),
    ]


def _share(one: Explained, share: Share, view: View) -> list[str]:
    where, at = one.source(share)
    known = "own" if share.own else "rounding" if share.rounding else "carried"
    return [place(where, view) or view.say(f"tax.explain.{known}"), at[:10], _exact(share.yen)]


def _exact(yen: Fraction) -> str:
    """Whole yen; a fraction of a yen is cut, and the mark says so."""
    shown = str(Yen(COST_SHOWN(yen)))
    return shown if yen.denominator == 1 else f"{shown}…"


def as_document(one: Explained) -> Plain:
    """Every share, exact."""
    return {
        "disposal": one.disposal.posting.event.where,
        "asset": one.asset.asset,
        "method": one.asset.mode,
        "cost": plain(one.disposal.cost),
        "shares": [
            {
                "purchase": one.source(each)[0],
                "yen": plain(each.yen),
                "rounding": each.rounding,
                "own": each.own,
            }
            for each in one.shares
        ],
    }
