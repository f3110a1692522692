"""What each form of reserve asks of the whole industry, on the totals that its association publishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hozen.law import Law
from hozen.rules.reserves import Requirement, ReserveFacts, YearVolume
from hozen.rules.reserves.jp import crypto_requirement
from hozen.values import COVER_DOWN, DUTY_UP, BusinessYear, Ratio, Yen
from hozen.workflows.adequacy.burden_report import BuildUp, IndustryBurden
from hozen.workflows.adequacy.firms import FirmFact, one_fact
from hozen.workflows.replay import Confidence

INDUSTRY = "Japan industry (JVCEA)"
SHARE_RATES = "share-rates"  # the shipped scenario: the statute's share rates on crypto volume
_MONTHS = 12
_WEAKEST_FIRST = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class Study:
    """The levers: a flat amount, a share of custody, the part that may be insured, the years of the phase-in."""

    floor: Yen
    share: Ratio
    credit_share: Ratio
    years: int


@dataclass(frozen=True, slots=True)
class _Form:
    name: str
    base: Yen | int
    required: Yen
    yearly: Yen | None  # None: what is left after insurance ÷ the years of the phase-in
    facts: tuple[FirmFact, ...]


def industry(study: Study) -> tuple[tuple[IndustryBurden, ...], tuple[BuildUp, ...]]:
    """業界全体の負担: by form, and what is set aside by the end of each year with and without insurance.

    Volume of a year is twelve times the newest month's: an assumption. Amounts are rounded up to whole yen.
    """
    crypto = one_fact(INDUSTRY, "customer_crypto")
    if crypto is None:
        return (), ()
    forms = tuple(_forms(study, crypto))
    rows = tuple(_row(one, study, crypto.yen) for one in forms)
    return rows, tuple(step for one in forms for step in _build_up(one, study))


def _forms(study: Study, crypto: FirmFact) -> Iterator[_Form]:
    firms, cash, volume = (
        one_fact(INDUSTRY, metric) for metric in ("firms", "customer_cash", "spot_volume_month")
    )
    if firms:
        required = Yen(study.floor.amount * firms.value)
        yield _Form("flat_times_firms", firms.value, required, None, (firms,))
    yield _Form("share", crypto.yen, _of(study.share, crypto.yen), None, (crypto,))
    if cash:
        base = crypto.yen + cash.yen
        yield _Form("share_with_cash", base, _of(study.share, base), None, (crypto, cash))
    if volume:
        base = Yen(volume.value * _MONTHS)
        found = _share_rates(volume, base)
        yield _Form("share_rates", base, found.level, found.yearly_addition, (volume,))


def _share_rates(volume: FirmFact, of_year: Yen) -> Requirement:
    first = date.fromisoformat(f"{volume.as_of}-01")
    year = BusinessYear(first, first + timedelta(days=364))
    facts = ReserveFacts((YearVolume(year, {"spot": of_year}),))
    return crypto_requirement(Law.load("jp").reading(first, SHARE_RATES), facts)


def _row(form: _Form, study: Study, crypto: Yen) -> IndustryBurden:
    credit = _credit(form, study)
    return IndustryBurden(
        form=form.name,
        base=form.base,
        required=form.required,
        of_custody=Ratio(Fraction(form.required.amount, crypto.amount)),
        insured=credit,
        own_money=form.required - credit,
        as_of=" ".join(dict.fromkeys(one.as_of for one in form.facts)),
        confidence=min((one.confidence for one in form.facts), key=_WEAKEST_FIRST.index).value,
        source=" ".join(dict.fromkeys(one.source for one in form.facts if one.source)),
    )


def _build_up(form: _Form, study: Study) -> Iterator[BuildUp]:
    for insured in (False, True):
        own = form.required - (_credit(form, study) if insured else Yen(0))
        yearly = form.yearly or Yen(DUTY_UP(Fraction(own.amount, study.years)))
        for year in range(1, study.years + 1):
            yield BuildUp(form.name, insured, year, min(own, Yen(yearly.amount * year)))


def _credit(form: _Form, study: Study) -> Yen:
    return Yen(COVER_DOWN(study.credit_share.exact(form.required)))


def _of(share: Ratio, base: Yen) -> Yen:
    return Yen(DUTY_UP(share.exact(base)))
