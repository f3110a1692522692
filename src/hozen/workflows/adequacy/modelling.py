"""From terms and the list to a model of losses."""

from __future__ import annotations

from hozen.rules.adequacy import Cause, Frequency, LossModel, NegativeBinomial, Poisson, Severity, fitted
from hozen.rules.adequacy.crossing import inexact
from hozen.rules.adequacy.observed import observed
from hozen.rules.adequacy.share_of_custody import ShareOfCustody, log_odds
from hozen.workflows.adequacy.losses_of_list import ListLosses
from hozen.workflows.adequacy.terms_file import Terms


def rate_of(terms: Terms) -> float:
    """Events over firm-years."""
    return inexact(terms.exact("frequency.events") / terms.exact("frequency.firm_years"))


def model_of(terms: Terms, found: ListLosses, custody: float, rate: float) -> LossModel:
    """The model for a firm with that custody."""
    causes = tuple(Cause(name, inexact(weight)) for name, weight in terms.causes())
    return LossModel(frequency_of(terms, rate), severity_of(terms, found, custody), causes)


def frequency_of(terms: Terms, rate: float) -> Frequency:
    """Poisson, or losses in bunches with the same mean."""
    kind = terms.text("frequency.kind")
    if kind == "poisson" or not rate:
        return Poisson(rate)
    if kind == "geometric":
        return NegativeBinomial(1, rate)
    beta = inexact(terms.exact("frequency.clustering"))
    return NegativeBinomial(rate / beta, beta) if beta else Poisson(rate)


def severity_of(terms: Terms, found: ListLosses, custody: float) -> Severity:
    """The kind the terms name, fitted to the list."""
    kind = terms.text("severity.kind")
    if kind == "share_of_custody":
        mean, sd = fitted.mean_and_sample_sd(log_odds(found.percent), found.percent_weights)
        return ShareOfCustody(mean, sd, custody)
    if kind == "list_with_tail":
        threshold = inexact(terms.exact("severity.threshold_yen"))
        return fitted.list_with_tail(found.yen, found.weights, threshold)
    if kind == "observed":
        return observed(found.yen, found.weights)
    return fitted.lognormal(found.yen, found.weights)
