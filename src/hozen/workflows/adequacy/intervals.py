"""What few events leave open: the rate's exact interval, and fits to lists drawn anew from the list."""

from __future__ import annotations

import numpy as np

from hozen.rules.adequacy import LossModel
from hozen.rules.adequacy.crossing import NEEDED_UP, figure, inexact, yen
from hozen.rules.adequacy.interval import exact_poisson
from hozen.rules.adequacy.made_whole import need, reserve_needed
from hozen.values import Yen
from hozen.workflows.adequacy.losses_of_list import ListLosses
from hozen.workflows.adequacy.modelling import model_of, rate_of
from hozen.workflows.adequacy.report import Interval
from hozen.workflows.adequacy.setting import Setting

DRAWS = 200
_CELLS = 1024


def intervals(setting: Setting, dice: np.random.Generator) -> tuple[Interval, ...]:
    """The reserve needed, with insurance, at both ends of the rate; and the range over drawn lists and rates."""
    level = inexact(setting.terms.exact("interval.level"))
    return (_of_rate(setting, level), _of_draws(setting, level, dice))


def _of_rate(setting: Setting, level: float) -> Interval:
    ends = exact_poisson(setting.terms.whole("frequency.events"), level)
    years = inexact(setting.terms.exact("frequency.firm_years"))
    low, high = (one / years for one in ends)
    needed = [_needed(setting, _at(setting, setting.losses, rate)) for rate in (low, high)]
    told = figure(low), figure(rate_of(setting.terms)), figure(high)
    return Interval("rate", *told, needed[0], needed[1])


def _of_draws(setting: Setting, level: float, dice: np.random.Generator) -> Interval:
    """Jeffreys' rate (events + ½), and the list drawn anew with replacement."""
    twice = 2 * setting.terms.whole("frequency.events") + 1
    years = inexact(setting.terms.exact("frequency.firm_years"))
    rates = dice.gamma(np.divide(twice, 2), np.divide(1, years), DRAWS)
    found = sorted(_needed(setting, _at(setting, _again(setting.losses, dice), rate)) for rate in rates)
    side = (1 - level) / 2
    low, high = (found[min(DRAWS - 1, int(one * DRAWS))] for one in (side, 1 - side))
    return Interval("rate_and_sizes", "–", f"{DRAWS}", "–", low, high)


def _again(found: ListLosses, dice: np.random.Generator) -> ListLosses:
    rows = dice.integers(0, len(found.yen), len(found.yen))
    shares = dice.integers(0, len(found.percent), len(found.percent))
    return ListLosses(
        found.yen[rows], found.weights[rows], found.percent[shares], found.percent_weights[shares]
    )


def _at(setting: Setting, found: ListLosses, rate: float) -> LossModel:
    return model_of(setting.terms, found, setting.firm.custody, rate)


def _needed(setting: Setting, model: LossModel) -> Yen:
    left = need(model, setting.firm.custody, setting.firm.covers, cells=_CELLS)
    return yen(reserve_needed(left, setting.firm.capital, setting.level), NEEDED_UP)
