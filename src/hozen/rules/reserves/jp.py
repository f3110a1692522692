"""The liability reserve under Japan's rules: FIEA 46-5 and FIB Order 175, and the crypto scenarios."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from hozen.findings import Step
from hozen.law import Lawful, LawGap, Reading
from hozen.law.usable import usable
from hozen.rules.reserves.band import band_level
from hozen.rules.reserves.facts import FactMissing, ReserveFacts, YearVolume
from hozen.rules.reserves.loss_history import loss_at
from hozen.rules.reserves.peak_volume import lookback, peak_by_class
from hozen.rules.reserves.requirement import Requirement
from hozen.rules.reserves.share_between import share_between
from hozen.values import DUTY_UP, Ratio, Yen, total

_CRYPTO = "reserves.crypto"
_BASES = ("cold", "all")


def securities_requirement(reading: Reading, years: Sequence[YearVolume]) -> Requirement:
    """金融商品取引責任準備金: FIB Order 175(1), eleven classes. Rounded up once, after summing."""
    return _by_class(reading, years, "class_rates", "reserves", frozenset(), ())


def crypto_requirement(reading: Reading, facts: ReserveFacts) -> Requirement:
    """暗号資産の責任準備金: what the reading's scenario requires.

    LawGap where it fixes no figure; FactMissing where its method rests on what the firm did not say.
    """
    method = reading.text(f"{_CRYPTO}.method")
    if method.value not in METHODS:
        raise LawGap(
            f"no method {method.value!r} for the reserve",
            key=method.key,
            day=reading.day,
            found=method.value,
            expected=" | ".join(METHODS),
        ).in_japanese(f"準備金の算定方法 {method.value!r} はない", f"{method.key} を訂正する")
    return METHODS[method.value](reading, facts, method)


def _class_rates(reading: Reading, facts: ReserveFacts, method: Lawful[str]) -> Requirement:
    outside = reading.family(_CRYPTO).get("classes_outside")
    named = frozenset(str(outside.value).split()) if outside else frozenset[str]()
    read = (method, outside) if outside else (method,)
    return _by_class(reading, facts.years, method.value, _CRYPTO, named, read)


def _by_class(
    reading: Reading,
    years: Sequence[YearVolume],
    method: str,
    room: str,
    outside: frozenset[str],
    read: tuple[Lawful[object], ...],
) -> Requirement:
    """A = Σ r·V(t);  B = Σ c·max V over the years looked back on, class by class."""
    prior = reading.count(f"{room}.lookback_years")
    peaks = {name: yen for name, yen in peak_by_class(lookback(years, prior.value)).items() if yen}
    used = [name for name in peaks if name not in outside]
    rates = {name: reading.ratio(f"{room}.rate.{name}") for name in used}
    caps = {name: reading.ratio(f"{room}.cap_rate.{name}") for name in used}
    yearly = _sum(rates, years[-1].by_class)
    level = _sum(caps, peaks)
    steps = (
        *(_volume_step(name, rates[name], years[-1].by_class.get(name, Yen(0))) for name in used),
        *(Step("peak_volume", peaks[name], f"{name}: largest year", caps[name].cite) for name in used),
        Step("yearly_addition", yearly, "A = Σ rate × volume, rounded up"),
        Step("level", level, "B = Σ cap rate × peak volume, rounded up"),
    )
    rests_on = (*read, prior, *rates.values(), *caps.values())
    return Requirement(reading.scenario, method, yearly, level, rests_on, steps)


def _volume_step(name: str, rate: Lawful[Ratio], volume: Yen) -> Step:
    return Step("class_volume", volume, f"{name}: × {rate.value.value}", rate.cite)


def _sum(rates: Mapping[str, Lawful[Ratio]], volumes: Mapping[str, Yen]) -> Yen:
    exact = (rate.value.exact(volumes.get(name, Yen(0))) for name, rate in rates.items())
    return Yen(DUTY_UP(sum(exact, Fraction(0))))


def _volume_band(reading: Reading, facts: ReserveFacts, method: Lawful[str]) -> Requirement:
    prior = reading.count(f"{_CRYPTO}.lookback_years")
    low_volume, low_level, high_volume, high_level = (
        reading.yen(f"{_CRYPTO}.band.{name}")
        for name in ("low_volume", "low_level", "high_volume", "high_level")
    )
    peak = max(total(tuple(one.by_class.values())) for one in lookback(facts.years, prior.value))
    usable(reading, high_volume, low_volume.value < high_volume.value, f"above {low_volume.value}")
    low, high = (low_volume.value, low_level.value), (high_volume.value, high_level.value)
    level = Yen(DUTY_UP(band_level(peak, low, high)))
    read = (method, prior, low_volume, low_level, high_volume, high_level)
    steps = (Step("peak_volume", peak, "largest year, all classes"),)
    return _built_up(reading, method, level, read, steps)


def _custody_share(reading: Reading, facts: ReserveFacts, method: Lawful[str]) -> Requirement:
    share = reading.ratio(f"{_CRYPTO}.custody.share")
    floor, ceiling = (reading.yen(f"{_CRYPTO}.custody.{name}") for name in ("floor", "ceiling"))
    usable(reading, ceiling, floor.value <= ceiling.value, f"at least the floor, {floor.value}")
    base = reading.text(f"{_CRYPTO}.custody.base")
    usable(reading, base, base.value in _BASES, " | ".join(_BASES))
    held = facts.cold_customer_crypto if base.value == "cold" else facts.customer_crypto
    if held is None:
        raise FactMissing(
            "a share of custody needs the yen value of customers' crypto",
            expected=f"customers' crypto, base {base.value!r}",
            try_next="--customer-crypto and --cold-crypto, or a book instead of a volumes file",
        )
    level = Yen(DUTY_UP(share_between(held.amount, share.value, floor.value.amount, ceiling.value.amount)))
    steps = (Step("custody_base", held, base.value, base.cite), Step("custody_share", share.value))
    return _built_up(reading, method, level, (method, share, floor, ceiling, base), steps)


def _loss_history(reading: Reading, facts: ReserveFacts, method: Lawful[str]) -> Requirement:
    quantile = reading.ratio(f"{_CRYPTO}.loss_quantile")
    usable(reading, quantile, 0 < quantile.value.value <= 1, "above 0 and at most 1")
    names = sorted(reading.family(f"{_CRYPTO}.loss")) or ["<incident>"]  # without one, asking is the gap
    losses = [reading.yen(f"{_CRYPTO}.loss.{name}") for name in names]
    needed = loss_at([one.value for one in losses], quantile.value)
    level = needed if facts.customer_crypto is None else min(needed, facts.customer_crypto)
    steps = (Step("past_loss", needed, f"{quantile.value.value} of {len(losses)} losses"),)
    return _built_up(reading, method, level, (method, quantile, *losses), steps)


def _built_up(
    reading: Reading,
    method: Lawful[str],
    level: Yen,
    read: tuple[Lawful[object], ...],
    steps: tuple[Step, ...],
) -> Requirement:
    """A = level ÷ build-up years, rounded up."""
    years = reading.count(f"{_CRYPTO}.buildup_years")
    usable(reading, years, years.value > 0, "at least 1")
    yearly = Yen(DUTY_UP(Fraction(level.amount, years.value)))
    told = (
        *steps,
        Step("level", level),
        Step("yearly_addition", yearly, f"A = level ÷ {years.value}, rounded up", years.cite),
    )
    return Requirement(reading.scenario, method.value, yearly, level, (*read, years), told)


METHODS: Mapping[str, Callable[[Reading, ReserveFacts, Lawful[str]], Requirement]] = {
    "class_rates": _class_rates,
    "volume_band": _volume_band,
    "custody_share": _custody_share,
    "loss_history": _loss_history,
}
