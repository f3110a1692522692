"""Precision against recall, a dot for each value of the parameter; without a truth, how many alerts each value makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hozen.faces.reports.plots.curve_plots import foot, sheet
from hozen.faces.words import Language, say
from hozen.values import Ratio
from hozen.workflows.surveillance_tune import Point, Sweep

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def tuning_plot(swept: Sweep, lang: Language) -> Figure:
    """The value in use is marked."""
    typology = say(f"market_sim.typology.{swept.typology}", lang)
    title = say("tuning.title", lang, typology=typology, parameter=swept.parameter)
    picture, axes = sheet(title)
    known = [one for one in swept.points if one.score and one.score.precision and one.score.recall]
    if known:
        _curve(axes, swept, known, lang)
    else:
        _counts(axes, swept, lang)
    foot(picture, say("tuning.foot", lang, now=swept.now or "-"))
    return picture


def _curve(axes: Any, swept: Sweep, known: Sequence[Point], lang: Language) -> None:
    recall = [_percent(one.score.recall if one.score else None) for one in known]
    precision = [_percent(one.score.precision if one.score else None) for one in known]
    axes.plot(recall, precision, "-", color="#1f4e79", linewidth=1)
    for point, across, up in zip(known, recall, precision, strict=True):
        style = "D" if point.value == swept.now else "o"
        axes.plot([across], [up], style, color="#c55a11" if style == "D" else "#1f4e79")
        axes.annotate(point.value, (across, up), textcoords="offset points", xytext=(6, 5), fontsize=8)
    axes.set_xlim(-3, 103)
    axes.set_ylim(-3, 108)
    axes.set_xlabel(say("tuning.recall", lang) + ", %")
    axes.set_ylabel(say("tuning.precision", lang) + ", %")


def _counts(axes: Any, swept: Sweep, lang: Language) -> None:
    axes.bar([one.value for one in swept.points], [one.alerts for one in swept.points], color="#1f4e79")
    axes.set_xlabel(swept.parameter)
    axes.set_ylabel(say("tuning.alerts", lang))


def _percent(ratio: Ratio | None) -> int:
    return int(100 * ratio.value) if ratio else 0
