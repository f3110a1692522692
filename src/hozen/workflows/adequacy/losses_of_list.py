"""The incident list as numbers for a fit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hozen.rules.adequacy.arrays import Array
from hozen.rules.adequacy.crossing import inexact_array
from hozen.workflows.adequacy.terms_file import Terms
from hozen.workflows.replay import Incident, catalogue

SINCE = 2014


@dataclass(frozen=True, slots=True)
class ListLosses:
    """The list's losses: yen of the day with weights by confidence, and published shares of custody in percent."""

    yen: Array
    weights: Array
    percent: Array
    percent_weights: Array


def counted() -> tuple[Incident, ...]:
    """Losses since 2014 in which coins were lost: rows whose cause is an insolvency are left out, Mt. Gox is in."""
    rows = catalogue().incidents
    return tuple(one for one in rows if one.day.year >= SINCE and one.loss and "insolvency" not in one.cause)


def list_losses(terms: Terms | None) -> ListLosses:
    """The list under the weights of the terms; without terms every row counts the same."""
    rows, shares = counted(), [one for one in catalogue().incidents if one.custody_pct]
    return ListLosses(
        yen=inexact_array(one.loss for one in rows if one.loss),
        weights=inexact_array(_weight(one, terms) for one in rows),
        percent=inexact_array(Fraction(one.custody_pct) for one in shares if one.custody_pct),
        percent_weights=inexact_array(_weight(one, terms) for one in shares),
    )


def _weight(one: Incident, terms: Terms | None) -> Fraction:
    return Fraction(1) if terms is None else terms.exact(f"weights.{one.confidence.value}")
