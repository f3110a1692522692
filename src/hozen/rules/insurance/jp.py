"""Insurance that may stand for part of the crypto reserve. No text fixes any of it: every figure is a scenario's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hozen.findings import Step
from hozen.law import Lawful, Reading
from hozen.law.usable import usable
from hozen.rules.insurance.cliffs import cliffs
from hozen.rules.insurance.credit import InsuranceCredit, LayerPays, Refused
from hozen.rules.insurance.credit_on import CreditOn, credit_on
from hozen.rules.insurance.eligibility import refusals
from hozen.rules.insurance.facts import Policy
from hozen.rules.insurance.terms import Terms
from hozen.values import Ratio, Yen

_CREDIT = "insurance.credit"
_COUNTS = ("term_days_min", "notice_days_min", "waiting_days_max", "cliff_days")
_TEXTS = ("rating_min", "rating_order", "causes")


def insurance_credit(
    reading: Reading, policies: Sequence[Policy], requirement: Yen, day: date
) -> InsuranceCredit:
    """保険による代替額: how far cover stands for a requirement on `day`. LawGap without the scenario's figures.

    The share that may be replaced, eligible insurers and conditions: reported as intended (Act 64 of 2026), fixed by
    no text seen. The credit is for one loss of the size of the requirement, whatever its cause.
    """
    share, counts, texts = _read(reading)
    terms = _terms(reading, share, counts, texts)
    found = credit_on(policies, terms, requirement, day)
    return InsuranceCredit(
        credit=found.credit,
        cap=found.cap,
        by_cause=found.by_cause,
        refused=found.refused,
        cliffs=cliffs(policies, terms, requirement, day),
        rests_on=(share, *counts.values(), *texts.values()),
        steps=_steps(found, requirement, share),
        layers=found.layers,
    )


def refused_policies(reading: Reading, policies: Sequence[Policy], day: date) -> tuple[Refused, ...]:
    """保険の不算入: each policy that does not count at all on `day`, with every reason. LawGap as above."""
    terms = _terms(reading, *_read(reading))
    return tuple(found for one in policies for found in refusals(one, terms, day))


def _read(reading: Reading) -> tuple[Lawful[Ratio], dict[str, Lawful[int]], dict[str, Lawful[str]]]:
    share = reading.ratio(f"{_CREDIT}.share_max")
    counts = {name: reading.count(f"{_CREDIT}.{name}") for name in _COUNTS}
    return share, counts, {name: reading.text(f"{_CREDIT}.{name}") for name in _TEXTS}


def _terms(
    reading: Reading,
    share: Lawful[Ratio],
    counts: Mapping[str, Lawful[int]],
    texts: Mapping[str, Lawful[str]],
) -> Terms:
    order = tuple(texts["rating_order"].value.split())
    usable(reading, share, share.value.value <= 1, "at most 1: insurance never stands for more than all")
    usable(reading, texts["rating_min"], texts["rating_min"].value in order, f"one of {' '.join(order)}")
    return Terms(
        share_max=share.value,
        rating_min=texts["rating_min"].value,
        rating_order=order,
        causes=tuple(dict.fromkeys(texts["causes"].value.split())),
        **{name: one.value for name, one in counts.items()},
    )


def _steps(found: CreditOn, requirement: Yen, share: Lawful[Ratio]) -> tuple[Step, ...]:
    return (
        Step("credit_requirement", requirement),
        Step("credit_share_max", share.value, cite=share.cite),
        Step("credit_cap", found.cap, "share × requirement, rounded down"),
        *(_layer_step(one) for one in found.layers),
        *(Step("cause_cover", summed, f"{cause}: Σ layers") for cause, summed in found.sums),
        *(_refused_step(one) for one in found.refused),
        Step("credit_counted", found.credit, "least over the causes of min(most, Σ layers)"),
    )


def _layer_step(one: LayerPays) -> Step:
    how = "share × min(limit, aggregate left, loss − attachment) − retention, rounded down"
    return Step("layer_pays", one.pays, f"{one.policy_id}, {one.cause}: {how}")


def _refused_step(one: Refused) -> Step:
    return Step(f"refused_{one.reason}", one.policy_id, one.detail)
