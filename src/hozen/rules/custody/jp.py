"""Custody under Japan's rules: PSA 63-11-2, CAE Order 27(2)(3) and 29, GL16 II-2-2-3-2(3)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hozen.findings import AssetUnits, CureClock, Finding, Status, Step, judge
from hozen.law import Lawful, Reading
from hozen.rules.custody.cold_part import ColdShare, cold_share, hot_part
from hozen.rules.custody.facts import AssetCustody, PriceUse
from hozen.values import DUTY_UP, SHOWN_DOWN, Ratio, Units, Yen


def cold_share_finding(reading: Reading, assets: Iterable[AssetCustody], clock: CureClock) -> Finding:
    """コールドウォレット保管比率: at most the hot share, by yen value, of all crypto owed may be not cold.

    Compared on exact fractions. CAE Order 27(2)(3); cure time GL16 II-2-2-3-2(3)⑦.
    """
    limit = reading.ratio("custody.hot_share_max")
    cure = reading.count("custody.hot_excess_cure_days")
    least = Ratio(1 - limit.value.value)
    found = cold_share(assets)
    share = Ratio(found.share)
    short = share < least
    return Finding(
        code="cold-share",
        subject="",
        status=judge(short, (limit, cure)),
        measure=share,
        threshold=least,
        distance=Ratio(share.value - least.value),
        rests_on=(limit, cure),
        cite=(limit.cite, cure.cite),
        **clock.times("cold-share", "", short, cure.value),
        reason="cold_share_short" if short else "cold_share_met",
        steps=(
            Step("customer_crypto_value", Yen(SHOWN_DOWN(found.owed)), "Σ owed × price"),
            Step("cold_value", Yen(SHOWN_DOWN(found.cold)), "Σ min(cold − own buffer there, owed) × price"),
            *_twice_value(found),
            Step("hot_share_max", limit.value, cite=limit.cite),
            Step("least_cold_share", least, "1 − largest share not cold"),
            Step("to_move_to_cold", Yen(DUTY_UP(found.to_move(least.value))), "least share × total − cold"),
        ),
        evidence="cold-share",
    )


def guarantee_quantity_findings(
    reading: Reading, assets: Iterable[AssetCustody], clock: CureClock
) -> list[Finding]:
    """履行保証暗号資産: own crypto of the same kind and quantity as the hot part, asset by asset.

    PSA 63-11-2(1). No text gives time to cure a quantity that is too small: an immediate breach.
    """
    ratio = reading.ratio("custody.guarantee_ratio")
    held = [one for one in assets if hot_part(one) or _guarantee(one) or one.guarantee_counted_twice]
    return [_guarantee_quantity(one, ratio, clock) for one in held]


def _guarantee_quantity(one: AssetCustody, ratio: Lawful[Ratio], clock: CureClock) -> Finding:
    due = DUTY_UP(ratio.value.value * Fraction(hot_part(one)))
    short = _guarantee(one) < due
    return Finding(
        code="guarantee-quantity",
        subject=one.asset,
        status=judge(short, (ratio,)),
        measure=_units(one, _guarantee(one)),
        threshold=_units(one, due),
        distance=_units(one, _guarantee(one) - due),
        rests_on=(ratio,),
        cite=(ratio.cite,),
        **clock.times("guarantee-quantity", one.asset, short, None),
        reason="guarantee_short" if short else "guarantee_met",
        steps=(
            *_twice(one, one.counted_twice),
            Step("not_cold_wallets", _units(one, one.not_cold)),
            Step("buffer_not_cold", _units(one, one.buffer_not_cold)),
            Step("hot_part", _units(one, hot_part(one)), "not cold − own buffer there"),
            Step("guarantee_due", _units(one, due), "hot part × ratio", ratio.cite),
            *_twice(one, one.guarantee_counted_twice),
            Step("guarantee_held", _units(one, _guarantee(one))),
        ),
        evidence="guarantee",
    )


def guarantee_cold_findings(
    reading: Reading, assets: Iterable[AssetCustody], clock: CureClock
) -> list[Finding]:
    """Guarantee crypto must itself be cold. CAE Order 29(2); kept hot, cure time as for customers' crypto."""
    must = reading.flag("custody.guarantee_must_be_cold")
    cure = reading.count("custody.hot_excess_cure_days")
    if not must.value:
        return []
    return [_guarantee_cold(one, must, cure, clock) for one in assets if _guarantee(one)]


def _guarantee_cold(one: AssetCustody, must: Lawful[bool], cure: Lawful[int], clock: CureClock) -> Finding:
    hot = one.guarantee_not_cold > 0
    return Finding(
        code="guarantee-cold",
        subject=one.asset,
        status=judge(hot, (must, cure)),
        measure=_units(one, one.guarantee_not_cold),
        threshold=_units(one, 0),
        distance=_units(one, -one.guarantee_not_cold),
        rests_on=(must, cure),
        cite=(must.cite, cure.cite),
        **clock.times("guarantee-cold", one.asset, hot, cure.value),
        reason="guarantee_kept_hot" if hot else "guarantee_cold_met",
        steps=(
            Step("guarantee_cold", _units(one, one.guarantee_cold)),
            Step("guarantee_not_cold", _units(one, one.guarantee_not_cold)),
        ),
        evidence="guarantee",
    )


def guarantee_ledger_findings(
    reading: Reading, assets: Iterable[AssetCustody], clock: CureClock
) -> list[Finding]:
    """Guarantee crypto on the chain against the ledger, asset by asset; the cure time of a customers' gap."""
    duty = reading.ratio("custody.guarantee_ratio")
    cure = reading.count("segregation.crypto_shortage_cure_days")
    held = [one for one in assets if _guarantee(one) or one.guarantee_ledger]
    return [_guarantee_ledger(one, duty, cure, clock) for one in held]


def _guarantee_ledger(one: AssetCustody, duty: Lawful[Ratio], cure: Lawful[int], clock: CureClock) -> Finding:
    gap = one.guarantee_ledger - _guarantee(one)
    short = gap > 0
    return Finding(
        code="guarantee-ledger",
        subject=one.asset,
        status=judge(short, (duty, cure)),
        measure=_units(one, _guarantee(one)),
        threshold=_units(one, one.guarantee_ledger),
        distance=_units(one, -gap),
        rests_on=(duty, cure),
        cite=(duty.cite, cure.cite),
        **clock.times("guarantee-ledger", one.asset, short, cure.value),
        reason="guarantee_ledger_gap" if short else "guarantee_ledger_met",
        steps=(
            *_twice(one, one.guarantee_counted_twice),
            Step("guarantee_held", _units(one, _guarantee(one))),
            Step("guarantee_ledger", _units(one, one.guarantee_ledger)),
        ),
        evidence="guarantee",
    )


def price_source_finding(reading: Reading, used: PriceUse) -> Finding:
    """換算に用いる時価: one source, used consistently.

    The Order fixes no price; GL16 II-2-1-4-2(9) and II-2-2-5-2 say which are accepted.
    """
    rule = reading.text("custody.price_guideline")
    other = sum(count for source, count in used.by_source if source != used.declared)
    return Finding(
        code="price-source",
        subject="",
        status=Status.ATTENTION if other else Status.MET,
        measure=other,
        threshold=0,
        distance=-other,
        rests_on=(rule,),
        cite=(rule.cite,),
        reason="price_from_elsewhere" if other else "price_source_met",
        steps=(
            Step("price_source_declared", used.declared),
            *(Step("assets_priced_from", f"{source}: {count}") for source, count in used.by_source),
        ),
    )


def _twice(one: AssetCustody, units: int) -> tuple[Step, ...]:
    return (Step("counted_twice", _units(one, units), "one address, two wallets"),) if units else ()


def _twice_value(found: ColdShare) -> tuple[Step, ...]:
    value = Yen(SHOWN_DOWN(found.twice))
    return (Step("counted_twice", value, "one address, two wallets"),) if found.twice else ()


def _guarantee(one: AssetCustody) -> int:
    return one.guarantee_cold + one.guarantee_not_cold


def _units(one: AssetCustody, amount: int) -> AssetUnits:
    return AssetUnits(one.asset, Units(amount), one.decimals)
