"""Two curves: how likely a year loses more, and how likely customers are made whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hozen.faces.words import Language, say
from hozen.values import Yen
from hozen.workflows.adequacy import AdequacyReport, Point

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BILLION = 10**9
_STYLES = ("-", "--", ":")


def exceedance_plot(report: AdequacyReport, lang: Language) -> Figure:
    """Chance of a year that loses more than x, both axes logarithmic, the cap marked."""
    picture, axes = sheet(say("adequacy.plots.exceedance", lang))
    told = [one for one in report.curves.exceedance if one.chance.value]
    axes.loglog(_billions(told), _percents(told), color="#1f4e79")
    _mark(axes, report.custody, say("adequacy.plots.cap", lang), "#7f7f7f")
    _mark(axes, report.reserve, say("adequacy.plots.reserve", lang), "#c55a11")
    axes.yaxis.set_major_formatter(_percent_text())
    axes.xaxis.set_major_formatter(_plain_text())
    axes.set_xlabel(say("adequacy.plots.loss_bn", lang))
    axes.set_ylabel(say("adequacy.plots.chance_more", lang))
    return _done(picture, axes, report, lang)


def whole_plot(report: AdequacyReport, lang: Language) -> Figure:
    """Chance that all are made whole against the reserve; the level asked for as a line across."""
    picture, axes = sheet(say("adequacy.plots.whole", lang))
    for style, (way, points) in zip(_STYLES, report.curves.whole, strict=False):
        name = say(f"adequacy.values.{way}", lang)
        axes.plot(_billions(points), _percents(points), style, label=name, color="#1f4e79")
    axes.axhline(
        100 * report.level.value.numerator / report.level.value.denominator, color="#548235", linewidth=1
    )
    _mark(axes, report.reserve, say("adequacy.plots.reserve", lang), "#c55a11")
    axes.yaxis.set_major_formatter(_percent_text())
    axes.set_xlabel(say("adequacy.plots.reserve_bn", lang))
    axes.set_ylabel(say("adequacy.plots.chance_whole", lang))
    return _done(picture, axes, report, lang)


def sheet(title: str) -> tuple[Figure, Any]:
    """A sheet with one pair of axes."""
    from matplotlib.figure import Figure

    picture = Figure(figsize=(8, 5), layout="constrained")
    axes = picture.subplots()
    axes.set_title(title, loc="left")
    axes.grid(visible=True, color="#dddddd")
    return picture, axes


def foot(picture: Figure, text: str) -> None:
    """What the picture is not, below it."""
    picture.supxlabel(text, fontsize=8, color="#555555", wrap=True)


def _done(picture: Figure, axes: Any, report: AdequacyReport, lang: Language) -> Figure:
    axes.legend(loc="best", frameon=False)
    foot(picture, say("adequacy.plots.foot", lang, events=report.events, terms=report.terms.name))
    return picture


def _mark(axes: Any, at: Yen, name: str, colour: str) -> None:
    if at:
        axes.axvline(at.amount / BILLION, color=colour, linewidth=1, linestyle="-.", label=name)


def _billions(points: Sequence[Point]) -> list[object]:
    return [one.yen.amount / BILLION for one in points]


def _percents(points: Sequence[Point]) -> list[object]:
    return [100 * one.chance.value.numerator / one.chance.value.denominator for one in points]


def _percent_text() -> Any:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: f"{value:g}%")


def _plain_text() -> Any:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: f"{value:g}")
