"""Distributions fitted to the incident list."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np

from hozen.rules.adequacy import fitted
from hozen.rules.adequacy.crossing import figure, inexact, inexact_array
from hozen.rules.adequacy.interval import exact_poisson
from hozen.rules.adequacy.severity import Exponential
from hozen.rules.adequacy.share_of_custody import log_odds
from hozen.workflows.adequacy.fit_report import FitReport, Fitted
from hozen.workflows.adequacy.losses_of_list import ListLosses, list_losses
from hozen.workflows.adequacy.terms_file import Terms, read_terms
from hozen.workflows.replay import catalogue, customer_part

NOTES = ("model_not_law", "list_leans_large", "mean_hardly_estimable", "five_events", "few_shares")
_BILLION = 10**9


def fit(terms: str | Path = "list-lognormal") -> FitReport:
    """当てはめ: every row alike, and weighted by confidence. Amounts in billions of yen of the day."""
    read = read_terms(terms)
    alike, weighted = list_losses(None), list_losses(read)
    rows = [
        *_lognormal(alike, weighted),
        *(_hill(alike, largest) for largest in (10, 15, 20, 25)),
        *_tail(alike, weighted, read),
        *_shares(alike, weighted),
        *_rate(read),
        *_japan(),
    ]
    return FitReport(read, tuple(rows), NOTES)


def _lognormal(alike: ListLosses, weighted: ListLosses) -> list[Fitted]:
    both = [fitted.lognormal(one.yen / _BILLION, one.weights) for one in (alike, weighted)]
    rows = len(alike.yen)
    return [
        Fitted("lognormal_mu", rows, *(figure(one.mu) for one in both)),
        Fitted("lognormal_sigma", rows, *(figure(one.sigma) for one in both)),
        Fitted("median_bn", rows, figure(np.median(alike.yen) / _BILLION), "–"),
        Fitted("largest_bn", rows, figure(alike.yen.max() / _BILLION), "–"),
        Fitted("three_largest_of_all", rows, figure(np.sort(alike.yen)[-3:].sum() / alike.yen.sum()), "–"),
    ]


def _hill(alike: ListLosses, largest: int) -> Fitted:
    return Fitted(f"hill_alpha_{largest}", largest, figure(fitted.hill(alike.yen, largest)), "–")


def _tail(alike: ListLosses, weighted: ListLosses, terms: Terms) -> list[Fitted]:
    threshold = inexact(terms.exact("severity.threshold_yen"))
    tails = []
    for one in (alike, weighted):
        above = one.yen > threshold
        tails.append(fitted.over_threshold((one.yen[above] - threshold) / _BILLION, one.weights[above]))
    rows = int((alike.yen > threshold).sum())
    both = [
        (0, one.theta) if isinstance(one, Exponential) else (1 / one.alpha, one.theta / one.alpha)
        for one in tails
    ]
    return [
        Fitted("gpd_xi", rows, *(figure(xi) for xi, _ in both)),
        Fitted("gpd_scale_bn", rows, *(figure(scale) for _, scale in both)),
    ]


def _shares(alike: ListLosses, weighted: ListLosses) -> list[Fitted]:
    both = [
        fitted.mean_and_sample_sd(log_odds(one.percent), one.percent_weights) for one in (alike, weighted)
    ]
    rows = len(alike.percent)
    return [
        Fitted("share_logit_mean", rows, *(figure(mean) for mean, _ in both)),
        Fitted("share_logit_sd", rows, *(figure(sd) for _, sd in both)),
        Fitted("share_median_pct", rows, figure(np.median(alike.percent)), "–"),
    ]


def _rate(terms: Terms) -> list[Fitted]:
    events, years = terms.whole("frequency.events"), inexact(terms.exact("frequency.firm_years"))
    low, high = exact_poisson(events, inexact(terms.exact("interval.level")))
    told: list[tuple[str, Callable[[], str]]] = [
        ("rate_low", lambda: figure(low / years)),
        ("rate", lambda: figure(events / years)),
        ("rate_high", lambda: figure(high / years)),
    ]
    return [Fitted(name, events, said(), "–") for name, said in told]


def _japan() -> list[Fitted]:
    """Which part of the five Japanese losses a reserve pays in full."""
    five = [one for one in catalogue().incidents if one.registered_jp and one.kind.outflow]
    parts = [found.yen for one in five if (found := customer_part(one)) and found.yen]
    amounts = inexact_array(Fraction(one.amount, _BILLION) for one in parts)
    return [
        Fitted(f"japan_paid_in_full_{size}bn", len(parts), str(int((amounts <= size).sum())), "–")
        for size in (2, 5, 10, 40, 50)
    ]
