"""What each rule asks, in percent of custody, by size of firm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hozen.faces.reports.plots.curve_plots import BILLION, foot, sheet
from hozen.faces.words import Language, say
from hozen.workflows.adequacy import BurdenReport

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MARKS = {"flat": "o-", "share": "s--", "share_with_floor": "^:"}


def burden_plot(report: BurdenReport, lang: Language) -> Figure:
    """Both axes logarithmic: a flat amount falls, a share stays level."""
    from matplotlib.ticker import FuncFormatter

    picture, axes = sheet(say("adequacy.plots.burden", lang))
    for rule, mark in _MARKS.items():
        told = [one for one in report.burdens if one.rule == rule and one.custody and one.of_custody]
        sizes = [one.custody.amount / BILLION for one in told if one.custody]
        parts = [
            100 * one.of_custody.value.numerator / one.of_custody.value.denominator
            for one in told
            if one.of_custody
        ]
        axes.loglog(sizes, parts, mark, label=say(f"adequacy.values.{rule}", lang))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
    axes.set_xlabel(say("adequacy.plots.custody_bn", lang))
    axes.set_ylabel(say("adequacy.plots.of_custody", lang))
    axes.legend(frameon=False)
    foot(picture, say("adequacy.plots.burden_foot", lang))
    return picture
