"""Japan's reporting duties, as the law's files list them: PSA 63-14, CAE Order 37, 38, 42; FIEA 46-3, 46-6."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.law import Lawful, LawGap, Reading

YEAR, QUARTER, MONTH, MARCH, EVENT = "business_year", "quarter", "month", "march", "event"
EVERYBODY, TYPE_1 = "exchange", "type_1"
_NONE = "-"


@dataclass(frozen=True, slots=True)
class Duty:
    """報告義務の一件. `time` is the figure behind the due day; None where no text known to us fixes it."""

    code: str
    period: str
    to: str
    firms: str
    rule: Lawful[str]
    time: Lawful[object] | None


def duties(reading: Reading) -> tuple[Duty, ...]:
    """Every duty on file on the reading's day, in the order of their codes."""
    found = reading.family("reporting.duty")
    return tuple(_duty(reading, code, reading.text(f"reporting.duty.{code}")) for code in sorted(found))


def duty_named(reading: Reading, code: str) -> Duty:
    """One duty as of the reading's day. LawGap where its text is not known of so early a day."""
    return _duty(reading, code, reading.text(f"reporting.duty.{code}"))


def _duty(reading: Reading, code: str, rule: Lawful[str]) -> Duty:
    period, to, firms, key = rule.value.split()
    return Duty(code, period, to, firms, rule, _time(reading, key))


def _time(reading: Reading, key: str) -> Lawful[object] | None:
    if key == _NONE:
        return None
    try:
        return reading.figure(key)
    except LawGap:
        return None
