"""The reserve through the years, and the reserve that lets nobody wait."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hozen.rules.adequacy.crossing import NEEDED_UP, chance, inexact, yen
from hozen.rules.adequacy.reserve_path import PathTerms, reserve_path
from hozen.values import Yen
from hozen.workflows.adequacy.report import Path, PathYear
from hozen.workflows.adequacy.setting import Setting

_HALVINGS = 14  # custody / 16,384


def path_of(setting: Setting, futures: int, seed: int) -> Path:
    """Futures of the reserve as it is, building up to its target; then one year at reserves found by halving."""
    said, terms = setting.said, setting.terms
    target = said.target if said.target is not None else said.reserve
    yearly = (
        said.yearly
        if said.yearly is not None
        else Yen(-(-target.amount // terms.whole("path.buildup_years")))
    )
    asked = _terms(setting, target, yearly)
    found = reserve_path(setting.model, setting.firm, asked, futures, np.random.default_rng(seed))
    ends = zip(found.whole_at_once, found.reserve_after, strict=True)
    return Path(
        futures=futures,
        target=target,
        yearly=yearly,
        years=tuple(PathYear(n, chance(whole), yen(held)) for n, (whole, held) in enumerate(ends, 1)),
        whole_in_the_end=chance(found.whole_in_the_end),
        waited=yen(found.left_at_once),
        never_paid=yen(found.left_in_the_end),
        needed_at_once=_needed_at_once(setting, asked, futures, seed),
    )


def _terms(setting: Setting, target: Yen, yearly: Yen) -> PathTerms:
    terms = setting.terms
    return PathTerms(
        years=terms.whole("path.years"),
        level=inexact(target),
        yearly_addition=inexact(yearly),
        volatility=inexact(terms.exact("path.volatility")),
        with_market=inexact(terms.exact("path.with_market")),
        in_crypto=inexact(terms.exact("path.in_crypto")),
    )


def _needed_at_once(setting: Setting, asked: PathTerms, futures: int, seed: int) -> Yen:
    """By halving on the reserve, the same dice each time: the smallest that lets nobody wait with the level."""
    low, high = 0, setting.said.custody.amount
    if _at_once(setting, asked, 0, futures, seed) >= setting.level:
        return Yen(0)
    for _ in range(_HALVINGS):
        middle = (low + high) // 2
        enough = _at_once(setting, asked, middle, futures, seed) >= setting.level
        low, high = (low, middle) if enough else (middle, high)
    return yen(high, NEEDED_UP)


def _at_once(setting: Setting, asked: PathTerms, reserve: int, futures: int, seed: int) -> np.float64:
    firm = replace(setting.firm, reserve=inexact(reserve))
    one_year = replace(asked, years=1)
    found = reserve_path(setting.model, firm, one_year, futures, np.random.default_rng(seed))
    return np.float64(found.whole_at_once[0])
