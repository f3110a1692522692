"""What a reserve costs a small exchange: rules laid beside sizes of firms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from hozen.rules.adequacy import LossModel
from hozen.rules.adequacy.crossing import chance, inexact
from hozen.rules.adequacy.made_whole import need
from hozen.rules.reserves.share_between import share_between
from hozen.values import DUTY_UP, Ratio, Yen
from hozen.workflows.adequacy.burden_report import Burden, BurdenReport
from hozen.workflows.adequacy.firms import firm_facts, one_fact
from hozen.workflows.adequacy.industry import INDUSTRY, Study, industry
from hozen.workflows.adequacy.losses_of_list import list_losses
from hozen.workflows.adequacy.modelling import model_of, rate_of
from hozen.workflows.adequacy.terms_file import Terms, read_terms

NOTES = (
    "model_not_law",
    "rules_are_ours",
    "low_confidence_marked",
    "no_premium",
    "five_events",
    "cap_is_custody",
    "industry_secondary",
    "year_of_twelve",
    "rounded_for_reading",
)
# Sizes to try beside those that are published: 1, 5, 45 and 1,270 billion yen.
SIZES = tuple(Yen(billions * 10**9) for billions in (1, 5, 45, 1270))
_BITPOINT, _COINCHECK, _ZAIF = "BITPoint Japan", "Coincheck Group", "Zaif (group: Kushim)"
_NO_CEILING = 10**18


@dataclass(frozen=True, slots=True)
class _Size:
    name: str
    custody: Yen | None
    cash: Yen | None
    confidence: str


def burden(
    *,
    floor: Yen = Yen(2 * 10**9),  # noqa: B008  # Yen is frozen: one value for every call is meant
    share: Ratio = Ratio(Fraction(1, 100)),  # noqa: B008  # Ratio is frozen, as above
    credit_share: Ratio = Ratio(Fraction(1, 2)),  # noqa: B008  # Ratio is frozen, as above
    years: int = 4,
    terms: str | Path = "share-of-custody",
) -> BurdenReport:
    """負担の検証: a flat floor, a share of custody, and the larger of a quarter of the floor and the share.

    Required amounts are rounded up to whole yen. `credit_share` of a requirement may be insured, `years` is the
    phase-in. `terms` are for the chance that the reserve alone makes customers whole.
    """
    read = read_terms(terms)
    rules = _rules(floor.amount, share)
    found = [
        _burden(size, rule, rules[rule], credit_share, years, read)
        for size in _sizes()
        for rule in rules
        if size.custody or rule == "flat"
    ]
    whole, build_up = industry(Study(floor, share, credit_share, years))
    return BurdenReport(floor, share, credit_share, years, tuple(found), whole, build_up, firm_facts(), NOTES)


def _rules(floor: int, share: Ratio) -> Mapping[str, Callable[[int], Fraction]]:
    return {
        "flat": lambda _: Fraction(floor),
        "share": lambda custody: share_between(custody, share, 0, _NO_CEILING),
        "share_with_floor": lambda custody: share_between(custody, share, floor // 4, _NO_CEILING),
    }


def _sizes() -> tuple[_Size, ...]:
    """In order of custody. Zaif's custody is not published: it stands at its cash alone."""
    found = [_Size("study", one, None, "") for one in SIZES]
    for firm, metric in ((_BITPOINT, "customer_crypto"), (_COINCHECK, "customer_assets")):
        custody, cash = one_fact(firm, metric), one_fact(firm, "own_cash")
        if custody:
            found.append(_Size(firm, custody.yen, cash.yen if cash else None, custody.confidence.value))
    held, firms = one_fact(INDUSTRY, "customer_crypto"), one_fact(INDUSTRY, "firms")
    if held and firms:
        found.append(_Size("industry_mean", Yen(held.value // firms.value), None, held.confidence.value))
    cash = one_fact(_ZAIF, "cash")
    if cash:
        found.append(_Size(_ZAIF, None, cash.yen, cash.confidence.value))
    return tuple(sorted(found, key=_custody))


def _custody(size: _Size) -> int:
    return size.custody.amount if size.custody else 0


def _burden(
    size: _Size,
    name: str,
    rule: Callable[[int], Fraction],
    credit_share: Ratio,
    years: int,
    terms: Terms,
) -> Burden:
    required = Yen(DUTY_UP(rule(size.custody.amount if size.custody else 0)))
    own = Yen(DUTY_UP((1 - credit_share.value) * required.amount))
    return Burden(
        size=size.name,
        custody=size.custody,
        rule=name,
        required=required,
        of_custody=_part(required, size.custody) if size.custody else None,
        own_money=own,
        first_year=Yen(DUTY_UP(Fraction(own.amount, years))),
        of_cash=_part(required, size.cash) if size.cash else None,
        whole=_whole(terms, size.custody, required) if size.custody else None,
        confidence=size.confidence,
    )


def _part(amount: Yen, of: Yen) -> Ratio:
    return Ratio(Fraction(amount.amount, of.amount))


def _whole(terms: Terms, custody: Yen, reserve: Yen) -> Ratio:
    held = inexact(custody)
    model: LossModel = model_of(terms, list_losses(terms), held, rate_of(terms))
    return chance(need(model, held, at=inexact(reserve), cells=1024).at_most(inexact(reserve)))
