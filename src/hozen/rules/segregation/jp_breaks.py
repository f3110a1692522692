"""Breaks under Japan's rules: what they are found against, and by when each is cured.

PSA 63-11(2) and CAE Order 27(1): customers' crypto is there and each customer's share is known; CAE Order 26(1)(vi):
so is their money. The cure times are those of the shortage, of the excess mixed in, and of the money in trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hozen.findings import AssetUnits, CureClock, Finding, Status, Step
from hozen.law import Lawful, LawGap, Reading
from hozen.rules.segregation.break_class import BreakPart
from hozen.rules.segregation.reconciliation import AssetSides
from hozen.values import Units

MONEY = "JPY"


def cure_days(reading: Reading, subject: str, units: int) -> Lawful[int] | None:
    """Business days to cure a break of this direction; None where no text known for the day gives time.

    A shortage of crypto is cured within the shorter time that customers were promised; see `days_of`.
    """
    key = "segregation.crypto_shortage_cure_days" if units < 0 else "segregation.excess_mixing_cure_days"
    try:
        return reading.count("segregation.money_trust_cure_days" if subject == MONEY else key)
    except LawGap:
        return None


def days_of(cure: Lawful[int] | None, subject: str, units: int, withdrawal_days: int | None) -> int | None:
    """The law's business days, or the firm's promise where it is shorter and coins are short."""
    if cure is None:
        return None
    promised = withdrawal_days if units < 0 and subject != MONEY else None
    return cure.value if promised is None else min(cure.value, promised)


def last_day_to_cure(
    reading: Reading, part: BreakPart, clock: CureClock, withdrawal_days: int | None
) -> date | None:
    """Of a break that was found before, the day that was set then; else counted from today. None: no text gives time."""
    if part.since is not None:
        return part.cure_by
    days = days_of(cure_days(reading, part.asset, part.units), part.asset, part.units, withdrawal_days)
    return None if days is None else clock.business_days.after(clock.today, days)


def provisions(reading: Reading, subject: str, units: int) -> tuple[Lawful[object], ...]:
    """The duty that a break of this direction stands against, and its time to cure where one is known."""
    duty = reading.text("segregation.money_apart" if subject == MONEY else "segregation.crypto_apart")
    cure = cure_days(reading, subject, units)
    return (duty,) if cure is None else (duty, cure)


def reconciliation_findings(
    reading: Reading,
    sides: Iterable[AssetSides],
    parts: Sequence[BreakPart],
    clock: CureClock,
    withdrawal_days: int | None,
) -> list[Finding]:
    """照合差異: chain and ledger agree to the last unit, asset by asset; a break has its causes beside it.

    A break calls for attention in either direction. Whether customers' crypto is short is said by crypto-shortage,
    which lets the firm's own buffer stand in. The first of an asset's breaks to be cured gives its day. So does a
    transfer that may be in flight for ever call for attention: it never becomes a break.
    """
    return [
        _finding(one, [part for part in parts if part.asset == one.asset], reading, clock, withdrawal_days)
        for one in sides
    ]


def _finding(
    one: AssetSides,
    parts: Sequence[BreakPart],
    reading: Reading,
    clock: CureClock,
    withdrawal_days: int | None,
) -> Finding:
    rests = _rests_on(reading, one.asset, parts)
    due = (last_day_to_cure(reading, part, clock, withdrawal_days) for part in parts)
    return Finding(
        code="reconciliation",
        subject=one.asset,
        status=Status.ATTENTION if parts or one.in_flight.open_ended else Status.MET,
        measure=_units(one, one.held),
        threshold=_units(one, one.expected),
        distance=_units(one, one.difference),
        rests_on=rests,
        cite=tuple(lawful.cite for lawful in rests),
        cure_by=min((day for day in due if day is not None), default=None),
        breach_since=min((part.since or clock.today for part in parts), default=None),
        reason=_reason(one, parts),
        steps=(
            *_working(one),
            *_open_ended(one),
            *(Step(f"cause_{part.cause.value}", _units(one, part.units)) for part in parts),
        ),
        evidence="breaks" if parts else "",
    )


def _rests_on(reading: Reading, asset: str, parts: Sequence[BreakPart]) -> tuple[Lawful[object], ...]:
    """The duty, and the time to cure of each direction in which there is a break."""
    every = [reading.text("segregation.crypto_apart")]
    read = (figure for part in parts for figure in provisions(reading, asset, part.units))
    return tuple({figure.key: figure for figure in (*every, *read)}.values())


def _reason(one: AssetSides, parts: Sequence[BreakPart]) -> str:
    if parts:
        return "break_found"
    return "transfer_without_end" if one.in_flight.open_ended else "no_break"


def _open_ended(one: AssetSides) -> tuple[Step, ...]:
    flight = one.in_flight
    if not flight.open_ended:
        return ()
    units = _units(one, flight.open_ended_units)
    return (Step("transfers_without_end", flight.open_ended), Step("units_without_end", units))


def _working(one: AssetSides) -> tuple[Step, ...]:
    flight = one.in_flight
    return (
        Step("owed", _units(one, one.owed), "Σ max(0, balance)"),
        Step("deposits_uncredited", _units(one, flight.deposits_uncredited), "+"),
        Step("withdrawals_unsent", _units(one, flight.withdrawals_unsent), "+"),
        Step("credits_ahead", _units(one, flight.credits_ahead), "−"),
        Step("sent_undebited", _units(one, flight.sent_undebited), "−"),
        Step("network_fees", _units(one, flight.fees), "±"),
        Step("own_buffer", _units(one, one.own_buffer), "+"),
        Step("expected_holding", _units(one, one.expected)),
        Step("held_on_chain", _units(one, one.on_chain), "Σ customers' wallets of the firm's own"),
        Step("held_on_statement", _units(one, one.on_statement), "Σ custodians' statements"),
    )


def _units(one: AssetSides, amount: int) -> AssetUnits:
    return AssetUnits(one.asset, Units(amount), one.decimals)
