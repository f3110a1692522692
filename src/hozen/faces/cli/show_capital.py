"""The capital-adequacy ratio in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from hozen.faces.cli.grid import amounts, pairs
from hozen.faces.cli.show_duties import said
from hozen.faces.cli.view import BOLD, View
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.values import SHOWN_DOWN, Yen

if TYPE_CHECKING:
    from hozen.rules.duties.capital import CapitalRatio, CryptoRisk
    from hozen.workflows.duties import CapitalAnswer


def show_capital(answer: CapitalAnswer, lang: Language, width: int) -> list[Text]:
    """The ratio, its level, each figure behind it, and what the law rests on."""
    found, view = answer.found, View(lang, width)
    title = said("capital.title", lang, day=answer.day, ratio=found.ratio.percent())
    weighed = {one.item: _weighed(one) for one in found.weighed}
    figures = [
        (said(f"capital.item.{name}", lang), str(yen), weighed.get(name, ""))
        for name, yen in answer.figures.items()
    ]
    totals = [
        (said("capital.own_funds", lang), str(found.own_funds), ""),
        (said("capital.risk", lang), str(Yen(SHOWN_DOWN(found.risk))), ""),
    ]
    return [
        *paragraph(title, width, 0, BOLD),
        *paragraph(said(f"capital.level.{found.level.value}", lang, **_levels(found)), width),
        *amounts([*figures, *totals], width),
        *pairs([(said("fact.under", lang), view.cited(tuple(one.cite for one in found.rests_on)))], width, 2),
        *_scenario(answer, lang, width),
    ]


def _scenario(answer: CapitalAnswer, lang: Language, width: int) -> list[Text]:
    """Whose weights these are; nothing where none was needed."""
    if not answer.found.weighed:
        return []
    return paragraph(said("capital.scenario", lang, name=answer.scenario), width)


def _weighed(one: CryptoRisk) -> str:
    """'× 25.00% = ¥10,000,000': the weight and the risk."""
    return f"× {one.weight.value.percent()} = {Yen(SHOWN_DOWN(one.risk))}"


def _levels(found: CapitalRatio) -> dict[str, object]:
    return {
        "warning": found.early_warning.value.percent(0),
        "floor": found.floor.value.percent(0),
        "suspension": found.suspension.value.percent(0),
    }
