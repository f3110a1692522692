"""A sweep as a table: each value, what it finds, and what would change against the value in use."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import laid
from hozen.faces.cli.view import BOLD
from hozen.faces.words import Language, say
from hozen.values import Ratio
from hozen.workflows.surveillance_tune import Point, Sweep

_HEADS = ("tried", "alerts", "found", "false_alerts", "precision", "recall", "f1", "appear", "vanish")


def show_tuning(found: Sweep, lang: Language, width: int) -> list[Text]:
    """Columns of the truth stay away where there is none."""
    typology = say(f"market_sim.typology.{found.typology}", lang)
    title = say("tuning.title", lang, typology=typology, parameter=found.parameter)
    judged = any(one.score for one in found.points)
    shown = [
        place
        for place, name in enumerate(_HEADS)
        if judged or name in ("tried", "alerts", "appear", "vanish")
    ]
    heads = [say(f"tuning.{_HEADS[place]}", lang) for place in shown]
    rows = [[_row(one)[place] for place in shown] for one in found.points]
    lines = [Text(title, BOLD), *laid(heads, lambda _places: rows, [True] * len(shown), width)]
    return [*lines, Text(say("tuning.in_use", lang, now=found.now))]


def _row(point: Point) -> list[str]:
    score, changed = point.score, point.changes
    return [
        point.value,
        f"{point.alerts:,}",
        f"{score.found}/{score.cases}" if score else "",
        str(score.false) if score else "",
        *(_percent(one) for one in ((score.precision, score.recall, score.f1) if score else (None,) * 3)),
        str(len(changed.appeared)) if changed else "",
        str(len(changed.vanished)) if changed else "",
    ]


def _percent(ratio: Ratio | None) -> str:
    return ratio.percent(1) if ratio else "-"
