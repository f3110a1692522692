"""Two taxes beside each other, and every figure of the law on which each rests."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.plain import Plain, plain
from hozen.faces.cli.quantities import told
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, has
from hozen.law import Lawful, Standing, weakest
from hozen.rules.tax.jp import TaxDue
from hozen.rules.tax.roundings import INCOME_SHOWN
from hozen.values import Ratio, Yen
from hozen.workflows.tax.comparing import Compared, Rested

SIDES = ("today", "flat")


def show_compared(one: Compared, lang: Language, width: int) -> list[Text]:
    """The incomes, both taxes, the difference, and what each rests on."""
    view, found = View(lang, width), one.comparison
    given = [
        (view.say("tax.compare.other"), str(found.other)),
        (view.say("tax.compare.crypto"), str(Yen(INCOME_SHOWN(found.crypto)))),
    ]
    heads = [view.say(f"tax.compare.{name}") for name in ("part", *SIDES)]
    return [
        Text(view.say("tax.compare.title", year=one.computed.year), BOLD),
        *pairs(given, width),
        Text(),
        *laid(heads, lambda _: _taxes(one, view), (False, True, True), width),
        Text(),
        *paragraph(
            view.say(f"tax.compare.{_which(found.difference)}", yen=Yen(abs(found.difference))), width
        ),
        *(line for side in SIDES for line in _rests(one, side, view)),
        Text(),
        *paragraph(view.say("tax.compare.not_said"), width),
    ]


def _which(difference: int) -> str:
    return "same" if difference == 0 else "less" if difference > 0 else "more"


def _taxes(one: Compared, view: View) -> list[list[str]]:
    found = one.comparison
    parts = {
        "national": (_added(found.together, found.alone, "national_payable"), found.flat.national_payable),
        "local": (_added(found.together, found.alone, "local_payable"), found.flat.local_payable),
        "total": (found.today, found.flat.total),
    }
    rows = [[view.say(f"tax.{name}"), *map(str, both)] for name, both in parts.items()]
    standings = [_weakest(one, side, view) for side in SIDES]
    return [*rows, [view.say("tax.standing"), *standings]]


def _added(together: TaxDue, alone: TaxDue, part: str) -> Yen:
    """What the crypto income adds to one part of the tax."""
    both: tuple[Yen, Yen] = (getattr(together, part), getattr(alone, part))
    return both[0] - both[1]


def _weakest(one: Compared, side: str, view: View) -> str:
    standing = weakest(_figures(one, side))
    return view.say("tax.compare.reported") if standing is Standing.REPORTED else view.standing(standing)


def _figures(one: Compared, side: str) -> list[Lawful[object]]:
    return [each.figure for each in one.figures if each.side == side]


def _rests(one: Compared, side: str, view: View) -> list[Text]:
    found = {each.figure.key: each for each in one.figures if each.side == side}
    rows = [_figure(each, found, view) for key, each in found.items() if not key.startswith(_ABOVE)]
    title = heading(view.say(f"tax.compare.rests.{side}"))
    return [title, *pairs(rows, view.width)]


_ABOVE, _RATE = "tax.band_above.", "tax.band_rate."


def _figure(each: Rested, found: Mapping[str, Rested], view: View) -> tuple[str, str]:
    figure, about = each.figure, view.pick(each.about.about, each.about.about_ja)
    if figure.key.startswith(_RATE):  # a band: its lower end and its rate in one row
        begins = found[_ABOVE + figure.key.removeprefix(_RATE)].figure
        about = view.say("tax.compare.band", above=_value(begins, view))
    return about, view.join([_value(figure, view), _firm(figure, view), view.cited((figure.cite,))])


def _value(figure: Lawful[object], view: View) -> str:
    if isinstance(figure.value, Ratio):
        return figure.value.percent().replace(".00%", "%")
    word = f"tax.compare.value.{figure.value}"
    return view.say(word) if has(f"cli.{word}") else told(_shown(figure), view)


def _firm(figure: Lawful[object], view: View) -> str:
    """How firm it is. What others report of the law in force is not called unlawful for that."""
    reported = figure.standing is Standing.REPORTED
    return view.say("tax.compare.reported") if reported else view.standing(figure.standing)


def _shown(figure: Lawful[object]) -> str | int | Yen:
    value = figure.value
    return value if isinstance(value, str | int | Yen) else str(value)


def as_document(one: Compared) -> Plain:
    """The comparison with exact figures."""
    found = one.comparison
    return {
        "year": one.computed.year,
        "other_income": plain(found.other),
        "crypto_income": plain(found.crypto),
        "today": _document(one, "today", found.today),
        "flat_20": _document(one, "flat", found.flat.total),
        "difference": found.difference,
    }


def _document(one: Compared, side: str, total: Yen) -> Plain:
    figures = [each for each in one.figures if each.side == side]
    return {
        "total": plain(total),
        "standing": weakest([each.figure for each in figures]).word,
        "rests_on": [
            {
                "key": each.figure.key,
                "value": plain(each.figure.value),
                "standing": each.figure.standing.word,
                "seen": each.figure.seen.value,
                "cite": str(each.figure.cite),
            }
            for each in figures
        ],
    }
