"""Segregation under Japan's rules: PSA 63-11, CAE Order 9, 26 and 27(1), GL16 II-2-2-3-2(3)."""

from __future__ import annotations

from collections.abc import Iterable

from hozen.findings import AssetUnits, CureClock, Finding, Status, Step, judge
from hozen.law import Lawful, Reading
from hozen.rules.segregation.facts import AssetHolding, Capital, Money
from hozen.rules.segregation.gap import expected_holding, mixed_own, shortage
from hozen.values import Units, Yen


def money_in_trust_finding(reading: Reading, money: Money, clock: CureClock) -> Finding:
    """利用者財産(金銭)の信託: trust principal ≥ Σ of each customer's money, every business day.

    CAE Order 26(1)(vi); cash is added within the cure time counted from the day after the gap.
    """
    duty = reading.text("segregation.money_apart")
    cure = reading.count("segregation.money_trust_cure_days")
    short = money.in_trust < money.owed
    return Finding(
        code="money-in-trust",
        subject="JPY",
        status=judge(short, (duty, cure)),
        measure=money.in_trust,
        threshold=money.owed,
        distance=money.in_trust - money.owed,
        rests_on=(duty, cure),
        cite=(duty.cite, cure.cite),
        **clock.times("money-in-trust", "JPY", short, cure.value),
        reason="money_short" if short else "money_met",
        steps=(
            Step("money_owed", money.owed, "Σ customers' JPY", cure.cite),
            Step("trust_principal", money.in_trust, "Σ trusts"),
            Step("trusts", money.trusts),
        ),
        evidence="money-in-trust",
    )


def crypto_shortage_findings(
    reading: Reading, assets: Iterable[AssetHolding], clock: CureClock, withdrawal_days: int | None
) -> list[Finding]:
    """受託暗号資産の過不足: chain holdings against the ledger, per asset, to the last unit.

    PSA 63-11(2); cured within the guideline's time or the shorter contractual withdrawal time.
    """
    duty = reading.text("segregation.crypto_apart")
    cure = reading.count("segregation.crypto_shortage_cure_days")
    days = cure.value if withdrawal_days is None else min(cure.value, withdrawal_days)
    held = [one for one in assets if one.owed or one.in_flight or one.on_chain or one.counted_twice]
    return [_crypto_shortage(one, duty, cure, days, clock) for one in held]


def _crypto_shortage(
    one: AssetHolding, duty: Lawful[str], cure: Lawful[int], days: int, clock: CureClock
) -> Finding:
    short = shortage(one) > 0
    expected = expected_holding(one)
    return Finding(
        code="crypto-shortage",
        subject=one.asset,
        status=judge(short, (duty, cure)),
        measure=_units(one, one.on_chain),
        threshold=_units(one, expected),
        distance=_units(one, one.on_chain - expected),
        rests_on=(duty, cure),
        cite=(duty.cite, cure.cite),
        **clock.times("crypto-shortage", one.asset, short, days),
        reason="crypto_short" if short else "crypto_met",
        steps=(
            Step("owed", _units(one, one.owed), "Σ customers"),
            Step("in_flight", _units(one, one.in_flight), "deposits, withdrawals, fees one side has seen"),
            Step("expected_holding", _units(one, expected), "owed + in flight"),
            *_twice(one),
            Step("on_chain", _units(one, one.on_chain), "Σ customers' wallets"),
            Step("cure_business_days", days, cite=cure.cite),
        ),
        evidence="crypto-shortage",
    )


def _twice(one: AssetHolding) -> tuple[Step, ...]:
    if not one.counted_twice:
        return ()
    return (Step("counted_twice", _units(one, one.counted_twice), "one address, two wallets"),)


def buffer_mixed_findings(
    reading: Reading, assets: Iterable[AssetHolding], clock: CureClock
) -> list[Finding]:
    """自己の暗号資産の混同: own crypto in customers' wallets only up to the house limit, per asset.

    GL16 II-2-2-3-2(3)③ note. An asset without a house limit has a limit of 0.
    """
    cure = reading.count("segregation.excess_mixing_cure_days")
    held = [one for one in assets if mixed_own(one) or one.buffer_limit]
    return [_buffer_mixed(one, cure, clock) for one in held]


def _buffer_mixed(one: AssetHolding, cure: Lawful[int], clock: CureClock) -> Finding:
    limit, mixed = one.buffer_limit or 0, mixed_own(one)
    over = mixed > limit
    return Finding(
        code="buffer-mixed",
        subject=one.asset,
        status=judge(over, (cure,)),
        measure=_units(one, mixed),
        threshold=_units(one, limit),
        distance=_units(one, limit - mixed),
        rests_on=(cure,),
        cite=(cure.cite,),
        **clock.times("buffer-mixed", one.asset, over, cure.value),
        reason="buffer_over" if over else "buffer_met",
        steps=(
            Step("surplus_found", _units(one, one.on_chain - expected_holding(one)), "on chain − expected"),
            Step("buffer_declared", _units(one, one.buffer), "house ledger"),
            Step("mixed_own", _units(one, mixed), "the larger of the two, at least 0"),
            Step("buffer_limit", _units(one, limit), "house rules"),
        ),
        evidence="crypto-shortage",
    )


def capital_finding(reading: Reading, capital: Capital | None, clock: CureClock) -> Finding:
    """資本金の額: CAE Order 9(1)(i)."""
    least = reading.yen("segregation.capital_min")
    if capital is None:
        return _cannot_tell("capital", least)
    short = capital.capital < least.value
    return Finding(
        code="capital",
        subject="",
        status=judge(short, (least,)),
        measure=capital.capital,
        threshold=least.value,
        distance=capital.capital - least.value,
        rests_on=(least,),
        cite=(least.cite,),
        **clock.times("capital", "", short, None),
        reason="capital_short" if short else "capital_met",
        steps=(Step("figures_as_of", capital.as_of), Step("capital", capital.capital)),
    )


def net_assets_finding(reading: Reading, capital: Capital | None, clock: CureClock) -> Finding:
    """純資産額: not negative, and at least the yen value of the guarantee crypto. CAE Order 9(1)(ii)."""
    rule = reading.text("segregation.net_assets_min")
    if capital is None:
        return _cannot_tell("net-assets", rule)
    least = max(Yen(0), capital.guarantee_value)
    short = capital.net_assets < least
    return Finding(
        code="net-assets",
        subject="",
        status=judge(short, (rule,)),
        measure=capital.net_assets,
        threshold=least,
        distance=capital.net_assets - least,
        rests_on=(rule,),
        cite=(rule.cite,),
        **clock.times("net-assets", "", short, None),
        reason="net_assets_short" if short else "net_assets_met",
        steps=(
            Step("figures_as_of", capital.as_of),
            Step("net_assets", capital.net_assets),
            Step("guarantee_value", capital.guarantee_value, "Σ guarantee units × price, rounded up"),
        ),
    )


def _cannot_tell(code: str, rule: Lawful[Yen] | Lawful[str]) -> Finding:
    return Finding(
        code=code,
        subject="",
        status=Status.CANNOT_TELL,
        measure=None,
        threshold=rule.value,
        distance=None,
        rests_on=(rule,),
        cite=(rule.cite,),
        reason="no_financials",
    )


def _units(one: AssetHolding, amount: int) -> AssetUnits:
    return AssetUnits(one.asset, Units(amount), one.decimals)
