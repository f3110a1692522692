"""The curves that faces draw."""

from __future__ import annotations

import numpy as np

from hozen.rules.adequacy.arrays import Array
from hozen.rules.adequacy.crossing import chance, yen
from hozen.rules.adequacy.made_whole import YearlyNeed
from hozen.workflows.adequacy.report import Curves, Point
from hozen.workflows.adequacy.setting import Setting

_POINTS = 97


def curves(setting: Setting, needs: list[tuple[str, YearlyNeed]]) -> Curves:
    """P(a year loses more than x), x from custody / 10,000 on; P(whole) against the reserve, from 0 to custody."""
    custody = setting.firm.custody
    spread = np.geomspace(custody / 10**4, 2 * custody, _POINTS)
    gross = needs[0][1].exceedance(spread)
    exceedance = tuple(Point(yen(x), chance(p)) for x, p in zip(spread, gross, strict=True))
    reserves = np.linspace(0, custody, _POINTS)
    whole = tuple((way, _whole(found, reserves, setting.firm.capital)) for way, found in needs)
    return Curves(exceedance, whole)


def _whole(found: YearlyNeed, reserves: Array, capital: float) -> tuple[Point, ...]:
    return tuple(Point(yen(one), chance(found.at_most(one + capital))) for one in reserves)
