"""How the reserve's rooms meet: the requirement, the insurance that may stand for part of it, the position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hozen.law import LawGap, Reading
from hozen.rules.custody import AssetCustody, cold_share
from hozen.rules.insurance import InsuranceCredit, Policy
from hozen.rules.insurance.jp import insurance_credit
from hozen.rules.reserves import FactMissing, ReserveFacts, ReservePosition, YearVolume
from hozen.rules.reserves.jp import crypto_requirement, securities_requirement
from hozen.rules.reserves.position import position
from hozen.values import DUTY_UP, BusinessYear, Yen


@dataclass(frozen=True, slots=True)
class ReserveAnswer:
    """準備金の算定: a position, or the gap in the law, or the missing fact, that stands in its way.

    `insurance` is None where there is no requirement, and where `insurance_gap` says that nothing fixes how
    far insurance counts: then it does not.
    """

    position: ReservePosition | None = None
    insurance: InsuranceCredit | None = None
    gap: LawGap | None = None
    missing: FactMissing | None = None
    insurance_gap: LawGap | None = None


def reserve_facts(years: tuple[YearVolume, ...], custody: Sequence[AssetCustody]) -> ReserveFacts:
    """Volumes with the yen value of customers' crypto, rounded up: a base is never too small."""
    value = cold_share(custody)
    return ReserveFacts(years, _up(value.owed), _up(value.cold))


def answer(
    reading: Reading,
    facts: ReserveFacts,
    held: Yen,
    policies: Sequence[Policy],
    day: date,
    year: BusinessYear,
    years_ahead: int,
) -> ReserveAnswer:
    """What the reading's scenario requires of the firm, and where it stands on `day`."""
    try:
        requirement = crypto_requirement(reading, facts)
    except LawGap as gap:
        return ReserveAnswer(gap=gap)
    except FactMissing as missing:
        return ReserveAnswer(missing=missing)
    insurance, silent = _insurance(reading, policies, requirement.level, day)
    credit = insurance.credit if insurance else Yen(0)
    stands = position(requirement, held, credit, year, years_ahead)
    return ReserveAnswer(position=stands, insurance=insurance, insurance_gap=silent)


def securities_answer(
    reading: Reading, facts: ReserveFacts, held: Yen, year: BusinessYear, years_ahead: int
) -> ReserveAnswer:
    """The statute of securities firms (FIEA 46-5), which lets no insurance count."""
    try:
        requirement = securities_requirement(reading, facts.years)
    except LawGap as gap:
        return ReserveAnswer(gap=gap)
    return ReserveAnswer(position=position(requirement, held, Yen(0), year, years_ahead))


def _insurance(
    reading: Reading, policies: Sequence[Policy], level: Yen, day: date
) -> tuple[InsuranceCredit | None, LawGap | None]:
    try:
        return insurance_credit(reading, policies, level, day), None
    except LawGap as gap:
        return None, gap


def _up(exact: Fraction) -> Yen:
    return Yen(DUTY_UP(exact))
