"""Japan's reporting duties, as the law's files list them: PSA 63-14, CAE Order 37, 38, 42; FIEA 46-3, 46-6."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.law import Lawful, LawGap, Reading

YEAR, QUARTER, MONTH, MARCH, EVENT = "business_year", "quarter", "month", "march", "event"
EVERYBODY, TYPE_1 = "exchange", "type_1"
_NONE = "-"
_ALL = "reporting.duty."


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
    """Every duty whose text is known of the reading's day, in the order of their codes; of the others, `not_known`."""
    gone = not_known(reading)
    return tuple(duty_named(reading, code) for code in _codes(reading) if code not in gone)


def not_known(reading: Reading) -> tuple[str, ...]:
    """Codes of the duties of which no text is known on the reading's day: whether they were owed then is not said."""
    return tuple(code for code in _codes(reading) if _is_gap(reading, code))


def _codes(reading: Reading) -> list[str]:
    return sorted(key.removeprefix(_ALL) for key in reading.rows if key.startswith(_ALL))


def _is_gap(reading: Reading, code: str) -> bool:
    try:
        duty_named(reading, code)
    except LawGap:
        return True
    return False


def duty_named(reading: Reading, code: str) -> Duty:
    """One duty as of the reading's day. LawGap where its text is not known of so early a day."""
    return _duty(reading, code, reading.text(_ALL + code))


def recurring(reading: Reading) -> tuple[Duty, ...]:
    """定期の報告義務: those of every exchange that come again and again, and whose time some text fixes."""
    return tuple(
        one for one in duties(reading) if one.firms == EVERYBODY and one.period != EVENT and one.time
    )


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
