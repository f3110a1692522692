"""Amounts and days as files from outside write them: exact, or refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hozen.records.importers.errors import Place
from hozen.values import legal_day

FIRST_DAY = date(2000, 1, 1)
_PLAIN = re.compile(r"(-?)([0-9]{1,38})(?:\.([0-9]{1,38}))?")
_MOST = 10**38  # smallest units; what a table holds
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEN_DECIMALS = 0


def units_of(text: str, decimals: int, place: Place, *, signed: bool = False) -> int:
    """'1.5' of an asset with 8 decimals → 150000000.

    Digits beyond the asset's decimals are refused unless they are zeros, so nothing is ever rounded. Refuses NaN, an
    exponent, a separator, a sign (unless `signed`), and more than 38 digits.
    """
    match = _PLAIN.fullmatch(text)
    if match is None or (match[1] and not signed):
        wanted = "a plain decimal such as 1.5" + ("" if signed else ", 0 or more")
        place.refuse("not an amount", text, wanted, "export amounts without separators, signs or exponents")
    minus, whole, part = match[1], match[2], match[3] or ""
    kept, lost = part[:decimals], part[decimals:]
    if lost.strip("0"):
        place.refuse("more digits than the asset has", text, f"at most {decimals} digits after the point")
    amount = int(whole + kept.ljust(decimals, "0"))
    if amount >= _MOST:
        place.refuse("more digits than a table holds", text, "at most 38 digits in smallest units")
    return -amount if minus else amount


def whole_of(text: str, place: Place) -> int:
    """A whole number ≥ 0 of at most 38 digits."""
    if not re.fullmatch(r"[0-9]{1,38}", text):
        place.refuse("not a whole number", text, "digits only")
    return int(text)


def day_of(text: str, place: Place, latest: date) -> date:
    """'2026-11-20'; refused for another form, and outside FIRST_DAY to `latest`."""
    try:
        day = date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        place.refuse("not a day", text, "a day such as 2026-11-20")
    return sane(day, place, latest)


def day_or_instant(text: str, place: Place, latest: date) -> date:
    """A day, or the legal day in Japan of an instant. An instant without a zone is taken as Japan's own time."""
    if "T" not in text:
        return day_of(
            text[:10] if re.fullmatch(r".{10}(Z|[+-][0-9]{2}:[0-9]{2})", text) else text, place, latest
        )
    at = _instant(text, place)
    return sane(at.date() if at.tzinfo is None else legal_day(at), place, latest)


def instant_of(text: str, place: Place, latest: date) -> datetime:
    """An instant with a zone, as UTC."""
    at = _instant(text, place)
    if at.tzinfo is None:
        place.refuse("an instant without its zone", text, "2026-11-20T15:00:00Z or …+09:00")
    sane(legal_day(at), place, latest)
    return at.astimezone(UTC)


def _instant(text: str, place: Place) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        place.refuse("not an instant", text, "2026-11-20T15:00:00Z or …+09:00")


def sane(day: date, place: Place, latest: date) -> date:
    """The day itself; refused where it cannot be meant."""
    if not FIRST_DAY <= day <= latest:
        place.refuse(
            "a day that cannot be meant",
            day.isoformat(),
            f"a day from {FIRST_DAY} to {latest}",
            "look at how the file writes years (era or western)",
        )
    return day
