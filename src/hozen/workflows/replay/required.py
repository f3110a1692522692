"""What a scenario would have required of the firm, where its size is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hozen.law import LawGap, Reading, Standing
from hozen.rules.reserves import Requirement, ReserveFacts, YearVolume
from hozen.rules.reserves.jp import crypto_requirement
from hozen.values import BusinessYear, Yen, total
from hozen.workflows.replay.customer_part import YEN_OF_THE_DAY, Bound, CustomerPart, yen_of_the_day
from hozen.workflows.replay.incident import FirmSize, Incident
from hozen.workflows.replay.payout import Payout, payout

_NEEDS: Mapping[str, str] = {"class_rates": "volume", "volume_band": "volume", "custody_share": "custody"}
_WHOLE_YEAR = 12


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """シナリオによる必要額. Without a requirement, `reason` is a glossary key and `detail` its particulars.

    `bound` says how the figures stand to the true ones: at least, where only some months' volume is known;
    at most, where all custody stands for an unknown cold part. `if_full` is what the whole level would have
    paid, had it been reached by the day.
    """

    scenario: str
    requirement: Requirement | None
    bound: Bound
    used: tuple[FirmSize, ...]
    if_full: Payout | None
    reason: str = ""  # 'volume_not_known', 'custody_not_known', 'law_gap'
    detail: str = ""

    @property
    def standing(self) -> Standing | None:
        """The weakest standing the requirement rests on."""
        return self.requirement.standing if self.requirement else None


def required_of(
    incident: Incident, sizes: Sequence[FirmSize], part: CustomerPart, reading: Reading
) -> ScenarioAnswer:
    """What `reading`'s scenario requires of the firm. A gap in the law is an answer, not an error."""
    try:
        need = _NEEDS.get(reading.text("reserves.crypto.method").value, "")
        if need and not _of(sizes, need):
            return _without(reading, f"{need}_not_known")
        requirement = crypto_requirement(reading, _facts(incident, sizes))
        bound = _bound(need, _of(sizes, "volume"), reading)
    except LawGap as gap:
        return _without(reading, "law_gap", "; ".join(filter(None, (gap.message, gap.try_next))))
    paid = payout(requirement.level, part.yen)
    used = _of(sizes, need) if need else _of(sizes, "custody")
    return ScenarioAnswer(reading.scenario, requirement, bound, used, paid)


def _of(sizes: Sequence[FirmSize], measure: str) -> tuple[FirmSize, ...]:
    return tuple(one for one in sizes if one.measure == measure)


def _without(reading: Reading, reason: str, detail: str = "") -> ScenarioAnswer:
    return ScenarioAnswer(reading.scenario, None, Bound.STATED, (), None, reason, detail)


def _bound(need: str, volumes: Sequence[FirmSize], reading: Reading) -> Bound:
    if need == "volume":
        months = {one.period for one in volumes}
        return Bound.STATED if len(months) >= _WHOLE_YEAR else Bound.AT_LEAST
    if need == "custody" and reading.text("reserves.crypto.custody.base").value == "cold":
        return Bound.AT_MOST  # how much of custody was cold is not known
    return Bound.STATED


def _facts(incident: Incident, sizes: Sequence[FirmSize]) -> ReserveFacts:
    held = [_yen(one.value_m, one.currency, incident.usd_jpy) for one in _of(sizes, "custody")]
    custody = held[0] if held else None
    volumes = _of(sizes, "volume")
    years = (_known_months(volumes, incident.usd_jpy),) if volumes else ()
    return ReserveFacts(years, customer_crypto=custody, cold_customer_crypto=custody)


def _known_months(volumes: Sequence[FirmSize], usd_jpy: Decimal) -> YearVolume:
    """The known months as one year: its other months are not guessed."""
    months = sorted(one.period for one in volumes)
    by_class = {
        product: total([_yen(v.value_m, v.currency, usd_jpy) for v in volumes if v.product == product])
        for product in sorted({one.product for one in volumes})
    }
    first, last = _first_day(months[0]), _last_day(months[-1])
    return YearVolume(BusinessYear(first, last), by_class, so_far=True)


def _yen(value_m: Decimal, currency: str, usd_jpy: Decimal) -> Yen:
    if currency == "JPY":
        return Yen(YEN_OF_THE_DAY(Fraction(value_m) * 1_000_000))
    return yen_of_the_day(value_m, usd_jpy)


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _last_day(month: str) -> date:
    return (_first_day(month) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
