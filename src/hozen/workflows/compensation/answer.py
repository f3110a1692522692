"""What a case's waterfall and payments come to, before anything is entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hozen.findings import Finding
from hozen.rules.compensation import AssetPayment, CashStep, Spread, Waterfall
from hozen.values import Yen
from hozen.workflows.compensation.terms import Terms


@dataclass(frozen=True, slots=True)
class Compensation:
    """補償の試算: who pays, when, and what each asset's losers get, under the terms and under the other spread.

    `planned` is what is paid with: what has come in by the terms' day, at most all that is covered.
    """

    book: str
    case: str
    day: date  # of the loss
    terms: Terms
    waterfall: Waterfall
    cash: tuple[CashStep, ...]
    findings: tuple[Finding, ...]
    planned: Yen
    payments: tuple[AssetPayment, ...]
    otherwise: tuple[AssetPayment, ...]  # the same money under the other spread
    assumed: bool
    decimals: Mapping[str, int] = field(default_factory=dict)  # of each asset lost

    @property
    def other_spread(self) -> Spread:
        """The spread that was not chosen."""
        return next(one for one in Spread if one is not self.terms.spread)
